import { normalLogDensity, normalShare } from './normal.ts';
import { simpson } from './simpson.ts';

/** A mixture of normals of one width on the line, equal shares. */
export interface Cloud {
  means: readonly number[];
  width: number;
}

export function logDensity(cloud: Cloud, x: number): number {
  const terms = cloud.means.map((mean) => normalLogDensity(x, mean, cloud.width));
  const largest = Math.max(...terms);
  return largest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - largest), 0) / terms.length);
}
export function shareBelow(cloud: Cloud, x: number): number {
  return cloud.means.reduce((sum, mean) => sum + normalShare(x, mean, cloud.width), 0) / cloud.means.length;
}
/** d/dx log density. */
function logSlope(cloud: Cloud, x: number): number {
  const total = logDensity(cloud, x) + Math.log(cloud.means.length);
  return cloud.means.reduce((sum, mean) => {
    const share = Math.exp(normalLogDensity(x, mean, cloud.width) - total);
    return sum - (share * (x - mean)) / cloud.width ** 2;
  }, 0);
}

/** `count` places that stand for the cloud, the same each time: the middles of as many equal shares. */
export function placesOf(cloud: Cloud, count: number): number[] {
  const low = Math.min(...cloud.means) - 10 * cloud.width;
  const high = Math.max(...cloud.means) + 10 * cloud.width;
  return Array.from({ length: count }, (_, i) => root((x) => shareBelow(cloud, x) - (i + 0.5) / count, low, high));
}

/** The best discriminator there is, D* = p/(p + q), and what it tells the generator at x. */
export interface Judgement {
  /** log p − log q, which a sigmoid turns into D*. */
  logit: number;
  probability: number;
  /** The derivative of D* in x: what a generator that climbs D* itself would follow. */
  slope: number;
  /** −∂/∂x log(1 − D*): downhill for the generator of the minimax game. Vanishes where the discriminator is sure of a fake. */
  minimaxPull: number;
  /** ∂/∂x log D*: uphill for the non-saturating generator. */
  nonSaturatingPull: number;
}
export function judge(real: Cloud, generated: Cloud, x: number): Judgement {
  const logit = logDensity(real, x) - logDensity(generated, x);
  const steep = logSlope(real, x) - logSlope(generated, x);
  const probability = sigmoid(logit);
  const doubt = sigmoid(-logit);
  return {
    logit,
    probability,
    slope: probability * doubt * steep,
    minimaxPull: probability * steep,
    nonSaturatingPull: doubt * steep,
  };
}

/** The best critic of slope at most 1: f′ = sign(F_Q − F_P), turning where the shares below are equal; 0 at its first kink. */
export interface Critic {
  value(x: number): number;
  /** 1 or −1; 0 at a kink and where both clouds are the same. */
  slope(x: number): number;
  kinks: number[];
  /** E_P f − E_Q f = ∫ |F_P − F_Q|. */
  w1(): number;
}
export function bestCritic(real: Cloud, generated: Cloud): Critic {
  const gap = (x: number) => shareBelow(generated, x) - shareBelow(real, x);
  const all = [...real.means, ...generated.means];
  const spread = 9 * Math.max(real.width, generated.width);
  const [low, high] = [Math.min(...all) - spread, Math.max(...all) + spread];
  const lean = (x: number) => Math.exp(logDensity(generated, x)) - Math.exp(logDensity(real, x));
  const { kinks, first } = signChanges(gap, lean, low, high);
  const edges = [low, ...kinks, high];
  const signs = edges.map((_, i) => (i % 2 === 0 ? first : -first));
  const pieceOf = (x: number) => {
    const next = kinks.findIndex((kink) => x < kink);
    return next < 0 ? kinks.length : next;
  };
  const anchor = kinks[0] ?? 0;
  const value = (x: number) => {
    let sum = 0;
    const [from, to, turn] = x < anchor ? [x, anchor, -1] : [anchor, x, 1];
    const stops = [from, ...kinks.filter((kink) => kink > from && kink < to), to];
    for (let i = 1; i < stops.length; i += 1) sum += signs[pieceOf((stops[i - 1] + stops[i]) / 2)] * (stops[i] - stops[i - 1]);
    return turn * sum;
  };
  const slope = (x: number) => (kinks.includes(x) ? 0 : signs[pieceOf(x)]);
  const w1 = () => edges.slice(1).reduce((sum, edge, i) => sum + simpson((x) => Math.abs(gap(x)), edges[i], edge, 600), 0);
  return { value, slope, kinks, w1 };
}

const steps = 1000;

/**
 * Places where a function changes its sign for good, and its first sign; touching 0, or noise in the tails, is none. Between two places
 * where its derivative is 0 it crosses once at most, so those are looked at beside an even grid: no narrow lobe is stepped over.
 */
function signChanges(f: (x: number) => number, derivative: (x: number) => number, low: number, high: number) {
  const grid = Array.from({ length: steps + 1 }, (_, i) => low + ((high - low) * i) / steps);
  const turns = grid.slice(1).flatMap((x, i) => (derivative(grid[i]) * derivative(x) < 0 ? [root(derivative, grid[i], x)] : []));
  const kinks: number[] = [];
  let first = 0;
  let before: { x: number; value: number } | null = null;
  for (const x of [...grid, ...turns].sort((a, b) => a - b)) {
    const value = f(x);
    if (Math.abs(value) < 1e-12) continue;
    if (before === null) first = Math.sign(value);
    else if (before.value * value < 0) kinks.push(root(f, before.x, x));
    before = { x, value };
  }
  return { kinks, first };
}
function root(f: (x: number) => number, low: number, high: number): number {
  let [a, b] = [low, high];
  const signA = Math.sign(f(a));
  for (let i = 0; i < 80; i += 1) {
    const middle = (a + b) / 2;
    const sign = Math.sign(f(middle));
    if (sign === 0) return middle;
    if (sign === signA) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
}
function sigmoid(x: number): number {
  return x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x));
}
