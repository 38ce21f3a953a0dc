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
    const fresh = pictures.reshape([batch, -1]);
    const slots = tf.floor(tf.mul(uniform([batch]), size)).toInt();
    const isFilling = choiceAt((step) => (step + 1) * batch <= size);
    const place = isFilling ? tf.add(tf.range(0, batch, 1, 'int32'), scalarAt((step) => step * batch).toInt()) : slots;
    const picks = tf.oneHot(place.toInt() as never, size).toFloat(); //                       [batch,size]
    const isOld = isFilling ? tf.zeros([batch, 1]) : tf.less(uniform([batch, 1]), 0.5).toFloat();
    const isStored = isFilling ? tf.ones([batch, 1]) : isOld;
    const old = tf.matMul(picks, memory.slots.pictures as Tensor);
    const shown = tf.add(tf.mul(isOld, old), tf.mul(tf.sub(1, isOld), fresh));
    // Two that fall on one slot leave their mean there.
    const taken = tf.mul(picks, isStored);
    const counts = taken.sum(0).expandDims(1);
    const arriving = tf.div(tf.matMul(taken, fresh, true, false), tf.maximum(counts, 1));
    const isTaken = counts.greater(0).toFloat();
    memory.slots.pictures.assign(tf.add(tf.mul(memory.slots.pictures, tf.sub(1, isTaken)), tf.mul(arriving, isTaken)) as Variable);
    return shown.reshape(pictures.shape);
  }

  return { memory, mixed };
}
