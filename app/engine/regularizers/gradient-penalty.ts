import type { Network } from '../network.ts';
import type { Play } from '../recipe.ts';
import { slopeNorms } from '../regularizer.ts';
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
  critic: Pick<Network, 'apply'>,
  generated: Tensor,
  { sided }: GradientPenalty,
): { penalty: Scalar; norm: Scalar } {
  const { tf, real } = play;
  const batch = real.shape[0];
  const mix = play.uniform([batch, ...real.shape.slice(1).map(() => 1)]);
  const between = tf.add(tf.mul(mix, real), tf.mul(tf.sub(1, mix), generated));
  const norms = slopeNorms(tf, critic, between);
  const excess = tf.sub(norms, 1);
  return { penalty: tf.mean(tf.square(sided === 'two' ? excess : tf.relu(excess))).asScalar(), norm: tf.mean(norms).asScalar() };
}
