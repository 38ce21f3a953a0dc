import type { Distribution } from './measurement.ts';

/** How two recorded distributions are brought together and told apart. Counts are spread evenly within their own bins. */

/** `bins`+1 equal edges from the lowest low to the highest high of all that hold a value. */
export function commonEdges(distributions: Distribution[], bins: number): Float64Array {
  const filled = distributions.filter((distribution) => distribution.size > 0);
  const low = filled.length === 0 ? 0 : Math.min(...filled.map((distribution) => distribution.low));
  const high = filled.length === 0 ? 1 : Math.max(...filled.map((distribution) => distribution.high));
  const width = high > low ? (high - low) / bins : 1 / bins;
  return Float64Array.from({ length: bins + 1 }, (_, edge) => (edge === bins && high > low ? high : low + edge * width));
}

/** Counts on other, rising edges. Nothing is lost where the edges cover the distribution; what lies outside is left out. */
export function rebin(distribution: Distribution, edges: ArrayLike<number>): Float64Array {
  const { low, high, counts } = distribution;
  const result = new Float64Array(edges.length - 1);
  const width = (high - low) / counts.length;
  let first = 0;
  for (let bin = 0; bin < counts.length; bin += 1) {
    if (counts[bin] === 0) continue;
    const from = low + bin * width;
    const to = bin === counts.length - 1 ? high : low + (bin + 1) * width;
    while (first < result.length - 1 && edges[first + 1] <= from) first += 1;
    if (to <= from) {
      if (from >= edges[0] && from <= edges[result.length]) result[first] += counts[bin];
      continue;
    }
    for (let at = first; at < result.length && edges[at] < to; at += 1) {
      const overlap = Math.min(to, edges[at + 1]) - Math.max(from, edges[at]);
      if (overlap > 0) result[at] += counts[bin] * (overlap / (to - from));
    }
  }
  return result;
}

/** Share of `first` minus share of `second` in each bin; adds up to 0 where the edges cover both. */
export function signedDifference(first: Distribution, second: Distribution, edges: ArrayLike<number>): Float64Array {
  const left = rebin(first, edges);
  const right = rebin(second, edges);
  return left.map((count, bin) => share(count, first.size) - share(right[bin], second.size));
}

function share(count: number, size: number): number {
  return size === 0 ? 0 : count / size;
}

/** Wasserstein-1 distance ∫|Q₁−Q₂| of the two quantile curves, exact for the straight pieces between quantiles. */
export function w1FromQuantiles(first: ArrayLike<number>, second: ArrayLike<number>): number {
  let area = 0;
  for (let at = 0; at + 1 < first.length; at += 1) {
    const here = first[at] - second[at];
    const next = first[at + 1] - second[at + 1];
    const [a, b] = [Math.abs(here), Math.abs(next)];
    area += here * next >= 0 ? (a + b) / 2 : (a * a + b * b) / (2 * (a + b));
  }
  return area / (first.length - 1);
}

/** Kolmogorov–Smirnov distance sup|F₁−F₂| of the two distribution functions that the quantiles describe; 0…1. */
export function ks(first: ArrayLike<number>, second: ArrayLike<number>): number {
  let largest = 0;
  for (const curve of [first, second]) {
    for (let at = 0; at < curve.length; at += 1) {
      const one = shareBelow(first, curve[at]);
      const two = shareBelow(second, curve[at]);
      largest = Math.max(largest, Math.abs(one.before - two.before), Math.abs(one.upTo - two.upTo));
    }
  }
  return largest;
}

/** The share of values below x, without and with those equal to x (quantiles that repeat are a jump). */
function shareBelow(quantiles: ArrayLike<number>, x: number): { before: number; upTo: number } {
  const pieces = quantiles.length - 1;
  let below = 0;
  while (below <= pieces && quantiles[below] < x) below += 1;
  let upTo = below;
  while (upTo <= pieces && quantiles[upTo] <= x) upTo += 1;
  if (below > pieces) return { before: 1, upTo: 1 };
  if (upTo > below) return { before: below / pieces, upTo: (upTo - 1) / pieces };
  if (below === 0) return { before: 0, upTo: 0 };
  const at = (below - 1 + (x - quantiles[below - 1]) / (quantiles[below] - quantiles[below - 1])) / pieces;
  return { before: at, upTo: at };
}
