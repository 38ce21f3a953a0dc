import type { Tensor, Tf } from '../tensor.ts';

/**
 * Pictures [n,size,size,channels] moved by whole pixels, each by its own draw of `draws` (uniform [n,2]) of at most `most` down and
 * right or up and left; what leaves is lost, what comes in is the picture's own border.
 */
export function shifted(
  tf: Tf,
  pictures: Tensor,
  draws: Tensor,
  { most, size, channels }: { most: number; size: number; channels: number },
): Tensor {
  const count = pictures.shape[0]!;
  const offsets = tf.sub(tf.floor(tf.mul(draws, 2 * most + 1)), most); //                                    [n,2]
  const picking = (axis: number) => {
    const from = tf.clipByValue(tf.add(tf.range(0, size).expandDims(0), offsets.slice([0, axis], [count, 1])), 0, size - 1);
    return tf.oneHot(from.toInt() as never, size).toFloat(); //                                              [n,size,size]
  };
  const down = tf.matMul(picking(0), pictures.reshape([count, size, size * channels])); //                   rows picked
  const turned = down
    .reshape([count, size, size, channels])
    .transpose([0, 2, 1, 3])
    .reshape([count, size, size * channels]);
  return tf.matMul(picking(1), turned).reshape([count, size, size, channels]).transpose([0, 2, 1, 3]);
}
