import { StudioError } from '../../../shared/errors.ts';
import type { BuildContext } from '../recipe.ts';
import type { Tensor, Tf } from '../tensor.ts';

/** How many classes the data has. @throws StudioError for a system that can't do without */
export function classesOf({ data }: BuildContext, system: string): number {
  if (data.classes !== null) return data.classes;
  throw new StudioError('invalid', `${system} needs data with classes, and this data has none; choose another dataset.`);
}

/** −log p of the true class in nats, from logits and one-hot truth: [n]. */
export function crossEntropy(tf: Tf, logits: Tensor, truth: Tensor): Tensor {
  return tf.neg(tf.sum(tf.mul(truth, tf.logSoftmax(logits)), -1));
}

/** Share of rows whose largest logit is the true class. */
export function accuracyOf(tf: Tf, logits: Tensor, truth: Tensor): Tensor {
  return tf.equal(logits.argMax(-1), truth.argMax(-1)).toFloat().mean();
}
