import { buildMemory, type Memory } from './memory.ts';
import type { Play } from '../recipe.ts';
import type { Tensor, Tf, Variable } from '../tensor.ts';

/**
 * Pictures made earlier, shown to a discriminator again (arXiv:1612.07828, §2.3): half of a batch comes from the pool and leaves its
 * place to a new one. Kept in a memory, so that checkpoints hold it.
 */
export interface Pool {
  memory: Memory<'pictures'>;
  /** As many pictures as are given: some of them, some from the pool. No gradient flows. */
  mixed(play: Play, pictures: Tensor): Tensor;
}

export function openPool(tf: Tf, name: string, size: number, example: number[]): Pool {
  const memory = buildMemory(tf, name, { pictures: [size, example.reduce((product, side) => product * side, 1)] });

  function mixed({ scalarAt, choiceAt, uniform }: Play, pictures: Tensor): Tensor {
    const batch = pictures.shape[0]!;
    // Whole batches fill it; what a last part of one would leave empty is never drawn from.
    const room = Math.floor(size / batch) * batch;
    if (room === 0) return pictures;
    const fresh = pictures.reshape([batch, -1]);
    const slots = tf.floor(tf.mul(uniform([batch]), room)).toInt();
    const isFilling = choiceAt((step) => (step + 1) * batch <= room);
    const place = isFilling ? scalarAt((step) => step * batch).add(tf.range(0, batch)) : slots;
    const picks = tf.oneHot(place.toInt() as never, size).toFloat(); //                       [batch,size]
    const isOld = isFilling ? tf.zeros([batch, 1]) : tf.less(uniform([batch, 1]), 0.5).toFloat();
    const isStored = isFilling ? tf.ones([batch, 1]) : isOld;
    const old = tf.matMul(picks, memory.slots.pictures as Tensor);
    const shown = tf.add(tf.mul(isOld, old), tf.mul(tf.sub(1, isOld), fresh));
    const taken = tf.mul(picks, isStored);
    // Of several that fall on one slot the last stays.
    const after = tf.mul(tf.matMul(taken, taken, false, true), laterRows(batch)).sum(1, true);
    const last = tf.mul(taken, tf.less(after, 0.5).toFloat());
    const isTaken = last.sum(0).expandDims(1);
    const arriving = tf.matMul(last, fresh, true, false);
    memory.slots.pictures.assign(tf.add(tf.mul(memory.slots.pictures, tf.sub(1, isTaken)), arriving) as Variable);
    return shown.reshape(pictures.shape);
  }

  /** [batch,batch]: 1 where the column comes after the row. */
  function laterRows(batch: number): Tensor {
    const later = Float32Array.from({ length: batch * batch }, (_, at) => (at % batch > Math.floor(at / batch) ? 1 : 0));
    return tf.tensor2d(later, [batch, batch]);
  }

  return { memory, mixed };
}
