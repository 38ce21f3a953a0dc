/** The normal distribution to the last digits: series near 0, continued fraction in the tails (Abramowitz and Stegun 7.1.6, 7.1.14). */

/** 2/√π ∫₀ˣ e^{−t²} dt. */
export function erf(x: number): number {
  const size = Math.abs(x);
  const value = size < 2.5 ? seriesErf(size) : 1 - tailErfc(size);
  return x < 0 ? -value : value;
}
export function normalDensity(x: number, mean: number, width: number): number {
  return Math.exp(normalLogDensity(x, mean, width));
}
export function normalLogDensity(x: number, mean: number, width: number): number {
  return -((x - mean) ** 2) / (2 * width * width) - Math.log(width) - Math.log(2 * Math.PI) / 2;
}
/** Share below x. In the lower tail without cancellation. */
export function normalShare(x: number, mean: number, width: number): number {
  const z = (x - mean) / (width * Math.SQRT2);
  return z < -2.5 ? tailErfc(-z) / 2 : (1 + erf(z)) / 2;
}

function seriesErf(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum) && n < 200; n += 1) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return ((2 * Math.exp(-x * x)) / Math.sqrt(Math.PI)) * sum;
}
/** 1 − erf for x ≥ 2.5, by the continued fraction from its far end: the farther out, the fewer terms. */
function tailErfc(x: number): number {
  if (x > 27.3) return 0;
  let fraction = x;
  for (let k = 12 + Math.ceil(640 / (x * x)); k >= 1; k -= 1) fraction = x + k / 2 / fraction;
  return Math.exp(-x * x) / (fraction * Math.sqrt(Math.PI));
}
