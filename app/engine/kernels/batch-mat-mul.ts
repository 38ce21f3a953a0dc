import type { Tf } from '../tensor.ts';
import { type KernelFunction, stockKernel, type TensorInfo, type WasmBackend } from './wasm-heap.ts';

/**
 * The stock wasm product is fast only where nothing is transposed (30 GFLOP/s against 1 to 2): transposing first costs a copy
 * and wins by far. Both gradients of a dense layer are transposed products.
 */
export function batchMatMul(tf: Tf): KernelFunction {
  const multiply = stockKernel(tf, 'BatchMatMul');

  return ({ inputs, attrs, backend }) => {
    const { a, b } = inputs as { a: TensorInfo; b: TensorInfo };
    const left = attrs.transposeA === true ? transposed(backend, a) : a;
    const right = attrs.transposeB === true ? transposed(backend, b) : b;
    const product = multiply({ inputs: { a: left, b: right }, attrs: { transposeA: false, transposeB: false }, backend });
    for (const copy of [left, right]) {
      if (copy !== a && copy !== b) {
        backend.disposeData(copy.dataId);
      }
    }
    return product;
  };
}

/** [..., rows, columns] → [..., columns, rows], in blocks that stay in the cache. */
function transposed(backend: WasmBackend, info: TensorInfo): TensorInfo {
  const rows = info.shape.at(-2)!;
  const columns = info.shape.at(-1)!;
  const batch = info.shape.slice(0, -2).reduce((product, side) => product * side, 1);
  const result = backend.makeOutput([...info.shape.slice(0, -2), columns, rows], info.dtype);
  const from = backend.typedArrayFromHeap(info);
  const to = backend.typedArrayFromHeap(result);
  const block = 16;
  for (let matrix = 0; matrix < batch; matrix += 1) {
    const base = matrix * rows * columns;
    for (let top = 0; top < rows; top += block) {
      const bottom = Math.min(top + block, rows);
      for (let left = 0; left < columns; left += block) {
        const right = Math.min(left + block, columns);
        for (let row = top; row < bottom; row += 1) {
          for (let column = left; column < right; column += 1) {
            to[base + column * rows + row] = from[base + row * columns + column]!;
          }
        }
      }
    }
  }
  return result;
}
