/** Student’s quantile at .975 for 1 to 10 degrees of freedom; for more, the last, which is on the safe side. */
const quantiles = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];

/** The 95 % interval of the mean that normally scattered values have. Of fewer than two nothing can be said. */
export function meanInterval(values: number[]): { from: number; to: number } | null {
  const count = values.length;
  if (count < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  const half = quantiles[Math.min(count - 1, quantiles.length) - 1] * Math.sqrt(variance / count);
  return { from: mean - half, to: mean + half };
}
