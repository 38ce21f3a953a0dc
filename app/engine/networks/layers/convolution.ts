import { StudioError } from '../../../../shared/errors.ts';
import { initialValues, type Initial } from '../initial.ts';
import type { Layer } from '../../network.ts';
import type { Tensor, Tensor4D } from '../../tensor.ts';

export interface ConvolutionOptions {
  filters: number;
  kernel: number;
  stride?: number;
  /** `same`: output = ceil(input / stride), as TensorFlow pads (the odd row goes to the far side). */
  padding?: 'same' | 'valid';
  initial?: Initial;
  bias?: boolean;
}

/** [h,w,c] → [h',w',filters]; kernel [kernel,kernel,c,filters]. */
export function conv({ filters, kernel, stride = 1, padding = 'same', initial = 'he-normal', bias = true }: ConvolutionOptions): Layer {
  return {
    kind: 'conv',
    twiceDifferentiable: true,
    knobs: { filters, kernel, stride, padding, bias },
    output(input) {
      const [height, width] = picture(input, 'convolution');
      return [convolved(height, kernel, stride, padding), convolved(width, kernel, stride, padding), filters];
    },
    build({ tf, random, input, variable }) {
      const channels = input[2]!;
      const shape = [kernel, kernel, channels, filters];
      const values = initialValues(initial, random, shape, kernel * kernel * channels, (kernel * kernel * filters) / (stride * stride));
      const weights = variable('kernel', shape, values, { layout: 'conv' }) as unknown as Tensor4D;
      const offset = bias ? variable('bias', [filters], new Float32Array(filters), { layout: 'vector' }) : null;
      return {
        apply(x: Tensor) {
          const y = tf.conv2d(x as Tensor4D, weights, stride, padding);
          return offset === null ? y : tf.add(y, offset);
        },
      };
    },
  };
}

/**
 * The transpose of a convolution: [h,w,c] → [h·stride,w·stride,filters] with `same`, kernel [kernel,kernel,filters,c].
 * A kernel that the stride divides keeps checkerboards away.
 */
export function convTranspose({
  filters,
  kernel,
  stride = 2,
  padding = 'same',
  initial = 'he-normal',
  bias = true,
}: ConvolutionOptions): Layer {
  const transposed = (size: number) => (padding === 'same' ? size * stride : (size - 1) * stride + kernel);
  return {
    kind: 'conv-transpose',
    twiceDifferentiable: true,
    knobs: { filters, kernel, stride, padding, bias },
    output(input) {
      const [height, width] = picture(input, 'transposed convolution');
      return [transposed(height), transposed(width), filters];
    },
    build({ tf, random, input, variable }) {
      const [height, width, channels] = input as [number, number, number];
      const shape = [kernel, kernel, filters, channels];
      const values = initialValues(initial, random, shape, (kernel * kernel * channels) / (stride * stride), kernel * kernel * filters);
      const weights = variable('kernel', shape, values, { layout: 'conv-transpose' }) as unknown as Tensor4D;
      const offset = bias ? variable('bias', [filters], new Float32Array(filters), { layout: 'vector' }) : null;
      return {
        apply(x: Tensor) {
          const target: [number, number, number, number] = [x.shape[0]!, transposed(height), transposed(width), filters];
          const y = tf.conv2dTranspose(x as Tensor4D, weights, target, stride, padding);
          return offset === null ? y : tf.add(y, offset);
        },
      };
    },
  };
}

function convolved(size: number, kernel: number, stride: number, padding: 'same' | 'valid'): number {
  const result = padding === 'same' ? Math.ceil(size / stride) : Math.floor((size - kernel) / stride) + 1;
  if (result < 1) {
    throw new StudioError(
      'invalid',
      `A picture ${size} wide is too small for a ${kernel}×${kernel} convolution without padding; use padding same or a smaller kernel.`,
    );
  }
  return result;
}

function picture(input: number[], layer: string): [number, number, number] {
  if (input.length !== 3) {
    throw new StudioError(
      'invalid',
      `A ${layer} takes pictures [height,width,channels], not the shape [${input}]; put a reshape layer before it.`,
    );
  }
  return input as [number, number, number];
}
