const most = 32;

/** How numbers spread: ends, mean, and how many fall in each of at most 32 bins of one width, fewer where they are few whole numbers. */
export function spreadOf(values: Float32Array): { low: number; high: number; mean: number; bins: number[] } {
  let [low, high, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
    sum += value;
  }
  const isWhole = values.every(Number.isInteger) && high - low < most;
  const count = isWhole ? high - low + 1 : high > low ? most : 1;
  const width = isWhole ? 1 : (high - low) / count || 1;
  const bins = Array.from({ length: count }, () => 0);
  for (const value of values) bins[Math.min(count - 1, Math.floor((value - low) / width))] += 1;
  return { low, high, mean: sum / values.length, bins };
}
