import type { ParamSpec } from '../../../shared/params.ts';
import type { Dataset } from '../dataset.ts';
import { both, ours } from '../param.ts';
import { seededRandom } from '../random.ts';

/** Fewer held out say nothing: then all are trained on, and a note says so. */
const fewest = 20;

/** The knob of every dataset that is stored. */
export function heldOutParam(): ParamSpec {
  return {
    key: 'heldOut',
    label: 'Held out',
    group: 'data',
    help: 'Share of the examples that nobody trains on. What is measured is measured on these, so that learning by heart is seen.',
    type: 'integer',
    unit: '%',
    min: 0,
    max: 90,
    presets: both(ours(10, 'enough to measure on, little to learn less from')),
    lacking: 0,
  };
}

/** Indices of stored examples: those to train on, and those held out with their two halves. Each rising. */
export interface Split {
  training: Int32Array;
  all: Int32Array;
  halves: [Int32Array, Int32Array];
}

/**
 * Null where too few would be held out. Which ones are depends on their number alone: every run on this data, whatever its seed, holds
 * out the same.
 */
export function splitOf(count: number, percent: number): Split | null {
  const held = Math.floor((count * percent) / 100);
  if (held < fewest) return null;
  const order = shuffled(count);
  const some = (from: number, to: number) => order.slice(from, to).sort();
  const middle = Math.floor(held / 2);
  return { training: some(held, count), all: some(0, held), halves: [some(0, middle), some(middle, held)] };
}

/** A dataset of `count` stored examples, less a share that is held out. `part` makes a dataset of some of them, by rising indices. */
export function withHeldOut<Kind extends Dataset>(
  count: number,
  percent: number,
  part: (indices: Int32Array, isTrained: boolean) => Kind,
): Kind {
  const split = splitOf(count, percent);
  if (split !== null) {
    const [one, other] = split.halves;
    return { ...part(split.training, true), heldOut: { all: part(split.all, false), halves: [part(one, false), part(other, false)] } };
  }
  const all = part(allOf(count), true);
  return { ...all, notes: [...all.notes, ...tooFewNote(count, percent)] };
}

export function allOf(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, at) => at);
}

export function tooFewNote(count: number, percent: number): string[] {
  if (percent === 0) return [];
  const few = count === 1 ? 'One example is' : `${count} examples are`;
  return [`${few} too few to hold ${percent} % out: what is measured is measured on what was trained on.`];
}

/** Fisher and Yates. */
function shuffled(count: number): Int32Array {
  const random = seededRandom(1).fork('held out');
  const order = allOf(count);
  for (let at = count - 1; at > 0; at -= 1) {
    const other = random.integer(at + 1);
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
}
