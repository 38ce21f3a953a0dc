import type { Network } from '../network.ts';
import type { Play } from '../recipe.ts';
import { slopeNorms } from '../regularizer.ts';
import type { Scalar } from '../tensor.ts';

/**
 * E(‖∇D(x̂)‖₂ − 1)² around the data: x̂ is x moved by a random share of noise, half a standard deviation of the batch wide
 * (DRAGAN, arXiv:1705.07215, as its implementations have it).
 */
export function localSlope({ tf, real, uniform }: Play, judge: Network): Scalar {
  const deviation = tf.sqrt(tf.moments(real).variance);
  const share = uniform([real.shape[0], ...real.shape.slice(1).map(() => 1)]);
  const noise = tf.mul(tf.mul(0.5, deviation), uniform(real.shape));
  return tf.mean(tf.square(tf.sub(slopeNorms(tf, judge, tf.add(real, tf.mul(share, noise))), 1))).asScalar();
}
