import { type Binned, binned, growTree, predict } from './forest.ts';

export interface ImportanceData {
  /** A value a row, for each column; NaN is missing, categories are numbered. */
  columns: Float64Array[];
  /** Finite. */
  y: Float64Array;
  seed: number;
}
export interface Spread {
  mean: number;
  low: number;
  high: number;
}
export interface Importance {
  /** Of each column, and of one of noise: the share of the variance that goes with it. */
  shares: Spread[];
  noise: Spread;
  /** The share of the variance that the forest explains out of bag. */
  explained: Spread;
}
export const repeats = 10;
export const trees = 50;
/** Of the runs, in each repeat. */
const kept = 0.8;

/**
 * Permutation importance out of bag: how much worse a forest predicts where one column is shuffled. Half of that rise of the squared error
 * over the variance is, for a forest that has learnt the function and columns that are independent, the column's total Sobol index (its
 * share of the variance, effects together with others included). Repeated on other parts of the rows with other shuffles: lowest and
 * highest say how sure it is. A column of noise stands beside for comparison. Yields the share that is done.
 */
export function* importanceOf({ columns, y, seed }: ImportanceData): Generator<number, Importance> {
  const random = seeded(seed);
  const rows = y.length;
  const bins = columns.map(binned);
  const found = { shares: columns.map((): number[] => []), noise: [] as number[], explained: [] as number[] };
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const noise = binned(Float64Array.from({ length: rows }, random));
    const data: Binned = { columns: [...bins, noise], y };
    const part = shuffled(
      Int32Array.from({ length: rows }, (_, at) => at),
      random,
    ).slice(0, Math.max(2, Math.round(rows * kept)));
    const forest = measureForest(data, part, random);
    for (let tree = 0; tree < trees; tree += 1) {
      forest.grow();
      if (tree % 10 === 9) yield (repeat + (tree + 1) / trees) / repeats;
    }
    const { rises, explained } = forest.result();
    for (const [at, share] of found.shares.entries()) share.push(rises[at] / 2);
    found.noise.push(rises[columns.length] / 2);
    found.explained.push(explained);
  }
  return { shares: found.shares.map(spreadOf), noise: spreadOf(found.noise), explained: spreadOf(found.explained) };
}

/** Over the variance of `part`: the mean rise of the error for each column, and what is explained out of bag. */
function measureForest(data: Binned, part: Int32Array, random: () => number) {
  const width = data.columns.length;
  const growing = { tried: Math.max(1, Math.ceil(width / 2)), leaf: part.length < 200 ? 2 : 3, random };
  const rises = new Float64Array(width);
  const sums = new Float64Array(data.y.length);
  const votes = new Int32Array(data.y.length);
  let measured = 0;

  function grow(): void {
    const drawn = Int32Array.from(part, () => part[Math.floor(random() * part.length)]);
    const isIn = new Uint8Array(data.y.length);
    for (const row of drawn) isIn[row] = 1;
    const out = part.filter((row) => isIn[row] === 0);
    if (out.length < 2) return;
    const tree = growTree(data, drawn, growing);
    measured += 1;
    let error = 0;
    for (const row of out) {
      const guess = predict(tree, data.columns, row);
      sums[row] += guess;
      votes[row] += 1;
      error += (data.y[row] - guess) ** 2;
    }
    for (const feature of new Set(tree.feature)) {
      if (feature < 0) continue;
      const instead = shuffled(out.slice(), random);
      let worse = 0;
      out.forEach((row, at) => {
        worse += (data.y[row] - predict(tree, data.columns, row, feature, instead[at])) ** 2;
      });
      rises[feature] += (worse - error) / out.length;
    }
  }

  function result() {
    const variance = varianceOf(data.y, part);
    let error = 0;
    let count = 0;
    for (const row of part) {
      if (votes[row] === 0) continue;
      error += (data.y[row] - sums[row] / votes[row]) ** 2;
      count += 1;
    }
    return {
      rises: rises.map((rise) => rise / Math.max(1, measured) / variance),
      explained: count === 0 ? 0 : 1 - error / count / variance,
    };
  }
  return { grow, result };
}

function varianceOf(y: Float64Array, rows: Int32Array): number {
  let mean = 0;
  for (const row of rows) mean += y[row] / rows.length;
  let sum = 0;
  for (const row of rows) sum += (y[row] - mean) ** 2;
  return sum / rows.length || 1;
}

function spreadOf(values: number[]): Spread {
  return { mean: values.reduce((sum, value) => sum + value, 0) / values.length, low: Math.min(...values), high: Math.max(...values) };
}

function shuffled(values: Int32Array, random: () => number): Int32Array {
  for (let at = values.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [values[at], values[other]] = [values[other], values[at]];
  }
  return values;
}

/** mulberry32: enough for shuffles, and the same everywhere. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
