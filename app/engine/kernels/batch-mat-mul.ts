import type { Tf } from '../tensor.ts';
import { withFreshWeights } from './fresh-weights.ts';
import { type Loops, loopsOn } from './loops.ts';
import { multiply, transpose } from './product.ts';
import type { KernelFunction, WasmBackend } from './wasm-heap.ts';
import { sizeOf, type TensorInfo } from '../tensor-data.ts';

/**
 * The stock wasm product reaches 30 GFLOP/s where nothing is transposed and 1 to 2 where something is; both gradients of a dense
 * layer are transposed products. One matrix times one matrix goes to our own inner loop, which reads either as it lies;
 * batches of them to the stock kernel, transposed first.
 */
export function batchMatMul(tf: Tf): KernelFunction {
  const stock = withFreshWeights(tf, 'BatchMatMul', ['b']);

  return ({ inputs, attrs, backend }) => {
    const { a, b } = inputs as { a: TensorInfo; b: TensorInfo };
    const transposeA = attrs.transposeA === true;
    const transposeB = attrs.transposeB === true;
    const loops = loopsOn(backend);
    const single = sizeOf(a.shape.slice(0, -2)) === 1 && sizeOf(b.shape.slice(0, -2)) === 1;
    if (loops === null || !single || sizeOf(a.shape) === 0 || sizeOf(b.shape) === 0) {
      return transposedFirst(stock, backend, { a, b, transposeA, transposeB });
    }
    const [rows, inner] = transposeA ? [a.shape.at(-1)!, a.shape.at(-2)!] : [a.shape.at(-2)!, a.shape.at(-1)!];
    const columns = b.shape.at(transposeB ? -2 : -1)!;
    const outer = a.shape.length >= b.shape.length ? a.shape.slice(0, -2) : b.shape.slice(0, -2);
    const result = backend.makeOutput([...outer, rows, columns], 'float32');
    loops.scratch.during(() => {
      const isTurned = transposeA && columns >= worthTurning;
      const left = isTurned ? turned(loops, backend.getMemoryOffset(a.dataId), inner, rows) : backend.getMemoryOffset(a.dataId);
      const isLyingAcross = transposeA && !isTurned;
      multiply(loops, {
        rows,
        addressRows(table) {
          const out = backend.getMemoryOffset(result.dataId);
          for (let row = 0; row < rows; row += 1) {
            table[2 * row] = left + 4 * row * (isLyingAcross ? 1 : inner);
            table[2 * row + 1] = out + 4 * row * columns;
          }
        },
        runs: [0],
        count: inner,
        step: isLyingAcross ? 4 * rows : 4,
        columns,
        right: {
          address: backend.getMemoryOffset(b.dataId),
          runStride: 0,
          rowStride: transposeB ? 1 : columns,
          columnStride: transposeB ? inner : 1,
        },
      });
    });
    return result;
  };
}

/** Columns from which on a left side that lies across is turned first: numbers side by side are read faster, and each is read once a panel. */
const worthTurning = 16;

function turned(loops: Loops, from: number, rows: number, columns: number): number {
  const to = loops.scratch.take(rows * columns);
  transpose(loops, from, to, { units: 1, rows, columns });
  return to;
}

interface Operands {
  a: TensorInfo;
  b: TensorInfo;
  transposeA: boolean;
  transposeB: boolean;
}
function transposedFirst(stock: KernelFunction, backend: WasmBackend, { a, b, transposeA, transposeB }: Operands): TensorInfo {
  const left = transposeA ? transposed(backend, a) : a;
  const right = transposeB ? transposed(backend, b) : b;
  const product = stock({ inputs: { a: left, b: right }, attrs: { transposeA: false, transposeB: false }, backend });
  for (const copy of [left, right]) {
    if (copy !== a && copy !== b) {
      backend.disposeData(copy.dataId);
    }
  }
  return product;
}

/** [..., rows, columns] → [..., columns, rows]. */
function transposed(backend: WasmBackend, info: TensorInfo): TensorInfo {
  const rows = info.shape.at(-2)!;
  const columns = info.shape.at(-1)!;
  const result = backend.makeOutput([...info.shape.slice(0, -2), columns, rows], info.dtype);
  const from = backend.typedArrayFromHeap(info);
  const to = backend.typedArrayFromHeap(result);
  for (let base = 0; base < from.length; base += rows * columns) {
    for (let row = 0; row < rows; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        to[base + column * rows + row] = from[base + row * columns + column]!;
      }
    }
  }
  return result;
}
