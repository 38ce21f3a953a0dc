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
