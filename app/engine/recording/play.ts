import type { DataBackend, Numbers, TensorInfo } from '../tensor-data.ts';
import type { KernelEntry, Operand, Output, Tape } from './tape.ts';

/** A tape made ready: the calls of its kernels built once, so that a replay only fills in where the numbers lie. */
export interface TapePlayer {
  /** `arrays` by source, `variables` by place. Its results lie there until `clear`. */
  play(arrays: Numbers[], variables: object[]): void;
  /** Where the numbers of a result, or of what a variable becomes, lie after `play`. */
  dataOf(operand: Operand): object;
  /** Frees what `play` left but for the values given away. */
  clear(given: ReadonlySet<object>): void;
  /** Gives back what it keeps between replays, where it keeps anything. */
  release?(): void;
}

/** Values whose numbers lie at one place in every replay, where a backend has planned that. */
export interface Places {
  /** By value; null where its numbers are made anew each time. */
  fixed: (object | null)[];
  /** Calls the kernel of the entry `at`, so that what it makes lies there. */
  within<Made>(at: number, kernel: () => Made): Made;
  fill(place: TensorInfo, numbers: Numbers): void;
}

export function playerOf(tape: Tape, backend: DataBackend, places: Places | null = null): TapePlayer {
  const fixed = places?.fixed ?? new Array<null>(tape.values).fill(null);
  const live = [...fixed];
  const variableInputs: { info: TensorInfo; variable: number }[] = [];
  const results = [...tape.results, ...tape.assigned.map(({ to }) => to)];
  const isMade = (value: number) => fixed[value] === null;
  const outliving = [...new Set(results.flatMap(({ ref }) => (ref.kind === 'value' && isMade(ref.value) ? [ref.value] : [])))];
  let playing: object[] = [];

  const steps = tape.entries.map((entry, at) => {
    const frees = entry.frees.filter(isMade);
    return entry.type === 'feed' ? { ...entry, frees } : { ...entry, frees, ...callOf(entry, at) };
  });

  function callOf({ run, inputs, isListed, attrs }: KernelEntry, at: number) {
    const valueInputs: { info: TensorInfo; value: number }[] = [];
    const taken: Record<string, TensorInfo> | TensorInfo[] = isListed ? [] : {};
    for (const { name, ref, shape, dtype } of inputs) {
      const info: TensorInfo = { dataId: ref.kind === 'constant' ? ref.dataId : live, shape, dtype };
      if (ref.kind === 'value' && isMade(ref.value)) valueInputs.push({ info, value: ref.value });
      else if (ref.kind === 'value') info.dataId = fixed[ref.value]!;
      if (ref.kind === 'variable') variableInputs.push({ info, variable: ref.variable });
      (taken as Record<string, TensorInfo>)[name] = info;
    }
    const call = { inputs: taken, attrs, backend };
    const kernel = () => run(call);
    return { valueInputs, make: places === null ? kernel : () => places.within(at, kernel) };
  }

  function play(arrays: Numbers[], variables: object[]): void {
    try {
      playOn(arrays, variables);
    } catch (error) {
      for (let value = 0; value < live.length; value += 1) free(value);
      throw error;
    }
  }

  function playOn(arrays: Numbers[], variables: object[]): void {
    playing = variables;
    for (const { info, variable } of variableInputs) info.dataId = variables[variable]!;
    for (const step of steps) {
      if (step.type === 'feed') feed(step.output, arrays[step.source]!);
      else {
        for (const { info, value } of step.valueInputs) info.dataId = live[value]!;
        const made = step.make();
        if (Array.isArray(made)) for (let at = 0; at < made.length; at += 1) settle(step.outputs[at]!.value, made[at]!.dataId);
        else settle(step.outputs[0]!.value, made.dataId);
      }
      for (const value of step.frees) free(value);
    }
  }

  function feed({ value, shape, dtype }: Output, numbers: Numbers): void {
    const place = fixed[value]!;
    if (place === null) live[value] = backend.write(numbers, shape, dtype);
    else places!.fill({ dataId: place, shape, dtype }, numbers);
  }

  function settle(value: number, dataId: object): void {
    if (isMade(value)) live[value] = dataId;
    else if (live[value] !== dataId) throw new Error('A kernel gave back another tensor than when its tape was planned.');
  }

  function free(value: number): void {
    const dataId = live[value]!;
    if (dataId === null || !isMade(value)) return;
    backend.disposeData(dataId, true);
    live[value] = null;
  }

  return {
    play,
    dataOf({ ref }) {
      if (ref.kind === 'constant') return ref.dataId;
      return ref.kind === 'variable' ? playing[ref.variable]! : live[ref.value]!;
    },
    clear(given) {
      for (const value of outliving) {
        if (given.has(live[value]!)) live[value] = null;
        else free(value);
      }
    },
  };
}
