import type { Distribution } from '../../../shared/measurement.ts';

/**
 * What `values` look like: counts over equal bins between the smallest and the largest, and the exact figures.
 * `size` counts the finite values, and so do all figures; the others are in `nonFinite`. Without a finite value the
 * figures are NaN. Values that are all the same get bins of a small width around them.
 */
export function distributionOf(
  values: Float32Array,
  { bins = 128, bound = null }: { bins?: number; bound?: number | null } = {},
): Distribution {
  const sorted = values.filter(Number.isFinite).sort();
  const size = sorted.length;
  const min = size === 0 ? Number.NaN : sorted[0];
  const max = size === 0 ? Number.NaN : sorted[size - 1];
  const { low, high } = range(min, max);
  const counts = new Uint32Array(bins);
  const perUnit = bins / (high - low);
  let sum = 0;
  for (let at = 0; at < size; at += 1) {
    sum += sorted[at];
    counts[Math.min(bins - 1, Math.floor((sorted[at] - low) * perUnit))] += 1;
  }
  const mean = sum / size;
  return {
    low,
    high,
    counts,
    size,
    nonFinite: values.length - size,
    min,
    max,
    mean,
    deviation: deviation(sorted, mean),
    quantiles: quantiles(sorted),
    bound: bound === null ? null : { value: bound, share: shareAt(sorted, bound) },
  };
}

function range(min: number, max: number): { low: number; high: number } {
  if (Number.isNaN(min)) return { low: 0, high: 1 };
  if (min < max) return { low: min, high: max };
  const margin = Math.abs(min) * 1e-3 || 1e-6;
  return { low: min - margin, high: max + margin };
}

function deviation(values: Float32Array, mean: number): number {
  let squares = 0;
  for (let at = 0; at < values.length; at += 1) squares += (values[at] - mean) ** 2;
  return Math.sqrt(squares / values.length);
}

function quantiles(sorted: Float32Array): Float32Array {
  if (sorted.length === 0) return new Float32Array(65).fill(Number.NaN);
  return Float32Array.from({ length: 65 }, (_, step) => {
    const position = (step / 64) * (sorted.length - 1);
    const before = Math.floor(position);
    const after = Math.min(sorted.length - 1, before + 1);
    return sorted[before] + (position - before) * (sorted[after] - sorted[before]);
  });
}

/** Clipped weights are float32 while the bound is not: the margin of 1 % takes that in. */
function shareAt(values: Float32Array, bound: number): number {
  let there = 0;
  for (let at = 0; at < values.length; at += 1) {
    if (Math.abs(Math.abs(values[at]) - bound) <= 0.01 * bound) there += 1;
  }
  return values.length === 0 ? Number.NaN : there / values.length;
}
