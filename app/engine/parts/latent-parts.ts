import { assertNever } from '../../../shared/assert-never.ts';
import type { LatentPart } from '../../../shared/trainer-protocol.ts';
import type { Random } from '../random.ts';
import type { Latent } from '../recipe.ts';

/** A latent of stretches one after another, each drawn as its kind says; those of no size are left out. */
export function latentOf(stretches: Omit<LatentPart, 'from'>[]): Latent {
  let size = 0;
  const parts = stretches
    .filter((stretch) => stretch.size > 0)
    .map((stretch): LatentPart => {
      const part = { ...stretch, from: size };
      size += stretch.size;
      return part;
    });
  return {
    size,
    parts,
    draw(random, count) {
      const latents = new Float32Array(count * size);
      for (let row = 0; row < count; row += 1) {
        for (const part of parts) fill(latents.subarray(row * size + part.from, row * size + part.from + part.size), part.kind, random);
      }
      return latents;
    },
  };
}

function fill(stretch: Float32Array, kind: LatentPart['kind'], random: Random): void {
  switch (kind) {
    case 'categorical':
      stretch[random.integer(stretch.length)] = 1;
      return;
    case 'normal':
      for (let at = 0; at < stretch.length; at += 1) stretch[at] = random.normal();
      return;
    case 'uniform':
      for (let at = 0; at < stretch.length; at += 1) stretch[at] = 2 * random.uniform() - 1;
      return;
    case 'noise':
      for (let at = 0; at < stretch.length; at += 1) stretch[at] = random.uniform();
      return;
    default:
      assertNever(kind);
  }
}
