import { initialValues } from '../initial.ts';
import type { Layer } from '../../network.ts';
import type { Tensor, Tensor4D } from '../../tensor.ts';
import { sigmoid, tanh } from '../../twice-differentiable.ts';
import { maskedKernel } from './masked-convolution.ts';

const reach = 3;

/**
 * An LSTM whose state is a row of the picture and whose time runs downwards (arXiv:1601.06759, §3.1): a convolution of width three
 * from the row above, and one from what stands in the row itself, up to the place. [h,w,c] → [h,w,c], added to what came in.
 */
export function rowLstm({ colors }: { colors?: number } = {}): Layer {
  return {
    kind: 'row-lstm',
    twiceDifferentiable: true,
    knobs: { kernel: reach, colors: colors ?? 1 },
    reach: Number.POSITIVE_INFINITY,
    output: (input) => input,
    build(context) {
      const { tf, random, input, variable } = context;
      const channels = input[2];
      const inward = maskedKernel(context, 'inward', {
        from: channels,
        to: 4 * channels,
        kernel: reach,
        sees: 'left-upto',
        colors,
        gates: 4,
      });
      const shape = [1, reach, channels, 4 * channels];
      const onward = variable(
        'onward',
        shape,
        initialValues('glorot-uniform', random.fork('onward'), shape, reach * channels, 4 * channels),
        {
          layout: 'conv',
        },
      );
      // The forget gate starts open, so that the first rows are still remembered at the last.
      const open = Float32Array.from({ length: 4 * channels }, (_, at) => (at >= channels && at < 2 * channels ? 1 : 0));
      const bias = variable('bias', [4 * channels], open, { layout: 'vector' });
      return {
        apply(x: Tensor) {
          const [count, height, width] = x.shape as [number, number, number];
          const seen = tf.add(inward(x), bias);
          const rows: Tensor[] = [];
          let cell: Tensor | null = null;
          for (let row = 0; row < height; row += 1) {
            const here = seen.slice([0, row, 0, 0], [-1, 1, -1, -1]);
            const last = rows.at(-1);
            const sum = last === undefined ? here : tf.add(here, tf.conv2d(last as Tensor4D, onward as unknown as Tensor4D, 1, 'same'));
            const [keep, forget, show, next] = tf.split(sum, 4, 3);
            const added = tf.mul(sigmoid(tf, keep), tanh(tf, next));
            cell = cell === null ? added : tf.add(tf.mul(sigmoid(tf, forget), cell), added);
            rows.push(tf.mul(sigmoid(tf, show), tanh(tf, cell)));
          }
          return tf.add(x, tf.concat(rows, 1).reshape([count, height, width, channels]));
        },
      };
    },
  };
}
