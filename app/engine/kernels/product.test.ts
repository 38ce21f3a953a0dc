import { beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../random.ts';
import type { Tensor, Tf } from '../tensor.ts';
import { fillWasmKernels } from './index.ts';
import { api, compileLoops, loopsOn } from './loops.ts';
import type { KernelFunction, WasmBackend } from './wasm-heap.ts';
import type { TensorInfo } from '../tensor-data.ts';

let tf: Tf;
let backend: WasmBackend;
beforeAll(async () => {
  const module = await import('@tensorflow/tfjs');
  tf = module.default ?? module;
  await import('@tensorflow/tfjs-backend-wasm');
  fillWasmKernels(tf);
  await tf.setBackend('wasm');
  backend = tf.backend() as unknown as WasmBackend;
});

test('the inner loop is there, and computes the same with and without fused multiply-add', () => {
  expect(loopsOn(backend)).not.toBeNull();
  for (const fused of [true, false]) {
    for (const [rows, inner, columns] of [
      [6, 4, 8],
      [1, 1, 1],
      [7, 9, 13],
      [18, 3, 24],
    ] as const) {
      const { found, expected } = byHand(fused, rows, inner, columns);
      expect(found, `${rows}×${inner}×${columns}`).toEqual(expected);
    }
  }
});

test('without access to the memory the stock kernels give the same numbers', () => {
  const apart = withoutMemory(backend);
  expect(loopsOn(apart)).toBeNull();
  const strided = { strides: [2, 1], pad: 'same', dataFormat: 'NHWC', dilations: 1 };
  const [x, dy, filter] = [normal([2, 7, 6, 3]), normal([2, 4, 6, 5]), normal([3, 4, 3, 5])];
  const [a, b] = [normal([9, 4]), normal([7, 9])];
  expectAlike('Conv2D', { x, filter }, strided, apart);
  expectAlike('Conv2DBackpropFilter', { x, dy }, { ...strided, filterShape: filter.shape }, apart);
  expectAlike('Conv2DBackpropInput', { dy, filter }, { ...strided, inputShape: x.shape }, apart);
  expectAlike('BatchMatMul', { a, b }, { transposeA: true, transposeB: true }, apart);
});

function expectAlike(name: string, inputs: Record<string, Tensor>, attrs: Record<string, unknown>, apart: WasmBackend): void {
  const kernel = tf.getKernel(name, 'wasm').kernelFunc as unknown as KernelFunction;
  const [ours, stock] = [backend, apart].map((home) => {
    const result: TensorInfo = kernel({ inputs: inputs as unknown as Record<string, TensorInfo>, attrs, backend: home });
    const numbers = Float32Array.from(backend.typedArrayFromHeap(result));
    backend.disposeData(result.dataId);
    return { shape: result.shape, numbers };
  });
  expect(stock!.shape, name).toEqual(ours!.shape);
  for (const [at, number] of ours!.numbers.entries()) {
    expect(stock!.numbers[at], name).toBeCloseTo(number, 4);
  }
}

/** The same backend, as one that keeps its memory to itself. */
function withoutMemory(whole: WasmBackend): WasmBackend {
  const wasm = new Proxy(whole.wasm!, { get: (target, key) => (key === 'asm' ? undefined : Reflect.get(target, key)) });
  return new Proxy(whole, { get: (target, key) => (key === 'wasm' ? wasm : Reflect.get(target, key)) });
}

/** Whole numbers, so that every order of summing gives the same. */
function byHand(fused: boolean, rows: number, inner: number, columns: number) {
  const memory = new api.Memory({ initial: 2 });
  const { run } = compileLoops(memory, { fused })!;
  const [numbers, integers] = [new Float32Array(memory.buffer), new Int32Array(memory.buffer)];
  const [table, offsets, left, right, out, block] = [0, 512, 1024, 4096, 8192, 12_000];
  const tall = Math.ceil(rows / 6) * 6;
  for (let row = 0; row < tall; row += 1) {
    const real = Math.min(row, rows - 1);
    integers[table + 2 * row] = 4 * (left + real * inner);
    integers[table + 2 * row + 1] = 4 * (out + real * columns);
  }
  const value = (row: number, column: number) => ((row * 7 + column * 3) % 11) - 5;
  for (let at = 0; at < rows * inner; at += 1) {
    numbers[left + at] = value(Math.floor(at / inner), at % inner);
  }
  for (let column = 0; column < columns; column += 1) {
    for (let row = 0; row < inner; row += 1) {
      numbers[right + (Math.floor(column / 8) * inner + row) * 8 + (column % 8)] = value(column, row);
    }
  }
  numbers[out + rows * columns] = 123;
  integers.set([0, 4 * offsets, 4 * (offsets + 1), inner, 4, 4 * right, columns], block);
  run.perform(0, 4 * block, 0, tall / 6);
  const expected = Array.from({ length: rows * columns }, (_, at) =>
    Array.from({ length: inner }, (_, k) => value(Math.floor(at / columns), k) * value(at % columns, k)).reduce(
      (sum, part) => sum + part,
      0,
    ),
  );
  // One more than the result, to see that nothing is written beyond its end.
  return {
    found: Array.from(numbers.subarray(out, out + rows * columns + 1), (found) => found + 0),
    expected: [...expected, 123].map((sum) => sum + 0),
  };
}

const random = seededRandom(9);
function normal(shape: number[]): Tensor {
  return tf.tensor(Float32Array.from({ length: shape.reduce((product, side) => product * side, 1) }, random.normal), shape);
}
