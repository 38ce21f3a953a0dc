import type { Tf } from '../tensor.ts';
import { type KernelFunction, stockKernel } from './wasm-heap.ts';

/**
 * The stock kernels that XNNPACK computes keep its packing of their weights, found again by the tensor's number until that is
 * disposed: weights that changed where they lie would be forgotten. Each call gets a copy that is new to them.
 */
export function withFreshWeights(tf: Tf, kernelName: string, weights: string[]): KernelFunction {
  const stock = stockKernel(tf, kernelName);

  return (call) => {
    const { inputs, backend } = call;
    const copies = weights.flatMap((name) => {
      const given = inputs[name];
      if (given === undefined || given === null) {
        return [];
      }
      // Not by makeOutput, which a replay leads to places that keep their number.
      const dataId = backend.write(backend.typedArrayFromHeap(given).slice(), given.shape, given.dtype);
      return [[name, { ...given, dataId }] as const];
    });
    try {
      return stock({ ...call, inputs: { ...inputs, ...Object.fromEntries(copies) } });
    } finally {
      for (const [, { dataId }] of copies) {
        backend.disposeData(dataId);
      }
    }
  };
}
