import type { Params } from '../../shared/params.ts';
import type { LatentPart } from '../../shared/trainer-protocol.ts';
import type { Model } from './recipe.ts';

/** What each stretch of a model's latents is; one where the recipe says nothing. */
export function latentParts({ latent }: Model, params: Params): LatentPart[] {
  return latent.parts ?? [{ name: 'latent', from: 0, size: latent.size, kind: params.latentKind === 'uniform' ? 'uniform' : 'normal' }];
}
