import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { type Binned, binned, growTree, mostBins, predict } from './forest.ts';
import { type Importance, type ImportanceData, importanceOf, seeded } from './importance.ts';

describe('a tree', () => {
  const few = fc.array(fc.tuple(fc.nat(6), fc.nat(3), fc.integer({ min: -20, max: 20 })), { minLength: 4, maxLength: 40 });
  test.prop([few, fc.integer({ min: 1, max: 4 })])('over all columns predicts what the plainest implementation does', (rows, leaf) => {
    const xs = rows.map(([a, b]) => [a, b]);
    const ys = rows.map(([, , y]) => y);
    const data: Binned = { columns: [0, 1].map((at) => binned(Float64Array.from(xs, (x) => x[at]))), y: Float64Array.from(ys) };
    const tree = growTree(
      data,
      Int32Array.from(rows, (_, at) => at),
      { tried: 2, leaf, random: () => 0 },
    );
    const error = (guesses: number[]) => guesses.reduce((sum, guess, at) => sum + (ys[at] - guess) ** 2, 0);
    const plain = plainTree(xs, ys, leaf);
    const guesses = rows.map((_, row) => predict(tree, data.columns, row));
    // Where two splits are equally good each may take another, from then on; the first one is equally good.
    const atRoot = (values: number[]) => new Set(values).size;
    expect(error(guesses)).toBeLessThanOrEqual(error(ys.map(() => ys.reduce((sum, y) => sum + y, 0) / ys.length)) + 1e-6);
    expect(atRoot(guesses) === 1).toBe(atRoot(xs.map(plain)) === 1);
    expect(rootError(tree, data)).toBeCloseTo(plainRootError(xs, ys, leaf), 6);
  });

  it('has bins by value where they are few, by quantiles where they are many, and one for what is missing', () => {
    expect([...binned(Float64Array.of(5, Number.NaN, 1, 5, -2))]).toEqual([3, 0, 2, 3, 1]);
    const many = binned(Float64Array.from({ length: 1000 }, (_, at) => at));
    expect([Math.min(...many), Math.max(...many)]).toEqual([0, mostBins - 1]);
    expect(many.every((bin, at) => at === 0 || bin >= many[at - 1])).toBe(true);
    expect(new Set(binned(new Float64Array(500).fill(3))).size).toBe(1);
  });
});

describe('importance', () => {
  it('of Sobol’s g function is near its total indices', () => {
    // I. M. Sobol: product of (|4x − 2| + a) / (1 + a) with x uniform in [0, 1).
    const a = [0, 1, 4.5, 99];
    const random = seeded(3);
    const columns = a.map(() => Float64Array.from({ length: 1500 }, random));
    const y = Float64Array.from({ length: 1500 }, (_, row) =>
      a.reduce((product, knob, at) => (product * (Math.abs(4 * columns[at][row] - 2) + knob)) / (1 + knob), 1),
    );
    const parts = a.map((knob) => 1 / 3 / (1 + knob) ** 2);
    const whole = parts.reduce((product, part) => product * (1 + part), 1) - 1;
    const totals = parts.map(
      (part, at) => (part * parts.reduce((product, other, index) => (index === at ? product : product * (1 + other)), 1)) / whole,
    );
    const { shares, noise, explained } = told({ columns, y, seed: 1 });
    // A forest smooths: what it has not learnt it can't lose.
    for (const [at, { mean }] of shares.entries()) {
      expect(mean, `x${at}`).toBeGreaterThan(0.75 * totals[at] - 0.02);
      expect(mean, `x${at}`).toBeLessThan(totals[at] + 0.05);
    }
    expect(shares[0].mean).toBeGreaterThan(shares[1].mean);
    expect(shares[1].mean).toBeGreaterThan(shares[2].mean);
    expect(Math.abs(shares[3].mean)).toBeLessThan(0.02);
    expect(Math.abs(noise.mean)).toBeLessThan(0.02);
    expect(explained.mean).toBeGreaterThan(0.85);
  });

  it('is none where nothing matters, and the same for the same seed', () => {
    const random = seeded(11);
    const columns = [0, 1, 2].map(() => Float64Array.from({ length: 120 }, random));
    const y = Float64Array.from({ length: 120 }, random);
    const once = told({ columns, y, seed: 5 });
    expect(once.explained.mean).toBeLessThan(0.1);
    for (const { mean, low, high } of once.shares) {
      expect(mean).toBeLessThan(0.1);
      expect(low <= mean && mean <= high).toBe(true);
    }
    expect(told({ columns, y, seed: 5 })).toEqual(once);
    expect(told({ columns, y, seed: 6 })).not.toEqual(once);
  });

  it('sees what is missing as a value of its own', () => {
    const random = seeded(2);
    const lambda = Float64Array.from({ length: 100 }, (_, row) => (row % 2 ? Number.NaN : random()));
    const y = lambda.map((value) => Number(Number.isNaN(value)));
    const { shares } = told({ columns: [lambda, Float64Array.from({ length: 100 }, random)], y, seed: 1 });
    expect(shares[0].low).toBeGreaterThan(0.6);
    expect(shares[1].high).toBeLessThan(0.1);
  });
});

function told(data: ImportanceData): Importance {
  const work = importanceOf(data);
  let before = 0;
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    expect(value).toBeGreaterThan(before);
    before = value;
  }
}

/** By trying every split of every column on the values themselves. */
function plainSplit(xs: number[][], ys: number[], leaf: number): { at: number; most: number; error: number } | null {
  const spread = (values: number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  };
  let best: { at: number; most: number; error: number } | null = null;
  for (const at of [0, 1]) {
    for (const most of new Set(xs.map((x) => x[at]))) {
      const low = ys.filter((_, row) => xs[row][at] <= most);
      const high = ys.filter((_, row) => xs[row][at] > most);
      if (low.length < leaf || high.length < leaf) continue;
      const error = spread(low) + spread(high);
      if (error < spread(ys) - 1e-9 && (best === null || error < best.error - 1e-9)) best = { at, most, error };
    }
  }
  return best;
}

function plainTree(xs: number[][], ys: number[], leaf: number): (x: number[]) => number {
  const split = ys.length < 2 * leaf ? null : plainSplit(xs, ys, leaf);
  const mean = ys.reduce((sum, y) => sum + y, 0) / ys.length;
  if (split === null) return () => mean;
  const isLow = (x: number[]) => x[split.at] <= split.most;
  const [low, high] = [true, false].map((side) => {
    const rows = xs.flatMap((x, row) => (isLow(x) === side ? [row] : []));
    return plainTree(
      rows.map((row) => xs[row]),
      rows.map((row) => ys[row]),
      leaf,
    );
  });
  return (x) => (isLow(x) ? low(x) : high(x));
}

function plainRootError(xs: number[][], ys: number[], leaf: number): number {
  const mean = ys.reduce((sum, y) => sum + y, 0) / ys.length;
  const whole = ys.reduce((sum, y) => sum + (y - mean) ** 2, 0);
  return ys.length < 2 * leaf ? whole : (plainSplit(xs, ys, leaf)?.error ?? whole);
}

/** What is left after the first split of the tree. */
function rootError(tree: ReturnType<typeof growTree>, { columns, y }: Binned): number {
  const sides =
    tree.feature[0] < 0
      ? [[...y]]
      : [true, false].map((side) => [...y].filter((_, row) => columns[tree.feature[0]][row] <= tree.upTo[0] === side));
  return sides.reduce((sum, values) => {
    const mean = values.reduce((total, value) => total + value, 0) / values.length;
    return sum + values.reduce((total, value) => total + (value - mean) ** 2, 0);
  }, 0);
}
