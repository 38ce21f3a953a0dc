import { initialValues } from '../initial.ts';
import type { Layer, LayerContext } from '../../network.ts';
import type { Tensor, Tensor4D, Tf, Variable } from '../../tensor.ts';

/**
 * What a place may see. Of all that comes earlier in reading order: itself left out (`before`, the first layer), or itself too (`upto`,
 * the layers after). Of the rows alone: those above (`above`) or its own too (`rows-upto`, where that holds only what rows above said).
 * Of its own row: what is left of it (`left`), or itself too (`left-upto`).
 */
export type MaskKind = 'before' | 'upto' | 'above' | 'rows-upto' | 'left' | 'left-upto';

export interface Mask {
  sees: MaskKind;
  /**
   * 3 where the values of a place come one after another too: red, then green told red, then blue told both. Channel j belongs to colour
   * j mod 3; of its own place a colour sees those before it (`before`, `left`), or itself too (`upto`, `left-upto`).
   */
  colors?: number;
}

/**
 * A convolution that sees only what comes earlier, row by row (arXiv:1601.06759): the rows above, and in its own row the places to
 * the left. [h,w,c] → [h,w,filters]. Written as a kernel times a mask, whose gradient every backend has.
 */
export function maskedConv({ filters, kernel, sees, colors }: { filters: number; kernel: number } & Mask): Layer {
  return {
    kind: 'masked-conv',
    twiceDifferentiable: true,
    knobs: { filters, kernel, sees, colors: colors ?? 1 },
    reach: Math.floor(kernel / 2),
    output: ([height, width]) => [height, width, filters],
    build(context) {
      const { tf, input, variable } = context;
      const convolve = maskedKernel(context, 'kernel', { from: input[2], to: filters, kernel, sees, colors });
      const bias = variable('bias', [filters], new Float32Array(filters), { layout: 'vector' });
      return { apply: (x: Tensor) => tf.add(convolve(x), bias) };
    },
  };
}

/**
 * Weights [kernel,kernel,from,to], as large at first as the part that is seen asks for, and the convolution with that part. Where the
 * output is several gates beside each other, `gates` says how many: each has the colours anew.
 */
export function maskedKernel(
  { tf, random, variable }: LayerContext,
  name: string,
  { from, to, kernel, gates = 1, ...mask }: { from: number; to: number; kernel: number; gates?: number } & Mask,
): (x: Tensor) => Tensor {
  const shape = [kernel, kernel, from, to];
  const seen = maskOf(kernel, mask, { from, to, gates });
  const fanIn = Math.max(1, (seen.values.reduce((sum, value) => sum + value, 0) * (seen.shape[2] === 1 ? from : 1)) / seen.shape[3]);
  const draw = name === 'kernel' ? random : random.fork(name);
  const weights = variable(name, shape, initialValues('he-normal', draw, shape, fanIn, kernel * kernel * to), { layout: 'conv' });
  return (x) => tf.conv2d(x as Tensor4D, maskedBy(tf, weights, seen) as Tensor4D, 1, 'same');
}

/** Weights [from,to] of a product at every place, of which each colour sees itself and those before it. */
export function maskedMatrix(tf: Tf, weights: Variable, colors = 1): Tensor {
  if (colors === 1) return weights;
  const [from, to] = weights.shape as [number, number];
  const { values, shape } = maskOf(1, { sees: 'upto', colors }, { from, to, gates: 1 });
  return maskedBy(tf, weights, { values, shape: shape.slice(2) });
}

function maskedBy(tf: Tf, weights: Variable, { values, shape }: { values: Float32Array; shape: number[] }): Tensor {
  return tf.mul(weights, tf.tensor(values, shape));
}

/** 1 where a weight is seen: [kernel,kernel,1,1], or [kernel,kernel,from,to] where colours are told apart. */
function maskOf(kernel: number, { sees, colors = 1 }: Mask, { from, to, gates }: { from: number; to: number; gates: number }) {
  const middle = Math.floor(kernel / 2);
  const isEarlier: Record<MaskKind, (row: number, column: number) => boolean> = {
    before: (row, column) => row < middle || (row === middle && column < middle),
    upto: (row, column) => row < middle || (row === middle && column < middle),
    above: (row) => row < middle,
    'rows-upto': (row) => row <= middle,
    left: (row, column) => row === middle && column < middle,
    'left-upto': (row, column) => row === middle && column < middle,
  };
  const atItself: Partial<Record<MaskKind, (input: number, output: number) => boolean>> = {
    before: (input, output) => input < output,
    left: (input, output) => input < output,
    upto: (input, output) => input <= output,
    'left-upto': (input, output) => input <= output,
  };
  const [inputs, outputs] = colors === 1 ? [1, 1] : [from, to];
  const period = colors === 1 ? 1 : to / gates;
  const shape = [kernel, kernel, inputs, outputs];
  const values = Float32Array.from({ length: kernel * kernel * inputs * outputs }, (_, at) => {
    const [output, input] = [at % outputs, Math.floor(at / outputs) % inputs];
    const place = Math.floor(at / (inputs * outputs));
    const [row, column] = [Math.floor(place / kernel), place % kernel];
    if (isEarlier[sees](row, column)) return 1;
    const isItself = row === middle && column === middle;
    return isItself && atItself[sees]?.(input % colors, (output % period) % colors) ? 1 : 0;
  });
  return { values, shape };
}
