import { exampleShape } from '../data-shape.ts';
import type { DataShape } from '../recipe.ts';
import type { Tensor, Tf } from '../tensor.ts';

/** What a variational encoder says of an example: a normal with a mean and a log variance for each latent (arXiv:1312.6114). */
export interface Posterior {
  mean: Tensor;
  logVariance: Tensor;
}

/** [n,2·latent] → both halves. */
export function posteriorOf(tf: Tf, output: Tensor): Posterior {
  const [mean, raw] = tf.split(output, 2, -1);
  // A wild log variance would overflow the exponential before the KL can pull it back.
  return { mean, logVariance: tf.clipByValue(raw, -12, 12) };
}

/** μ + σ·ε: differentiable in μ and σ. */
export function reparameterised(tf: Tf, { mean, logVariance }: Posterior, noise: Tensor): Tensor {
  return tf.add(mean, tf.mul(tf.exp(tf.mul(logVariance, 0.5)), noise));
}

/** KL(N(μ,σ²) ‖ N(0,1)) in nats, summed over latents: [n]. */
export function klToNormal(tf: Tf, { mean, logVariance }: Posterior): Tensor {
  const inner = tf.sub(tf.add(tf.square(mean), tf.exp(logVariance)), tf.add(logVariance, 1));
  return tf.mul(tf.sum(inner, -1), 0.5);
}

/** −log p(x | x̂) in nats, summed over the numbers of an example: [n]. */
export type Misfit = (tf: Tf, truth: Tensor, made: Tensor) => Tensor;

/** A normal of fixed deviation around what was made. */
export function gaussianMisfit(deviation: number): Misfit {
  const constant = Math.log(deviation) + 0.5 * Math.log(2 * Math.PI);
  return (tf, truth, made) => {
    const flat = rows(tf.sub(truth, made));
    return tf.add(tf.mul(tf.sum(tf.square(flat), -1), 1 / (2 * deviation * deviation)), constant * flat.shape[1]!);
  };
}

/** Shades −1…1 taken as probabilities 0…1: exact for black and white, a usual stand-in for grey. */
export const bernoulliMisfit: Misfit = (tf, truth, made) => {
  const probability = tf.clipByValue(tf.mul(tf.add(rows(made), 1), 0.5), 1e-4, 1 - 1e-4);
  const wanted = tf.mul(tf.add(rows(truth), 1), 0.5);
  const log = tf.add(tf.mul(wanted, tf.log(probability)), tf.mul(tf.sub(1, wanted), tf.log(tf.sub(1, probability))));
  return tf.neg(tf.sum(log, -1));
};

export function rows(examples: Tensor): Tensor {
  return examples.reshape([examples.shape[0]!, -1]);
}

/** Numbers in one example. */
export function widthOf(data: DataShape): number {
  return exampleShape(data).reduce((product, side) => product * side, 1);
}
