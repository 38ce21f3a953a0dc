import { StudioError } from '../../shared/errors.ts';
import type { Network } from './network.ts';
import type { Tensor, Tf } from './tensor.ts';

/** A penalty differentiates through a gradient: a network with a layer that is wrong to second order is refused. */
export function requireTwiceDifferentiable(network: Network, wants: string): void {
  if (network.twiceDifferentiable) return;
  throw new StudioError(
    'invalid',
    `The ${wants} differentiates the ${network.name} twice, and one of its layers is not right to second order ` +
      `or mixes the examples of a batch; choose another norm or activation for the ${network.name}.`,
  );
}

/** ‖∇D‖₂ at each of the examples: [n]. */
export function slopeNorms(tf: Tf, judge: Pick<Network, 'apply'>, examples: Tensor): Tensor {
  const slope = tf.grad((x: Tensor) => judge.apply(x).sum())(examples);
  // The square root has no slope at 0: a critic that is flat somewhere would make every gradient NaN.
  return tf.sqrt(tf.add(tf.sum(tf.square(slope.reshape([examples.shape[0], -1])), 1), 1e-12));
}
