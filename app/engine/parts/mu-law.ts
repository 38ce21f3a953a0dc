import { toLevels } from './autoregressive.ts';
import type { Tensor, Tf } from '../tensor.ts';

/** µ-law of telephony (ITU-T G.711) with µ = levels − 1, as WaveNet uses it: fine near silence, coarse where it is loud. */

/** −1…1 → index 0…levels−1. */
export function toMuLaw(tf: Tf, values: Tensor, levels: number): Tensor {
  const loud = tf.div(tf.log1p(tf.mul(tf.abs(values), levels - 1)), Math.log(levels));
  return toLevels(tf, tf.mul(tf.sign(values), loud), levels);
}

/** Index → the value whose compressed form lies in the middle of its stretch. */
export function fromMuLaw(tf: Tf, indices: Tensor, levels: number): Tensor {
  const middle = tf.sub(tf.mul(tf.add(indices.toFloat(), 0.5), 2 / levels), 1);
  return tf.mul(tf.sign(middle), tf.div(tf.expm1(tf.mul(tf.abs(middle), Math.log(levels))), levels - 1));
}

/** Where one level ends and the next begins, between −1 and 1 without both: levels − 1 rising numbers. */
export function muLawEdges(levels: number): number[] {
  return Array.from({ length: levels - 1 }, (_, at) => {
    const compressed = (2 * (at + 1)) / levels - 1;
    return (Math.sign(compressed) * (levels ** Math.abs(compressed) - 1)) / (levels - 1);
  });
}
