import { StudioError } from '../../../shared/errors.ts';
import type { Layer } from '../network.ts';
import { activation, type ActivationName } from './layers/activation.ts';
import { condition } from './layers/condition.ts';
import { conv, convTranspose } from './layers/convolution.ts';
import { dense } from './layers/dense.ts';
import { batchNorm, layerNorm } from './layers/normalization.ts';
import { flatten, reshape } from './layers/shape.ts';

export type Norm = 'none' | 'batch' | 'layer';

export interface DcganGeneratorOptions {
  /** Side of the square pictures: 8, 16, 28, 32, 64 or 128. */
  size: number;
  channels: number;
  /** Filters of the last hidden layer; each layer before it has twice as many. */
  width: number;
  norm?: Norm;
  classes?: number | null;
}

/** The generator of DCGAN (arXiv:1511.06434) at small sizes: [latent] → [size,size,channels] in −1…1. */
export function dcganGenerator({ size, channels, width, norm = 'batch', classes = null }: DcganGeneratorOptions): Layer[] {
  const { start, doublings } = plan(size);
  const deepest = width * 2 ** (doublings - 1);
  const hidden = Array.from({ length: doublings - 1 }, (_, at) => deepest / 2 ** (at + 1));
  const bias = norm !== 'batch';
  return [
    ...(classes === null ? [] : [condition(classes)]), //                              [latent+classes]
    dense(start * start * deepest, { initial: 'normal-0.02', bias }), //               [start·start·deepest]
    reshape([start, start, deepest]),
    ...normalization(norm),
    activation('relu'),
    ...hidden.flatMap((filters) => [
      convTranspose({ filters, kernel: 4, stride: 2, initial: 'normal-0.02', bias }), // twice the side, half the filters
      ...normalization(norm),
      activation('relu'),
    ]),
    convTranspose({ filters: channels, kernel: 4, stride: 2, initial: 'normal-0.02' }), // [size,size,channels]
    activation('tanh'),
  ];
}

export interface DcganCriticOptions {
  size: number;
  /** Filters of the first layer; each layer after it has twice as many. */
  width: number;
  norm?: Norm;
  kernel?: number;
  activation?: ActivationName;
  outputs?: number;
  classes?: number | null;
}

/**
 * The critic or discriminator: [size,size,channels] → [outputs], raw. No normalisation after the first layer, as in the paper;
 * under a gradient penalty `norm` has to be none or layer.
 */
export function dcganCritic({
  size,
  width,
  norm = 'none',
  kernel = 4,
  activation: inner = 'leaky-relu',
  outputs = 1,
  classes = null,
}: DcganCriticOptions): Layer[] {
  const { doublings } = plan(size);
  const filters = Array.from({ length: doublings }, (_, at) => width * 2 ** at);
  return [
    ...(classes === null ? [] : [condition(classes)]), //                    [size,size,channels+classes]
    ...filters.flatMap((count, at) => [
      conv({ filters: count, kernel, stride: 2, initial: 'he-normal' }), //  half the side, twice the filters
      ...(at === 0 ? [] : normalization(norm)),
      activation(inner),
    ]),
    flatten(), //                                                            [start·start·filters]
    dense(outputs, { initial: 'glorot-uniform' }), //                        [outputs]
  ];
}

/** Two layers at least, since one alone judges poorly: 8 = 2·2², 16 = 4·2², 28 = 7·2², 32 = 4·2³, 64 = 4·2⁴, 128 = 4·2⁵. */
function plan(size: number): { start: number; doublings: number } {
  let start = size;
  let doublings = 0;
  while ((start > 7 || doublings === 1) && start % 2 === 0) {
    start /= 2;
    doublings += 1;
  }
  if (doublings === 0 || start > 7) {
    throw new StudioError(
      'invalid',
      `These networks double the side of their pictures layer by layer and can't make ${size}×${size}; use 8, 16, 28, 32, 64 or 128.`,
    );
  }
  return { start, doublings };
}

function normalization(norm: Norm): Layer[] {
  if (norm === 'none') {
    return [];
  }
  return [norm === 'batch' ? batchNorm() : layerNorm()];
}
