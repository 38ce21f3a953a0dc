import type { Network, Pass } from '../network.ts';
import type { Tensor, Tf } from '../tensor.ts';

/** What a network knows of examples before its last layer decides: [n, features]. */
export function featuresOf(network: Network, examples: Tensor, pass: Pass = {}): Tensor {
  const last = network.layers[network.layers.length - 2];
  const taken = network.trace(examples, pass).layers[last.name];
  return taken.reshape([examples.shape[0]!, -1]);
}

/** ½‖f − g‖² summed over features, mean over examples. */
export function featureDistance(tf: Tf, first: Tensor, second: Tensor): Tensor {
  return tf.mul(tf.mean(tf.sum(tf.square(tf.sub(first, second)), -1)), 0.5);
}
