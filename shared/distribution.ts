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

/** The same on equal bins, as charts draw them: where the bins of another tool are not equal, their counts spread evenly within each. */
export function onEqualBins(distribution: Distribution, bins = 128): Distribution {
  const { edges, low, high, size } = distribution;
  if (edges === undefined) return distribution;
  const { edges: _, ...rest } = distribution;
  const share = rebin(distribution, commonEdges([distribution], bins));
  // Whole counts whose sums are right up to every edge.
  const counts = new Uint32Array(share.length);
  let [exact, told] = [0, 0];
  share.forEach((count, bin) => {
    exact += count;
    counts[bin] = Math.max(0, Math.round(bin === share.length - 1 ? size : exact) - told);
    told += counts[bin];
  });
  return { ...rest, low, high, counts };
}

/** Counts on other, rising edges. Nothing is lost where the edges cover the distribution; what lies outside is left out. */
export function rebin(distribution: Distribution, edges: ArrayLike<number>): Float64Array {
  const { low, high, counts, edges: own } = distribution;
  const result = new Float64Array(edges.length - 1);
  const width = (high - low) / counts.length;
  let first = 0;
  for (let bin = 0; bin < counts.length; bin += 1) {
    if (counts[bin] === 0) continue;
    const from = own ? own[bin] : low + bin * width;
    const to = own ? own[bin + 1] : bin === counts.length - 1 ? high : low + (bin + 1) * width;
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

/**
 * Wasserstein-1 distance ∫|F₁−F₂| of two recorded distributions, in the values' own unit; NaN where either holds no finite value.
 * Exact for what was recorded, whose values lie in a line between the known places: off by less than a bin's width for the values in it.
 */
export function w1(first: Distribution, second: Distribution): number {
  if (first.size === 0 || second.size === 0) return Number.NaN;
  let area = 0;
  walk(shareBelow(first), shareBelow(second), (width, here, next) => {
    const [a, b] = [Math.abs(here), Math.abs(next)];
    area += width * (here * next >= 0 ? (a + b) / 2 : (a * a + b * b) / (2 * (a + b)));
  });
  return area;
}

/** Kolmogorov–Smirnov distance sup|F₁−F₂| of two recorded distributions, 0…1; NaN where either holds no finite value. */
export function ks(first: Distribution, second: Distribution): number {
  if (first.size === 0 || second.size === 0) return Number.NaN;
  let largest = 0;
  walk(shareBelow(first), shareBelow(second), (_width, here, next) => {
    largest = Math.max(largest, Math.abs(here), Math.abs(next));
  });
  return largest;
}

/** A distribution function by its known places, rising; a place that comes twice is a jump, and between two places it is a line. */
interface Steps {
  places: number[];
  shares: number[];
}

/**
 * The counts say the share below each edge, exactly; the quantiles say where within a bin its values lie. Quantiles alone would spread
 * the last 64th of the values up to the largest: one outlier of 100 among 10,000 ordinary weights would look like a distance of .75.
 */
function shareBelow({ low, high, counts, size, quantiles, edges }: Distribution): Steps {
  const steps: Steps = { places: [], shares: [] };
  const put = (place: number, share: number) => {
    steps.places.push(place);
    steps.shares.push(share);
  };
  const width = (high - low) / counts.length;
  let [below, known] = [0, 0];
  for (let bin = 0; bin < counts.length; bin += 1) {
    const even = bin === counts.length - 1 ? high : low + (bin + 1) * width;
    const [from, to] = edges ? [edges[bin], edges[bin + 1]] : [low + bin * width, even];
    const upTo = below + counts[bin];
    put(from, below / size);
    for (; known < quantiles.length && quantiles[known] <= to; known += 1) {
      if (quantiles[known] < from) continue;
      const share = Math.min(upTo, Math.max(below, (size * known) / (quantiles.length - 1))) / size;
      put(quantiles[known], Math.max(share, steps.shares[steps.shares.length - 1]));
    }
    put(to, upTo / size);
    below = upTo;
  }
  return steps;
}

/** Visits the stretches between all places of both, with F₁−F₂ at each end; a jump is a stretch without width. */
function walk(first: Steps, second: Steps, visit: (width: number, here: number, next: number) => void): void {
  const places = [...new Set([...first.places, ...second.places])].sort((a, b) => a - b);
  const [one, two] = [reader(first), reader(second)];
  let last: { place: number; difference: number } | null = null;
  for (const place of places) {
    const [a, b] = [one(place), two(place)];
    const before = a.before - b.before;
    if (last !== null) visit(place - last.place, last.difference, before);
    last = { place, difference: a.upTo - b.upTo };
    visit(0, before, last.difference);
  }
}

/** Asked for rising places: the share below each, without and with the jump that lies there. */
function reader({ places, shares }: Steps): (place: number) => { before: number; upTo: number } {
  let at = 0;
  return (place) => {
    while (at < places.length && places[at] < place) at += 1;
    if (at === places.length) return { before: 1, upTo: 1 };
    if (places[at] > place) {
      if (at === 0) return { before: 0, upTo: 0 };
      const [left, right] = [places[at - 1], places[at]];
      const share = shares[at - 1] + ((place - left) / (right - left)) * (shares[at] - shares[at - 1]);
      return { before: share, upTo: share };
    }
    const before = shares[at];
    let jump = at;
    while (jump + 1 < places.length && places[jump + 1] === place) jump += 1;
    return { before, upTo: shares[jump] };
  };
}
