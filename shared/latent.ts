import { assertNever } from './assert-never.ts';
import type { LatentPart } from './trainer-protocol.ts';

/** Paths and planes among latents: pure, so that page, command line and tests walk the same way. */
export type Latent = Float32Array;
export const walkPaths = ['slerp', 'lerp', 'spline'] as const;
export type WalkPath = (typeof walkPaths)[number];

/** The latent that a seed names, the same on every machine, stretch by stretch: standard normal, uniform in −1…1, one-hot for a categorical code, 0…1 for noise. */
export function drawParts(seed: number, size: number, parts: readonly LatentPart[]): Latent {
  const next = splitMix(seed);
  const latent = new Float32Array(size);
  for (const { from, size: width, kind } of parts) {
    if (kind === 'categorical') latent[from + Math.min(width - 1, Math.floor(next() * width))] = 1;
    else
      for (let at = from; at < from + width; at += 1)
        latent[at] = kind === 'normal' ? normal(next) : kind === 'noise' ? next() : 2 * next() - 1;
  }
  return latent;
}

export function lerp(from: Latent, to: Latent, share: number): Latent {
  return from.map((value, i) => value + (to[i] - value) * share);
}

/**
 * Along the great circle between the directions, lengths interpolated: keeps a normal latent where normal latents are (near √size),
 * which a straight line leaves (White, arXiv:1609.04468). Nearly parallel or opposite directions, and zero, go straight.
 */
export function slerp(from: Latent, to: Latent, share: number): Latent {
  const lengths = [length(from), length(to)];
  if (lengths[0] === 0 || lengths[1] === 0) return lerp(from, to, share);
  const cosine = Math.max(-1, Math.min(1, dot(from, to) / (lengths[0] * lengths[1])));
  const angle = Math.acos(cosine);
  const sine = Math.sin(angle);
  if (sine < 1e-4) return lerp(from, to, share);
  const size = lengths[0] + (lengths[1] - lengths[0]) * share;
  const a = (Math.sin((1 - share) * angle) / sine / lengths[0]) * size;
  const b = (Math.sin(share * angle) / sine / lengths[1]) * size;
  return from.map((value, i) => a * value + b * to[i]);
}

/** Through every pin without a corner: Catmull-Rom, the first and last pin doubled. `position` counts pins: 1.5 is half way between the second and third. */
export function spline(pins: readonly Latent[], position: number): Latent {
  const { before, share } = segment(pins.length, position);
  const [p0, p1, p2, p3] = [before - 1, before, before + 1, before + 2].map((i) => pins[Math.max(0, Math.min(pins.length - 1, i))]);
  const [t, t2, t3] = [share, share ** 2, share ** 3];
  return p1.map(
    (value, i) =>
      0.5 *
      (2 * value + (p2[i] - p0[i]) * t + (2 * p0[i] - 5 * value + 4 * p2[i] - p3[i]) * t2 + (3 * value - p0[i] - 3 * p2[i] + p3[i]) * t3),
  );
}

/** A place on the path through the pins, `position` from 0 to pins − 1. */
export function walk(pins: readonly Latent[], path: WalkPath, position: number): Latent {
  if (pins.length === 1) return pins[0].slice();
  const { before, share } = segment(pins.length, position);
  switch (path) {
    case 'lerp':
      return lerp(pins[before], pins[before + 1], share);
    case 'slerp':
      return slerp(pins[before], pins[before + 1], share);
    case 'spline':
      return spline(pins, position);
    default:
      return assertNever(path);
  }
}

/** The plane through three latents: (0, 0) is `origin`, (1, 0) is `right`, (0, 1) is `up`. */
export function plane(origin: Latent, right: Latent, up: Latent, x: number, y: number): Latent {
  return origin.map((value, i) => value + x * (right[i] - value) + y * (up[i] - value));
}

/** a − b + c, the difference weighted: strength 0 is c, 1 the whole of it. */
export function arithmetic(a: Latent, b: Latent, c: Latent, strength = 1): Latent {
  return c.map((value, i) => value + strength * (a[i] - b[i]));
}

export function length(latent: Latent): number {
  return Math.sqrt(dot(latent, latent));
}

function dot(a: Latent, b: Latent): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function segment(pins: number, position: number): { before: number; share: number } {
  const at = Math.max(0, Math.min(pins - 1, position));
  const before = Math.min(pins - 2, Math.floor(at));
  return { before, share: at - before };
}

/** Box and Muller, one of the pair. */
function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/** SplitMix32: a counter through a 32-bit mixer; uniform in [0, 1), the same on every machine. */
export function splitMix(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b9) >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}
