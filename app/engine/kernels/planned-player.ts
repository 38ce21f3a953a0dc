import { playerOf, type TapePlayer } from '../recording/play.ts';
import type { Kernel, KernelEntry, Tape } from '../recording/tape.ts';
import { type DataBackend, type Numbers, sizeOf } from '../tensor-data.ts';
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
  const fixed: (object | null)[] = new Array(tape.values).fill(null);
  for (const [at, { slot, value }] of lives.entries()) {
    slot.data = outputs.place(slot.shape, slot.dtype, arena.address + plan.offsets[at]!);
    if (value !== null) fixed[value] = slot.data;
  }
  const player = playerOf(tape, backend, {
    fixed,
    within: (at, kernel) => (made[at] === null ? kernel() : outputs.inSlots(slots[at]!, kernel)),
    fill: (place, numbers) => backend.typedArrayFromHeap(place).set(numbers),
  });
  return {
    ...player,
    arena,
    play(arrays, variables) {
      arena.isBusy = true;
      try {
        player.play(arrays, variables);
      } catch (error) {
        arena.isBusy = false;
        throw error;
      }
    },
    clear(given) {
      player.clear(given);
      arena.isBusy = false;
    },
    release() {
      for (const { data } of slots.flat()) if (data !== null) outputs.unplace(data);
      giveArenaBack(backend, arena);
    },
  };
}
