import type { Entry, Operand, Output, Tape } from './tape.ts';

/** What nobody asks for is left out, then each value gets its last use. Anything that rewrites a tape calls `countUses` after. */
export function compile(tape: Tape): Tape {
  return countUses(prune(tape));
}

/** Without the entries that lead to no result and no variable: tfjs computes gradients that are thrown away. */
function prune(tape: Tape): Tape {
  const needed = new Set(valuesOf([...tape.results, ...tape.assigned.map(({ to }) => to)]));
  const kept: Entry[] = [];
  for (const entry of tape.entries.toReversed()) {
    if (!outputsOf(entry).some(({ value }) => needed.has(value))) continue;
    kept.push(entry);
    for (const value of valuesOf(operandsOf(entry))) needed.add(value);
  }
  return { ...tape, entries: kept.reverse() };
}

/** Says of every entry which values end with it. Results and what variables become outlive the tape. */
export function countUses(tape: Tape): Tape {
  const seen = new Set(valuesOf([...tape.results, ...tape.assigned.map(({ to }) => to)]));
  const entries = tape.entries.toReversed().map((entry): Entry => {
    const frees: number[] = [];
    for (const value of [...valuesOf(operandsOf(entry)), ...outputsOf(entry).map((output) => output.value)]) {
      if (!seen.has(value)) frees.push(value);
      seen.add(value);
    }
    return { ...entry, frees };
  });
  return { ...tape, entries: entries.reverse() };
}

export function outputsOf(entry: Entry): Output[] {
  return entry.type === 'feed' ? [entry.output] : entry.outputs;
}

function operandsOf(entry: Entry): Operand[] {
  return entry.type === 'feed' ? [] : entry.inputs;
}

function valuesOf(operands: Operand[]): number[] {
  return operands.flatMap(({ ref }) => (ref.kind === 'value' ? [ref.value] : []));
}
