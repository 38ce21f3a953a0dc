import { latentOf } from './latent-parts.ts';
import type { Latent } from '../recipe.ts';
import type { Tensor, Tf } from '../tensor.ts';

/** A latent of noise and codes that are to mean something (arXiv:1606.03657): one category, and numbers between −1 and 1. */
export interface Codes {
  noise: number;
  categories: number;
  continuous: number;
}

export function codeLatent({ noise, categories, continuous }: Codes): Latent {
  return latentOf([
    { name: 'noise', size: noise, kind: 'normal' },
    { name: 'category', size: categories, kind: 'categorical' },
    { name: 'codes', size: continuous, kind: 'uniform' },
  ]);
}

/** E log Q(c|x) + H(c) of the category in nats, and the mean log-likelihood of the numbers under unit deviation without its constant. */
export function codeInformation(
  tf: Tf,
  { noise, categories, continuous }: Codes,
  latents: Tensor,
  read: Tensor,
): { category: Tensor; numbers: Tensor } {
  const truth = latents.slice([0, noise], [-1, categories]);
  const logits = read.slice([0, 0], [-1, categories]);
  const category =
    categories === 0 ? tf.scalar(0) : tf.add(tf.mean(tf.sum(tf.mul(truth, tf.logSoftmax(logits)), -1)), Math.log(categories));
  if (continuous === 0) return { category, numbers: tf.scalar(0) };
  const off = tf.sub(latents.slice([0, noise + categories], [-1, continuous]), read.slice([0, categories], [-1, continuous]));
  return { category, numbers: tf.mul(tf.mean(tf.sum(tf.square(off), -1)), -0.5) };
}
