import type { NamedVariable } from './network.ts';
import type { Play, Player } from './recipe.ts';
import type { Scalar, Tensor, Tf } from './tensor.ts';

export interface Slopes {
  /** The loss and what is recorded beside it, read back in one go. */
  scalars: { names: string[]; tensor: Tensor };
  /** By variable name; a variable that the loss does not reach is left out. */
  gradients: Record<string, Tensor>;
}

/** One player's loss on a fresh batch, and its gradient in the player's own variables. */
export function differentiate(tf: Tf, player: Player, variables: NamedVariable[], deal: () => Play): Slopes {
  let also: Record<string, Scalar> = {};
  const { value, grads } = tf.variableGrads(
    () => {
      const played = player.loss(deal());
      // What is recorded beside the loss would be tidied away with the forward pass.
      also = Object.fromEntries(Object.entries(played.also).map(([name, scalar]) => [name, tf.keep(scalar.clone())]));
      return played.loss;
    },
    variables.map(({ variable }) => variable),
  );
  const tensor = tf.tidy(() => tf.stack([value, ...Object.values(also)]));
  tf.dispose([value, also]);
  const gradients: Record<string, Tensor> = {};
  for (const { name, variable } of variables) {
    if (grads[variable.name] !== null && grads[variable.name] !== undefined) gradients[name] = grads[variable.name];
  }
  return { scalars: { names: ['loss', ...Object.keys(also)], tensor }, gradients };
}
