export const smoothingKinds = ['ema', 'gaussian', 'running'] as const;
export interface Smoothing {
  kind: (typeof smoothingKinds)[number];
  /** 0 is none, below 1. Of the average, the weight of what was; the other two reach as far: weight / (1 − weight) points. */
  weight: number;
}
export const unsmoothed: Smoothing = { kind: 'ema', weight: 0 };

export function smoothed(values: Float64Array, { kind, weight }: Smoothing): Float64Array {
  if (weight <= 0) return values;
  if (kind === 'ema') return debiasedAverage(values, weight);
  return kind === 'gaussian' ? gaussian(values, reachOf(weight)) : runningMean(values, Math.round(reachOf(weight)));
}

/** What was done, for the chart's caption. */
export function smoothingWords({ kind, weight }: Smoothing): string {
  if (kind === 'ema') return `smoothed with ${weight} (debiased EMA over the drawn points)`;
  if (kind === 'gaussian') return `Gaussian mean of the drawn points, σ ${Number(reachOf(weight).toPrecision(3))} points`;
  return `running mean of ${2 * Math.round(reachOf(weight)) + 1} drawn points`;
}

function reachOf(weight: number): number {
  return weight / (1 - weight);
}

/**
 * Exponential moving average with its start-up bias removed, point by point:
 * m ← w·m + (1−w)·v, shown as m / (1 − wⁿ) after n finite values. NaN and ±Infinity pass through and leave m alone.
 */
export function debiasedAverage(values: Float64Array, weight: number): Float64Array {
  if (weight <= 0) return values;
  const smooth = new Float64Array(values.length);
  let mean = 0;
  let remaining = 1;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i];
    if (!Number.isFinite(value)) {
      smooth[i] = value;
      continue;
    }
    mean = weight * mean + (1 - weight) * value;
    remaining *= weight;
    smooth[i] = mean / (1 - remaining);
  }
  return smooth;
}

/** Mean of the finite values at most `reach` points away, fewer at the ends. NaN and ±Infinity pass through. */
export function runningMean(values: Float64Array, reach: number): Float64Array {
  const sums = new Float64Array(values.length + 1);
  const counts = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i += 1) {
    const isNumber = Number.isFinite(values[i]);
    sums[i + 1] = sums[i] + (isNumber ? values[i] : 0);
    counts[i + 1] = counts[i] + (isNumber ? 1 : 0);
  }
  return values.map((value, i) => {
    if (!Number.isFinite(value)) return value;
    const from = Math.max(0, i - reach);
    const to = Math.min(values.length, i + reach + 1);
    return (sums[to] - sums[from]) / (counts[to] - counts[from]);
  });
}

/** Mean of the finite values weighted by a Gaussian of `deviation` points, cut off at three of them and normalised at the ends. */
export function gaussian(values: Float64Array, deviation: number): Float64Array {
  const reach = Math.ceil(3 * deviation);
  const weights = Float64Array.from({ length: reach + 1 }, (_, away) => Math.exp(-0.5 * (away / deviation) ** 2));
  return values.map((value, i) => {
    if (!Number.isFinite(value)) return value;
    let sum = 0;
    let total = 0;
    const to = Math.min(values.length - 1, i + reach);
    for (let other = Math.max(0, i - reach); other <= to; other += 1) {
      const near = values[other];
      if (!Number.isFinite(near)) continue;
      const weight = weights[Math.abs(other - i)];
      sum += weight * near;
      total += weight;
    }
    return sum / total;
  });
}
