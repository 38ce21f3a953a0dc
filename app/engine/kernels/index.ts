import type { Tf } from '../tensor.ts';
import { batchMatMul } from './batch-mat-mul.ts';
import { conv2d } from './conv2d.ts';
import { conv2dBackpropFilter } from './conv2d-backprop-filter.ts';
import { conv2dBackpropInput } from './conv2d-backprop-input.ts';
import { withFreshWeights } from './fresh-weights.ts';
import { identity } from './identity.ts';
import { sum } from './sum.ts';
import { unsortedSegmentSum } from './unsorted-segment-sum.ts';
import { registerWasmKernel } from './wasm-heap.ts';

const filled = new WeakSet<Tf>();

/** Fills in what tfjs's wasm backend lacks or does slowly; once per copy of tfjs, after that backend's own kernels are registered. */
export function fillWasmKernels(tf: Tf): void {
  if (filled.has(tf)) {
    return;
  }
  filled.add(tf);
  // Each takes hold of the stock kernels it builds on before any of ours takes a place.
  const kernels = {
    Conv2D: conv2d(tf),
    Conv2DBackpropFilter: conv2dBackpropFilter(tf),
    Conv2DBackpropInput: conv2dBackpropInput(tf),
    BatchMatMul: batchMatMul(tf),
    DepthwiseConv2dNative: withFreshWeights(tf, 'DepthwiseConv2dNative', ['filter']),
    Identity: identity,
    Prelu: withFreshWeights(tf, 'Prelu', ['alpha']),
    Sum: sum(tf),
    UnsortedSegmentSum: unsortedSegmentSum,
  };
  for (const [name, kernel] of Object.entries(kernels)) {
    registerWasmKernel(tf, name, kernel);
  }
}
