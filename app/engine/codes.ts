import type { LatentPart } from '../../shared/trainer-protocol.ts';
import type { Latent } from './recipe.ts';
import type { Tensor, Tf } from './tensor.ts';

/** A latent of noise and codes that are to mean something (arXiv:1606.03657): one category, and numbers between −1 and 1. */
export interface Codes {
  noise: number;
  categories: number;
  continuous: number;
}

export function codeLatent({ noise, categories, continuous }: Codes): Latent {
  const size = noise + categories + continuous;
  const parts: LatentPart[] = [
    { name: 'noise', from: 0, size: noise, kind: 'normal' },
    { name: 'category', from: noise, size: categories, kind: 'categorical' },
    { name: 'codes', from: noise + categories, size: continuous, kind: 'uniform' },
  ];
  return {
    size,
    parts: parts.filter((part) => part.size > 0),
    draw(random, count) {
      const latents = new Float32Array(count * size);
      for (let row = 0; row < count; row += 1) {
        const from = row * size;
        for (let at = 0; at < noise; at += 1) latents[from + at] = random.normal();
        if (categories > 0) latents[from + noise + random.integer(categories)] = 1;
        for (let at = noise + categories; at < size; at += 1) latents[from + at] = 2 * random.uniform() - 1;
      }
      return latents;
    },
  };
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
