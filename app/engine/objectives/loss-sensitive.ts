import type { Scalar, Tensor, Tf } from '../tensor.ts';
import { relu } from '../twice-differentiable.ts';

/**
 * E(λ·d(x,G(z)) + L(x) − L(G(z)))₊ over pairs of the i-th real and the i-th generated example, d the mean absolute difference
 * of their numbers (arXiv:1701.06264). L are the outputs [batch,1].
 */
export function lossSensitive(
  tf: Tf,
  weight: number,
  examples: { real: Tensor; generated: Tensor },
  outputs: { real: Tensor; generated: Tensor },
): Scalar {
  const apart = tf.abs(tf.sub(examples.real, examples.generated)).reshape([examples.real.shape[0], -1]);
  const margin = tf.mul(weight, tf.mean(apart, 1));
  return relu(tf, tf.add(margin, tf.sub(outputs.real.flatten(), outputs.generated.flatten())))
    .mean()
    .asScalar();
}
