import { playerOf, type TapePlayer } from '../recording/play.ts';
import type { Kernel, KernelEntry, Tape } from '../recording/tape.ts';
import { type DataBackend, type Numbers, sizeOf, type TensorInfo } from '../tensor-data.ts';
import { type Arena, giveArenaBack, takeArena } from './arena.ts';
import { type Life, planMemory } from './memory-plan.ts';
import { type PlannedBackend, plannedOutputs, type Slot } from './planned-outputs.ts';

/**
 * Plays a tape without asking the heap for anything: what each kernel makes is seen once, gets a place for as long as it is
 * needed, and lies there in every replay. Only what variables become is made anew, since it outlives the tape.
 */
export function plannedPlayer(tape: Tape, dataBackend: DataBackend): TapePlayer {
  const backend = dataBackend as DataBackend & PlannedBackend;
  const plain = playerOf(tape, backend);
  let planned: PlannedPlayer | null = null;
  let playing: TapePlayer = plain;
  return {
    play(arrays, variables) {
      planned ??= placed(tape, backend, madeBy(tape, backend, arrays, variables));
      // Another tape's results may still lie there.
      playing = planned.arena.isBusy ? plain : planned;
      playing.play(arrays, variables);
    },
    dataOf: (operand) => playing.dataOf(operand),
    clear: (given) => playing.clear(given),
    release() {
      planned?.release();
      planned = null;
    },
  };
}

interface PlannedPlayer extends TapePlayer {
  arena: Arena;
  release(): void;
}

/** Of each entry, in their order, what its kernel makes, and which value that becomes; null where it can't be told. */
type Made = ({ shape: number[]; dtype: string; value: number | null }[] | null)[];

/** Plays it plainly, once. */
function madeBy(tape: Tape, backend: DataBackend & PlannedBackend, arrays: Numbers[], variables: object[]): Made {
  const outputs = plannedOutputs(backend);
  const made: Made = tape.entries.map(() => null);
  const watched =
    (entry: KernelEntry, at: number): Kernel =>
    (call) => {
      const { result, made: tensors } = outputs.listed(() => entry.run(call));
      const results = [result].flat();
      const values = tensors?.map(({ dataId }) => results.findIndex((output) => output.dataId === dataId));
      if (tensors !== null && results.every((_, output) => values?.includes(output))) {
        made[at] = tensors.map(({ shape, dtype }, place) => ({
          ...{ shape, dtype },
          value: values![place] === -1 ? null : entry.outputs[values![place]!]!.value,
        }));
      }
      return result;
    };
  const entries = tape.entries.map((entry, at) => (entry.type === 'feed' ? entry : { ...entry, run: watched(entry, at) }));
  const player = playerOf({ ...tape, entries }, backend);
  player.play(arrays, variables);
  player.clear(new Set());
  return made;
}

const bytesOf: Partial<Record<string, number>> = { float32: 4, int32: 4, bool: 1 };

function placed(tape: Tape, backend: DataBackend & PlannedBackend, made: Made): PlannedPlayer {
  const outputs = plannedOutputs(backend);
  const given = new Set(tape.assigned.flatMap(({ to: { ref } }) => (ref.kind === 'value' ? [ref.value] : [])));
  const ends = new Array<number>(tape.values).fill(tape.entries.length);
  for (const [at, { frees }] of tape.entries.entries()) for (const value of frees) ends[value] = at;

  const slots: Slot[][] = [];
  const lives: (Life & { slot: Slot; value: number | null })[] = [];
  for (const [at, entry] of tape.entries.entries()) {
    const tensors = entry.type === 'feed' ? [entry.output] : made[at];
    slots.push(
      (tensors ?? []).map(({ shape, dtype, value }) => {
        const slot: Slot = { data: null, shape, dtype };
        const each = bytesOf[dtype];
        if (each !== undefined && (value === null || !given.has(value))) {
          const bytes = each * sizeOf(shape);
          lives.push({ bytes, from: at, to: value === null ? at : ends[value]!, slot, value });
        }
        return slot;
      }),
    );
  }
  const plan = planMemory(lives);
  const arena = takeArena(backend, plan.bytes);
  const live: (object | null)[] = new Array(tape.values).fill(null);
  const isPlaced = new Array<boolean>(tape.values).fill(false);
  for (const [at, { slot, value }] of lives.entries()) {
    slot.data = outputs.place(slot.shape, slot.dtype, arena.address + plan.offsets[at]!);
    if (value !== null) {
      live[value] = slot.data;
      isPlaced[value] = true;
    }
  }
  return { arena, ...played({ tape, backend, slots, isKnown: made.map((tensors) => tensors !== null), live, isPlaced, arena }) };
}

