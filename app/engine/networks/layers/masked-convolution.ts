import { initialValues } from '../../initial.ts';
import type { Layer } from '../../network.ts';
import type { Tensor, Tensor4D } from '../../tensor.ts';

/** What a place may see: itself left out (the first layer), or itself too (the layers after). */
export type MaskKind = 'before' | 'upto';

/**
 * A convolution that sees only what comes earlier, row by row (arXiv:1601.06759): the rows above, and in its own row the places to
 * the left. [h,w,c] → [h,w,filters]. Written as a kernel times a mask, whose gradient every backend has.
 */
export function maskedConv({ filters, kernel, sees }: { filters: number; kernel: number; sees: MaskKind }): Layer {
  return {
    kind: 'masked-conv',
    twiceDifferentiable: true,
    output: ([height, width]) => [height, width, filters],
    build({ tf, random, input, variable }) {
      const channels = input[2];
      const shape = [kernel, kernel, channels, filters];
      const seen = Math.ceil((kernel * kernel) / 2) * channels;
      const weights = variable('kernel', shape, initialValues('he-normal', random, shape, seen, kernel * kernel * filters), {
        layout: 'conv',
      });
      const bias = variable('bias', [filters], new Float32Array(filters), { layout: 'vector' });
      const middle = Math.floor(kernel / 2);
      const mask = Float32Array.from({ length: kernel * kernel }, (_, at) => {
        const [row, column] = [Math.floor(at / kernel), at % kernel];
        const isEarlier = row < middle || (row === middle && column < middle);
        return isEarlier || (sees === 'upto' && row === middle && column === middle) ? 1 : 0;
      });
      return {
        apply(x: Tensor) {
          const held = tf.mul(weights, tf.tensor(mask, [kernel, kernel, 1, 1]));
          return tf.add(tf.conv2d(x as Tensor4D, held as Tensor4D, 1, 'same'), bias);
        },
      };
    },
  };
}
