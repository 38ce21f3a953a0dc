import type { Network } from '../network.ts';
import type { Play } from '../recipe.ts';
import type { Scalar, Tensor } from '../tensor.ts';

export interface GradientPenalty {
  /** Two-sided pulls the norm to 1 from both sides; one-sided only from above. */
  sided: 'two' | 'one';
}

/**
 * E(‖∇D(x̂)‖₂ − 1)² at x̂ = εx + (1−ε)x̃ with an ε of its own for every example (arXiv:1704.00028, equation 3), and the
 * mean norm itself. x̃ must not carry a gradient back to the generator.
 */
export function gradientPenalty(
  play: Play,
  critic: Network,
  generated: Tensor,
  { sided }: GradientPenalty,
): { penalty: Scalar; norm: Scalar } {
  const { tf, real } = play;
  const batch = real.shape[0];
  const mix = play.uniform([batch, ...real.shape.slice(1).map(() => 1)]);
  const between = tf.add(tf.mul(mix, real), tf.mul(tf.sub(1, mix), generated));
  const slope = tf.grad((x: Tensor) => critic.apply(x).sum())(between);
  // The square root has no slope at 0: a critic that is flat somewhere would make every gradient NaN.
  const norms = tf.sqrt(tf.add(tf.sum(tf.square(slope.reshape([batch, -1])), 1), 1e-12));
  const excess = tf.sub(norms, 1);
  return { penalty: tf.mean(tf.square(sided === 'two' ? excess : tf.relu(excess))).asScalar(), norm: tf.mean(norms).asScalar() };
}
