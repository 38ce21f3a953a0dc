import type { Tensor, Tf } from '../tensor.ts';

/** Weights of the cubic through four neighbours (Keys 1981, a = −½) for a place half way between, at a quarter and at three quarters. */
const cubic = (distance: number): number => {
  const d = Math.abs(distance);
  if (d <= 1) return 1.5 * d ** 3 - 2.5 * d ** 2 + 1;
  return d < 2 ? -0.5 * d ** 3 + 2.5 * d ** 2 - 4 * d + 2 : 0;
};

/** [side] → [2·side] by bicubic interpolation, as a matrix [2·side, side]; edges are repeated. */
export function bicubicMatrix(side: number): Float32Array {
  const matrix = new Float32Array(2 * side * side);
  for (let row = 0; row < 2 * side; row += 1) {
    const place = (row + 0.5) / 2 - 0.5;
    for (let offset = -1; offset <= 2; offset += 1) {
      const from = Math.floor(place) + offset;
      const column = Math.max(0, Math.min(side - 1, from));
      matrix[row * side + column] += cubic(place - from);
    }
  }
  return matrix;
}

/** [n,s,s,c] → [n,2s,2s,c]. */
export function bicubic(tf: Tf, pictures: Tensor): Tensor {
  const [batch, side, , channels] = pictures.shape as [number, number, number, number];
  const matrix = tf.tensor2d(bicubicMatrix(side), [2 * side, side]);
  const rows = tf.matMul(matrix, tf.transpose(pictures, [1, 0, 2, 3]).reshape([side, -1])); //                 [2s, n·s·c]
  const tall = rows.reshape([2 * side, batch, side, channels]);
  const columns = tf.matMul(matrix, tf.transpose(tall, [2, 1, 0, 3]).reshape([side, -1])); //                  [2s, n·2s·c]
  return tf.transpose(columns.reshape([2 * side, batch, 2 * side, channels]), [1, 2, 0, 3]);
}