interface Placed {
  tape: Tape;
  backend: DataBackend & PlannedBackend;
  slots: Slot[][];
  isKnown: boolean[];
  /** Where each value lies: for good, or since it was made. */
  live: (object | null)[];
  isPlaced: boolean[];
  arena: Arena;
}

function played({ tape, backend, slots, isKnown, live, isPlaced, arena }: Placed): TapePlayer & { release(): void } {
  const outputs = plannedOutputs(backend);
  const variableInputs: { info: TensorInfo; variable: number }[] = [];
  const results = [...tape.results, ...tape.assigned.map(({ to }) => to)];
  const outliving = [...new Set(results.flatMap(({ ref }) => (ref.kind === 'value' && !isPlaced[ref.value] ? [ref.value] : [])))];
  let playing: object[] = [];
  const steps = tape.entries.map((entry, at) => {
    const frees = entry.frees.filter((value) => !isPlaced[value]);
    return entry.type === 'feed' ? { ...entry, frees, slot: slots[at]![0]! } : { ...entry, frees, slots: slots[at]!, ...callOf(entry, at) };
  });

  function callOf({ run, inputs, isListed, attrs }: KernelEntry, at: number) {
    const valueInputs: { info: TensorInfo; value: number }[] = [];
    const taken: Record<string, TensorInfo> | TensorInfo[] = isListed ? [] : {};
    for (const { name, ref, shape, dtype } of inputs) {
      const info: TensorInfo = { dataId: ref.kind === 'constant' ? ref.dataId : live, shape, dtype };
      if (ref.kind === 'value' && isPlaced[ref.value]) info.dataId = live[ref.value]!;
      else if (ref.kind === 'value') valueInputs.push({ info, value: ref.value });
      if (ref.kind === 'variable') variableInputs.push({ info, variable: ref.variable });
      (taken as Record<string, TensorInfo>)[name] = info;
    }
    const call = { inputs: taken, attrs, backend };
    const kernel = () => run(call);
    return { valueInputs, make: isKnown[at] ? () => outputs.inSlots(slots[at]!, kernel) : kernel };
  }

  function playOn(arrays: Numbers[], variables: object[]): void {
    for (const { info, variable } of variableInputs) info.dataId = variables[variable]!;
    for (const step of steps) {
      if (step.type === 'feed') {
        const { value, shape, dtype } = step.output;
        const numbers = arrays[step.source]!;
        if (step.slot.data === null) live[value] = backend.write(numbers, shape, dtype);
        else backend.typedArrayFromHeap({ dataId: step.slot.data, shape, dtype }).set(numbers);
      } else {
        for (const { info, value } of step.valueInputs) info.dataId = live[value]!;
        const made = step.make();
        const tensors = Array.isArray(made) ? made : [made];
        for (let at = 0; at < tensors.length; at += 1) settle(step.outputs[at]!.value, tensors[at]!.dataId);
      }
      for (const value of step.frees) free(value);
    }
  }

  function settle(value: number, data: object): void {
    if (!isPlaced[value]) live[value] = data;
    else if (live[value] !== data) throw new Error('A kernel gave back another tensor than when its tape was planned.');
  }

  function free(value: number): void {
    const data = live[value] ?? null;
    if (isPlaced[value] || data === null) return;
    backend.disposeData(data, true);
    live[value] = null;
  }

  return {
    play(arrays, variables) {
      playing = variables;
      arena.isBusy = true;
      try {
        playOn(arrays, variables);
      } catch (error) {
        for (let value = 0; value < live.length; value += 1) free(value);
        arena.isBusy = false;
        throw error;
      }
    },
    dataOf({ ref }) {
      if (ref.kind === 'constant') return ref.dataId;
      return ref.kind === 'variable' ? playing[ref.variable]! : live[ref.value]!;
    },
    clear(given) {
      for (const value of outliving) {
        if (given.has(live[value]!)) live[value] = null;
        else free(value);
      }
      arena.isBusy = false;
    },
    release() {
      for (const { data } of slots.flat()) if (data !== null) outputs.unplace(data);
      giveArenaBack(backend, arena);
    },
  };
}
