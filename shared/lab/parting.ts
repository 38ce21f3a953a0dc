import { normalLogDensity, normalShare } from './normal.ts';
import { simpson } from './simpson.ts';

/** Four ways to tell two distributions apart, in nats (JS, KL), as a share (TV) and in units of the axis (W1). */
export interface Distances {
  js: number;
  /** KL(P ‖ Q). Here Q is P moved, so it is KL(Q ‖ P) as well. */
  kl: number;
  tv: number;
  w1: number;
}

/** P uniform on the segment {0} × [0, 1], Q on {θ} × [0, 1]: example 1 of arXiv:1701.07875. They share no place unless θ = 0. */
export function partingSegments(theta: number): Distances {
  if (theta === 0) return { js: 0, kl: 0, tv: 0, w1: 0 };
  return { js: Math.LN2, kl: Infinity, tv: 1, w1: Math.abs(theta) };
}

const panels = 240;
const reach = 12;

/**
 * The same segments, blurred across by a normal of width σ: along the segments both are alike, so what is left is N(0, σ²) against
 * N(θ, σ²) on the line. By Simpson's rule over ±12 σ, cut where the densities cross.
 */
export function partingNormals(theta: number, sigma: number): Distances {
  // In units of σ, P at −½ and Q at ½ of the distance, so that the densities cross at 0.
  const half = Math.abs(theta) / sigma / 2;
  const logP = (x: number) => normalLogDensity(x, -half, 1);
  const logQ = (x: number) => normalLogDensity(x, half, 1);
  const over = (f: (x: number) => number) => simpson(f, -half - reach, 0, panels) + simpson(f, 0, half + reach, panels);
  const js = over((x) => {
    const [p, q] = [logP(x), logQ(x)];
    const middle = logMean(p, q);
    return (weighted(p, p - middle) + weighted(q, q - middle)) / 2;
  });
  return {
    js: Math.max(0, js),
    kl: Math.max(
      0,
      over((x) => weighted(logP(x), logP(x) - logQ(x))),
    ),
    tv: over((x) => Math.abs(Math.exp(logP(x)) - Math.exp(logQ(x))) / 2),
    w1: sigma * over((x) => Math.abs(normalShare(x, -half, 1) - normalShare(x, half, 1))),
  };
}

/** log((eᵃ + eᵇ)/2). */
function logMean(a: number, b: number): number {
  const [high, low] = a > b ? [a, b] : [b, a];
  return high + Math.log1p(Math.exp(low - high)) - Math.LN2;
}
function weighted(logDensity: number, value: number): number {
  const density = Math.exp(logDensity);
  return density === 0 ? 0 : density * value;
}
