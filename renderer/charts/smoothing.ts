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
  if (kind === 'gaussian') {
    const how = reachOf(weight) > widestExact ? ', as three running means one after another' : '';
    return `Gaussian mean of the drawn points, σ ${Number(reachOf(weight).toPrecision(3))} points${how}`;
  }
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
  return inWindows(values, [reach]);
}

/** From here on a Gaussian's own weights are more than a hundred points each: on the page's thread that can be felt. */
const widestExact = 16;

/** Mean of the finite values weighted by a Gaussian of `deviation` points, cut off at three of them and normalised at the ends. */
export function gaussian(values: Float64Array, deviation: number): Float64Array {
  if (deviation > widestExact) return inWindows(values, reachesFor(deviation));
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

/** Of three running means that together spread as far as the Gaussian: one over 2r + 1 points has the variance r (r + 1) / 3. */
function reachesFor(deviation: number): number[] {
  const least = Math.floor((Math.sqrt(4 * deviation ** 2 + 1) - 1) / 2);
  const wider = Math.round((3 * deviation ** 2 - 3 * least * (least + 1)) / (2 * (least + 1)));
  return [0, 1, 2].map((at) => least + (at < wider ? 1 : 0));
}

/** The finite values and their count, both summed over windows again and again: their quotient is a mean however many are missing. */
function inWindows(values: Float64Array, reaches: number[]): Float64Array {
  const room = reaches.reduce((total, reach) => total + reach, 0);
  let sums: Float64Array = new Float64Array(values.length + 2 * room);
  let counts: Float64Array = new Float64Array(sums.length);
  values.forEach((value, i) => {
    if (!Number.isFinite(value)) return;
    sums[i + room] = value;
    counts[i + room] = 1;
  });
  for (const reach of reaches) [sums, counts] = [meansOfWindows(sums, reach), meansOfWindows(counts, reach)];
  return values.map((value, i) => (Number.isFinite(value) ? sums[i + room] / counts[i + room] : value));
}

/** In blocks as long as a window, which is the end of one and the beginning of the next: nothing is ever taken off a sum, so none loses digits. */
function meansOfWindows(values: Float64Array, reach: number): Float64Array {
  const width = 2 * reach + 1;
  const length = Math.ceil((values.length + 2 * reach) / width) * width;
  const fromStart = new Float64Array(length);
  fromStart.set(values, reach);
  const toEnd = fromStart.map((value) => value / width);
  fromStart.set(toEnd);
  for (let i = 1; i < length; i += 1) if (i % width !== 0) fromStart[i] += fromStart[i - 1];
  for (let i = length - 2; i >= 0; i -= 1) if (i % width !== width - 1) toEnd[i] += toEnd[i + 1];
  return values.map((_, i) => (i % width === 0 ? toEnd[i] : toEnd[i] + fromStart[i + width - 1]));
}
