import type { Pictures } from '../charts/pictures.ts';

/** The level that a byte stands for, of `levels` even stretches; two levels are black and white. */
export function levelOf(byte: number, levels: number): number {
  return Math.min(levels - 1, Math.floor((byte / 255) * levels));
}

/** −Σ log₂ p of what was drawn, over the first `upTo` values of the first picture. */
export function bitsUpTo(probabilities: Float32Array, pictures: Pictures, levels: number, upTo: number): number {
  let bits = 0;
  for (let at = 0; at < Math.min(upTo, pictures.width * pictures.height); at += 1) {
    bits -= Math.log2(Math.max(1e-12, probabilities[at * levels + levelOf(pictures.data[at * pictures.channels], levels)]));
  }
  return bits;
}
