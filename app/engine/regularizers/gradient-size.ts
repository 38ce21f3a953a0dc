import type { Network } from '../network.ts';
import type { Scalar, Tensor, Tf } from '../tensor.ts';

/** E‖∇D(x)‖² at the examples given: R1 where they are real ones (arXiv:1801.04406). */
export function gradientSize(tf: Tf, judge: Network, examples: Tensor): Scalar {
  const slope = tf.grad((x: Tensor) => judge.apply(x).sum())(examples);
  return tf.mean(tf.sum(tf.square(slope.reshape([examples.shape[0], -1])), 1)).asScalar();
}
