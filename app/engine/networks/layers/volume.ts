import { initialValues } from '../initial.ts';
import type { Layer } from '../../network.ts';
import type { Tensor, Tensor4D } from '../../tensor.ts';

/**
 * 3 × 3 × 3 convolution of solids [d,h,w,c] → [d,h,w,filters] ('same'), as three convolutions of pictures, one for each depth: neither
 * the wasm backend nor second order knows conv3d, all of them know conv2d. Stride 2 halves each side.
 */
export function volumeConv({ filters, stride = 1, bias = true }: { filters: number; stride?: 1 | 2; bias?: boolean }): Layer {
  const shrunk = (side: number) => Math.ceil(side / stride);
  return {
    kind: 'volume-conv',
    twiceDifferentiable: true,
    knobs: { filters, kernel: 3, stride, padding: 'same', bias },
    output: ([depth, height, width]) => [shrunk(depth), shrunk(height), shrunk(width), filters],
    build({ tf, random, input, variable }) {
      const [depth, height, width, channels] = input;
      const shape = [3, 3, 3 * channels, filters];
      // The three depths stand beside each other as channels.
      const weights = variable('kernel', shape, initialValues('he-normal', random, shape, 27 * channels, 27 * filters), { layout: 'conv' });
      const offset = bias ? variable('bias', [filters], new Float32Array(filters), { layout: 'vector' }) : null;
      return {
        apply(x: Tensor) {
          const batch = x.shape[0]!;
          // Rows of planes: above four axes the wasm backend slices and turns element by element.
          const planesOf = x.reshape([batch, depth, height * width * channels]);
          // As 'same' pads height and width: under stride 2 an even side has its border behind it alone.
          const before = stride === 2 && depth % 2 === 0 ? 0 : 1;
          const padded = tf.pad(planesOf, [
            [0, 0],
            [before, 2 - before],
            [0, 0],
          ]);
          const layers = [0, 1, 2].map((from) =>
            padded.slice([0, from, 0], [batch, depth, -1]).reshape([batch * depth * height * width, channels]),
          );
          const stacked = tf.concat(layers, 1).reshape([batch, depth, height, width, 3 * channels]);
          const chosen = stride === 1 ? stacked : everySecond(stacked, depth);
          const planes = shrunk(depth);
          const flat = chosen.reshape([batch * planes, height, width, 3 * channels]);
          const y = tf
            .conv2d(flat as Tensor4D, weights as unknown as Tensor4D, stride, 'same')
            .reshape([batch, planes, shrunk(height), shrunk(width), filters]);
          return offset === null ? y : tf.add(y, offset);
        },
      };

      /** Planes 0, 2, 4 …: by a reshape, since strided slices have no gradient. */
      function everySecond(planes: Tensor, count: number): Tensor {
        const [batch, , rows, columns, wide] = planes.shape as number[];
        const even =
          count % 2 === 0
            ? planes
            : tf.pad(planes, [
                [0, 0],
                [0, 1],
                [0, 0],
                [0, 0],
                [0, 0],
              ]);
        const pairs = even.reshape([batch * Math.ceil(count / 2), 2 * rows * columns * wide]);
        return pairs.slice([0, 0], [-1, rows * columns * wide]).reshape([batch, Math.ceil(count / 2), rows, columns, wide]);
      }
    },
  };
}

/** Every voxel becomes eight equal ones: [d,h,w,c] → [2d,2h,2w,c]. */
export function volumeUpsample(): Layer {
  return {
    kind: 'volume-upsample',
    twiceDifferentiable: true,
    knobs: { factor: 2 },
    output: ([depth, height, width, channels]) => [2 * depth, 2 * height, 2 * width, channels],
    build({ tf, input }) {
      const [depth, height, width, channels] = input;
      return {
        apply(x: Tensor) {
          const batch = x.shape[0]!;
          const wide = tf.tile(x.reshape([batch * depth * height * width, 1, channels]), [1, 2, 1]);
          const tall = tf.tile(wide.reshape([batch * depth * height, 1, width * 2 * channels]), [1, 2, 1]);
          const deep = tf.tile(tall.reshape([batch * depth, 1, height * 2 * width * 2 * channels]), [1, 2, 1]);
          return deep.reshape([batch, 2 * depth, 2 * height, 2 * width, channels]);
        },
      };
    },
  };
}
