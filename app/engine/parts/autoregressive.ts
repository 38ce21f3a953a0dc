import type { Model } from '../recipe.ts';
import type { Tensor, Tf } from '../tensor.ts';

/** What systems share that make one value after another, from a distribution over `levels` values each. */

/** Whether examples are drawn value by value, each from a uniform number: a thousand of them take minutes. */
export function drawsByValue({ latent }: Pick<Model, 'latent'>): boolean {
  return latent.parts?.some(({ kind }) => kind === 'noise') ?? false;
}

/** −1…1 → index 0…levels−1. */
export function toLevels(tf: Tf, values: Tensor, levels: number): Tensor {
  return tf.clipByValue(tf.floor(tf.mul(tf.add(values, 1), levels / 2)), 0, levels - 1).toInt();
}

/** Index → the middle of its stretch of −1…1; two levels are −1 and 1 themselves. */
export function fromLevels(tf: Tf, indices: Tensor, levels: number): Tensor {
  if (levels === 2) return tf.sub(tf.mul(indices.toFloat(), 2), 1);
  return tf.sub(tf.mul(tf.add(indices.toFloat(), 0.5), 2 / levels), 1);
}

/** Σ log p of the values that were there, in nats: logits [n,values,levels], indices [n,values] → [n]. */
export function logLikelihoodOf(tf: Tf, logits: Tensor, indices: Tensor, levels: number): Tensor {
  const truth = tf.oneHot(indices.toInt() as never, levels).toFloat();
  return tf.sum(tf.sum(tf.mul(truth, tf.logSoftmax(logits)), -1), -1);
}

/** The value at which the heap of probabilities passes a uniform number: logits [n,levels], uniform [n] → [n]. */
export function drawLevel(tf: Tf, logits: Tensor, uniform: Tensor): Tensor {
  const levels = logits.shape.at(-1)!;
  // A product with a triangle of ones: the wasm backend's cumsum reads outside its memory for the last axis.
  const triangle = Float32Array.from({ length: levels * levels }, (_, at) => (Math.floor(at / levels) <= at % levels ? 1 : 0));
  const heap = tf.matMul(tf.softmax(logits), tf.tensor2d(triangle, [levels, levels]));
  return tf.minimum(tf.sum(tf.less(heap, uniform.expandDims(-1)).toInt(), -1), levels - 1).toInt();
}
