import type { Layer } from '../network.ts';
import { sizeOf } from '../tensor-data.ts';
import { activation, type ActivationName } from './layers/activation.ts';
import { condition } from './layers/condition.ts';
import { dense } from './layers/dense.ts';
import { batchNorm, layerNorm } from './layers/normalization.ts';
import { reshape } from './layers/shape.ts';

export interface MlpOptions {
  /** Units of each hidden layer. */
  hidden: number[];
  /** Shape of one output example: [2], [1], [16,16,1] … */
  output: number[];
  activation?: ActivationName;
  /** After each hidden dense layer, before its activation. */
  norm?: 'none' | 'batch' | 'layer';
  /** After the last layer. */
  outputActivation?: ActivationName;
  /** Where the network takes a condition, it stands beside the first layer's input. */
  classes?: number | null;
}

/**
 * [n] (+classes) → hidden… → output. He-uniform before relus and Glorot-uniform before the output, as the toy
 * networks of the improved WGAN code (arXiv:1704.00028).
 */
export function mlp({
  hidden,
  output,
  activation: inner = 'relu',
  norm = 'none',
  outputActivation = 'linear',
  classes = null,
}: MlpOptions): Layer[] {
  const initial = inner === 'relu' || inner === 'leaky-relu' ? 'he-uniform' : 'glorot-uniform';
  const size = sizeOf(output);
  return [
    ...(classes === null ? [] : [condition(classes)]), //           [n+classes]
    ...hidden.flatMap((units) => [
      dense(units, { initial, bias: norm !== 'batch' }), //          [units]
      ...normalization(norm),
      activation(inner),
    ]),
    dense(size, { initial: 'glorot-uniform' }), //                   [size]
    ...(output.length === 1 ? [] : [reshape(output)]), //            output
    ...(outputActivation === 'linear' ? [] : [activation(outputActivation)]),
  ];
}

function normalization(norm: 'none' | 'batch' | 'layer'): Layer[] {
  if (norm === 'none') {
    return [];
  }
  return [norm === 'batch' ? batchNorm() : layerNorm()];
}
