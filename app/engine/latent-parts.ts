import type { Params } from '../../shared/params.ts';
import type { LatentPart } from '../../shared/trainer-protocol.ts';
import type { Random } from './random.ts';
import type { Model } from './recipe.ts';

/** What each stretch of a model's latents is; one where the recipe says nothing. */
export function latentParts({ latent }: Model, params: Params): LatentPart[] {
  return latent.parts ?? [{ name: 'latent', from: 0, size: latent.size, kind: params.latentKind === 'uniform' ? 'uniform' : 'normal' }];
}

/** Row by row, each stretch as it was drawn in training. */
export function drawLatents(
  random: Random,
  { latentSize, parts }: { latentSize: number; parts: LatentPart[] },
  count: number,
): Float32Array {
  const latents = new Float32Array(count * latentSize);
  for (let row = 0; row < count; row += 1) {
    for (const { from, size, kind, within = Number.POSITIVE_INFINITY } of parts) {
      const start = row * latentSize + from;
      if (kind === 'categorical') latents[start + random.integer(size)] = 1;
      else for (let at = 0; at < size; at += 1) latents[start + at] = drawnWithin(within, () => draws[kind](random));
    }
  }
  return latents;
}

function drawnWithin(limit: number, draw: () => number): number {
  for (;;) {
    const value = draw();
    if (Math.abs(value) <= limit) return value;
  }
}

const draws = {
  normal: (random: Random) => random.normal(),
  uniform: (random: Random) => 2 * random.uniform() - 1,
  noise: (random: Random) => random.uniform(),
};
