import { exampleShape } from '../data-shape.ts';
import type { DataShape } from '../recipe.ts';
import type { Tensor, Tf } from '../tensor.ts';
import { softplus } from '../twice-differentiable.ts';

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

/** −log p(x | z) in nats under a normal of fixed deviation around what was made, summed over the numbers of an example: [n]. */
export function gaussianMisfit(tf: Tf, deviation: number, truth: Tensor, made: Tensor): Tensor {
  const constant = Math.log(deviation) + 0.5 * Math.log(2 * Math.PI);
  const flat = rows(tf.sub(truth, made));
  return tf.add(tf.mul(tf.sum(tf.square(flat), -1), 1 / (2 * deviation * deviation)), constant * flat.shape[1]!);
}

/**
 * −log p(x | z) in nats where each shade −1…1 is the probability 0…1 of white: [n]. From the logits, so that a pixel that is
 * confidently wrong still pulls. Exact for black and white, a usual stand-in for grey.
 */
export function bernoulliMisfit(tf: Tf, truth: Tensor, logits: Tensor): Tensor {
  const wanted = tf.mul(tf.add(rows(truth), 1), 0.5);
  const flat = rows(logits);
  return tf.sum(tf.sub(softplus(tf, flat), tf.mul(wanted, flat)), -1);
}

export function rows(examples: Tensor): Tensor {
  return examples.reshape([examples.shape[0]!, -1]);
}

/** Numbers in one example. */
export function widthOf(data: DataShape): number {
  return exampleShape(data).reduce((product, side) => product * side, 1);
}
