import type { DataBackend, Numbers, TensorInfo } from '../tensor-data.ts';
import type { KernelEntry, Operand, Tape } from './tape.ts';

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

export function playerOf(tape: Tape, backend: DataBackend): TapePlayer {
  const live: (object | null)[] = new Array(tape.values).fill(null);
  const variableInputs: { info: TensorInfo; variable: number }[] = [];
  const outliving = [
    ...new Set([...tape.results, ...tape.assigned.map(({ to }) => to)].flatMap(({ ref }) => (ref.kind === 'value' ? [ref.value] : []))),
  ];
  let playing: object[] = [];

  const steps = tape.entries.map((entry) => (entry.type === 'feed' ? entry : { ...entry, ...callOf(entry) }));

  function callOf({ inputs, isListed, attrs }: KernelEntry) {
    const valueInputs: { info: TensorInfo; value: number }[] = [];
    const taken: Record<string, TensorInfo> | TensorInfo[] = isListed ? [] : {};
    for (const { name, ref, shape, dtype } of inputs) {
      const info: TensorInfo = { dataId: ref.kind === 'constant' ? ref.dataId : live, shape, dtype };
      if (ref.kind === 'value') valueInputs.push({ info, value: ref.value });
      if (ref.kind === 'variable') variableInputs.push({ info, variable: ref.variable });
      (taken as Record<string, TensorInfo>)[name] = info;
    }
    return { valueInputs, call: { inputs: taken, attrs, backend } };
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
    for (const { info, variable } of variableInputs) info.dataId = variables[variable];
    for (const step of steps) {
      if (step.type === 'feed') {
        const { value, shape, dtype } = step.output;
        live[value] = backend.write(arrays[step.source], shape, dtype);
      } else {
        for (const { info, value } of step.valueInputs) info.dataId = live[value]!;
        const made = step.run(step.call);
        if (Array.isArray(made)) for (let at = 0; at < made.length; at += 1) live[step.outputs[at].value] = made[at].dataId;
        else live[step.outputs[0].value] = made.dataId;
      }
      for (const value of step.frees) free(value);
    }
  }

  function free(value: number): void {
    const dataId = live[value];
    if (dataId === null) return;
    backend.disposeData(dataId, true);
    live[value] = null;
  }

  return {
    play,
    dataOf({ ref }) {
      if (ref.kind === 'constant') return ref.dataId;
      return ref.kind === 'variable' ? playing[ref.variable] : live[ref.value]!;
    },
    clear(given) {
      for (const value of outliving) {
        if (given.has(live[value]!)) live[value] = null;
        else free(value);
      }
    },
  };
}
