import type { Scalar, Tensor, Tf } from '../tensor.ts';

/** ‖E f(x) − E f(G(z))‖² over features [batch, …] of real and generated examples (arXiv:1606.03498). */
export function featureMatching(tf: Tf, real: Tensor, generated: Tensor): Scalar {
  return tf.sum(tf.square(tf.sub(tf.mean(real, 0), tf.mean(generated, 0)))).asScalar();
}
