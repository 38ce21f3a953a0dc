import type { Network } from '../network.ts';
import type { Tf } from '../tensor.ts';

/** w ← clip(w, −c, c) for every parameter of the network, biases too (arXiv:1701.07875, Algorithm 1, line 7). */
export function clipWeights(tf: Tf, network: Network, bound: number): void {
  for (const { variable, trainable } of network.variables) {
    if (!trainable) continue;
    const clipped = tf.clipByValue(variable, -bound, bound);
    variable.assign(clipped);
    clipped.dispose();
  }
}
