import { StudioError } from '../../../../shared/errors.ts';
import type { Layer } from '../../network.ts';
import { sizeOf } from '../../tensor-data.ts';
import type { Tensor } from '../../tensor.ts';

/** [...] → [product]. */
export function flatten(): Layer {
  return {
    kind: 'flatten',
    twiceDifferentiable: true,
    output: (input) => [sizeOf(input)],
    build: ({ tf, input }) => ({ apply: (x: Tensor) => tf.reshape(x, [x.shape[0]!, sizeOf(input)]) }),
  };
}

/** [...] → shape, row by row. */
export function reshape(shape: number[]): Layer {
  return {
    kind: 'reshape',
    twiceDifferentiable: true,
    knobs: { shape },
    output(input) {
      if (sizeOf(input) !== sizeOf(shape)) {
        throw new StudioError(
          'invalid',
          `A reshape layer can't make [${shape}] (${sizeOf(shape)} numbers) of [${input}] (${sizeOf(input)} numbers).`,
        );
      }
      return shape;
    },
    build: ({ tf }) => ({ apply: (x: Tensor) => tf.reshape(x, [x.shape[0]!, ...shape]) }),
  };
}

/** Every pixel becomes factor×factor equal ones: [h,w,c] → [h·factor,w·factor,c]. */
export function upsample(factor = 2): Layer {
  return {
    kind: 'upsample',
    twiceDifferentiable: true,
    knobs: { factor },
    output(input) {
      const [height, width, channels] = picture(input, 'upsample');
      return [height * factor, width * factor, channels];
    },
    build({ tf, input }) {
      const [height, width, channels] = input as [number, number, number];
      return {
        // tile rather than resizeNearestNeighbor, whose gradient has no gradient.
        apply(x: Tensor) {
          const batch = x.shape[0]!;
          const wide = tf.tile(tf.reshape(x, [batch * height * width, 1, channels]), [1, factor, 1]);
          const tall = tf.tile(tf.reshape(wide, [batch * height, 1, width * factor * channels]), [1, factor, 1]);
          return tf.reshape(tall, [batch, height * factor, width * factor, channels]);
        },
      };
    },
  };
}

/** The mean over factor×factor blocks: [h,w,c] → [h/factor,w/factor,c]. */
export function averagePool(factor = 2): Layer {
  return {
    kind: 'average-pool',
    twiceDifferentiable: true,
    knobs: { factor },
    output(input) {
      const [height, width, channels] = picture(input, 'average-pool');
      if (height % factor !== 0 || width % factor !== 0) {
        throw new StudioError('invalid', `An average-pool layer of factor ${factor} can't divide a picture of ${height}×${width}.`);
      }
      return [height / factor, width / factor, channels];
    },
    build({ tf, input }) {
      const [height, width, channels] = input as [number, number, number];
      return {
        // means over reshapes rather than avgPool, whose gradient has no gradient.
        apply(x: Tensor) {
          const batch = x.shape[0]!;
          const narrow = tf.mean(tf.reshape(x, [(batch * height * width) / factor, factor, channels]), 1);
          const low = tf.mean(tf.reshape(narrow, [(batch * height) / factor, factor, (width / factor) * channels]), 1);
          return tf.reshape(low, [batch, height / factor, width / factor, channels]);
        },
      };
    },
  };
}

function picture(input: number[], layer: string): [number, number, number] {
  if (input.length !== 3) {
    throw new StudioError('invalid', `An ${layer} layer takes pictures [height,width,channels], not the shape [${input}].`);
  }
  return input as [number, number, number];
}
