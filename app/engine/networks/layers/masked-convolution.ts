import { initialValues } from '../../initial.ts';
import type { Layer, LayerContext } from '../../network.ts';
import type { Tensor, Tensor4D, Tf, Variable } from '../../tensor.ts';

/**
 * What a place may see. Of all that comes earlier in reading order: itself left out (`before`, the first layer), or itself too (`upto`,
 * the layers after). Of the rows alone: those above (`above`) or its own too (`rows-upto`, where that holds only what rows above said).
 * Of its own row: what is left of it (`left`), or itself too (`left-upto`).
 */
export type MaskKind = 'before' | 'upto' | 'above' | 'rows-upto' | 'left' | 'left-upto';

/**
 * A convolution that sees only what comes earlier, row by row (arXiv:1601.06759): the rows above, and in its own row the places to
 * the left. [h,w,c] → [h,w,filters]. Written as a kernel times a mask, whose gradient every backend has.
 */
export function maskedConv({ filters, kernel, sees }: { filters: number; kernel: number; sees: MaskKind }): Layer {
  return {
    kind: 'masked-conv',
    twiceDifferentiable: true,
    reach: Math.floor(kernel / 2),
    output: ([height, width]) => [height, width, filters],
    build(context) {
      const { tf, input, variable } = context;
      const weights = maskedKernel(context, 'kernel', { from: input[2], to: filters, kernel, sees });
      const bias = variable('bias', [filters], new Float32Array(filters), { layout: 'vector' });
      return { apply: (x: Tensor) => tf.add(throughMask(tf, x, weights, sees), bias) };
    },
  };
}

/** Weights [kernel,kernel,from,to], as large at first as the part that is seen asks for. */
export function maskedKernel(
  { random, variable }: LayerContext,
  name: string,
  { from, to, kernel, sees }: { from: number; to: number; kernel: number; sees: MaskKind },
): Variable {
  const shape = [kernel, kernel, from, to];
  const seen =
    Math.max(
      1,
      maskOf(kernel, sees).reduce((sum, value) => sum + value, 0),
    ) * from;
  const draw = name === 'kernel' ? random : random.fork(name);
  return variable(name, shape, initialValues('he-normal', draw, shape, seen, kernel * kernel * to), { layout: 'conv' });
}

export function throughMask(tf: Tf, x: Tensor, weights: Variable, sees: MaskKind): Tensor {
  const kernel = weights.shape[0]!;
  const held = tf.mul(weights, tf.tensor(maskOf(kernel, sees), [kernel, kernel, 1, 1]));
  return tf.conv2d(x as Tensor4D, held as Tensor4D, 1, 'same');
}

function maskOf(kernel: number, sees: MaskKind): Float32Array {
  const middle = Math.floor(kernel / 2);
  const isSeen: Record<MaskKind, (row: number, column: number) => boolean> = {
    before: (row, column) => row < middle || (row === middle && column < middle),
    upto: (row, column) => row < middle || (row === middle && column <= middle),
    above: (row) => row < middle,
    'rows-upto': (row) => row <= middle,
    left: (row, column) => row === middle && column < middle,
    'left-upto': (row, column) => row === middle && column <= middle,
  };
  return Float32Array.from({ length: kernel * kernel }, (_, at) => (isSeen[sees](Math.floor(at / kernel), at % kernel) ? 1 : 0));
}
