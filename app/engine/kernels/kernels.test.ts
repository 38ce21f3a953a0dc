import { beforeAll, describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { seededRandom } from '../random.ts';
import type { Tensor, Tensor1D, Tensor4D, Tf } from '../tensor.ts';
import { fillWasmKernels } from './index.ts';
import type { WasmBackend } from './wasm-heap.ts';
import type { TensorInfo } from '../tensor-data.ts';

let tf: Tf;
beforeAll(async () => {
  const module = await import('@tensorflow/tfjs');
  tf = module.default ?? module;
  await import('@tensorflow/tfjs-backend-wasm');
  fillWasmKernels(tf);
  await tf.setBackend('wasm');
  await tf.setBackend('cpu');
});

const convolution = fc.record({
  /** Few and many: the kernel gradient walks its sum in another order for each. */
  batch: fc.integer({ min: 1, max: 9 }),
  height: fc.integer({ min: 1, max: 9 }),
  width: fc.integer({ min: 1, max: 9 }),
  channels: fc.integer({ min: 1, max: 5 }),
  filters: fc.integer({ min: 1, max: 5 }),
  kernelHeight: fc.integer({ min: 1, max: 5 }),
  kernelWidth: fc.integer({ min: 1, max: 5 }),
  strideHeight: fc.integer({ min: 1, max: 3 }),
  strideWidth: fc.integer({ min: 1, max: 3 }),
  pad: fc.constantFrom('same' as const, 'valid' as const),
  seed: fc.nat(),
});
type Convolution = typeof convolution extends fc.Arbitrary<infer Value> ? Value : never;

test('dilated convolutions on wasm give the numbers of the cpu backend', async () => {
  await fc.assert(
    fc.asyncProperty(convolution, fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })), async (shape, dilations) => {
      const tall = (shape.kernelHeight - 1) * dilations[0] + 1;
      const broad = (shape.kernelWidth - 1) * dilations[1] + 1;
      if (shape.pad === 'valid' && (shape.height < tall || shape.width < broad)) {
        return;
      }
      await expectSame((random) => {
        const { x, kernel } = operands(shape, random);
        return [tf.conv2d(x, kernel, 1, shape.pad, 'NHWC', dilations)];
      }, shape.seed);
    }),
    { numRuns: 60 },
  );
});

describe('convolutions on wasm give the numbers of the cpu backend', () => {
  test('kernel gradient and input gradient, over strides, paddings, odd sizes and channels', async () => {
    await fc.assert(
      fc.asyncProperty(convolution, async (shape) => {
        if (shape.pad === 'valid' && (shape.height < shape.kernelHeight || shape.width < shape.kernelWidth)) {
          return;
        }
        await expectSame((random) => {
          const { x, kernel, strides } = operands(shape, random);
          const y = tf.conv2d(x, kernel, strides, shape.pad);
          const dy = normal(random, y.shape);
          const [dx, dw] = tf.grads((input, weights) => tf.conv2d(input as Tensor4D, weights as Tensor4D, strides, shape.pad))(
            [x, kernel],
            dy,
          );
          return [dx!, dw!];
        }, shape.seed);
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  test('the layers of the pictures recipes', async () => {
    for (const [size, channels, filters, kernel, stride] of [
      [28, 1, 12, 5, 2],
      [9, 16, 24, 5, 2],
      [16, 3, 16, 4, 2],
      [20, 3, 8, 4, 2],
      [7, 16, 16, 3, 1],
    ] as const) {
      const shape = {
        batch: 2,
        height: size,
        width: size,
        channels,
        filters,
        kernelHeight: kernel,
        kernelWidth: kernel,
        strideHeight: stride,
        strideWidth: stride,
        pad: 'same' as const,
      };
      await expectSame((random) => {
        const { x, kernel: weights, strides } = operands({ ...shape, seed: 1 }, random);
        // A penalty: the gradient of a gradient, so that the second-order kernels run too.
        const penalty = (w: Tensor) =>
          tf.mean(tf.square(tf.grad((input) => tf.sum(tf.square(tf.conv2d(input as Tensor4D, w as Tensor4D, strides, 'same'))))(x)));
        return [tf.div(tf.grad(penalty)(weights), 1e3)];
      }, 3);
    }
  });
});

test.each([
  [false, false],
  [true, false],
  [false, true],
  [true, true],
])('products with transposeA %s and transposeB %s', async (transposeA, transposeB) => {
  for (const [rows, inner, columns] of [
    [1, 1, 1],
    [3, 5, 2],
    [33, 17, 40],
  ] as const) {
    for (const batch of [[], [2], [2, 3]]) {
      await expectSame((random) => {
        const a = normal(random, [...batch, ...(transposeA ? [inner, rows] : [rows, inner])]);
        const b = normal(random, [...batch, ...(transposeB ? [columns, inner] : [inner, columns])]);
        return [tf.matMul(a, b, transposeA, transposeB)];
      }, rows);
    }
  }
});

test('sums over leading axes, over others, and over all', async () => {
  for (const shape of [
    [5, 4, 3, 37],
    [300, 6],
    [7, 1],
    [3, 16],
    [2, 3, 4],
  ]) {
    for (const axes of [[0], [0, 1], shape.map((_, axis) => axis), [1], [shape.length - 1]]) {
      for (const keepDims of [false, true]) {
        await expectSame((random) => [tf.sum(normal(random, shape), axes, keepDims)], shape[0]!);
      }
    }
  }
});

test('weights that were changed where they lie are seen', async () => {
  await tf.setBackend('wasm');
  const heap = tf.backend() as unknown as WasmBackend;
  const x = tf.ones([1, 6, 6, 4]) as Tensor4D;
  for (const [shape, compute] of [
    [[3, 3, 4, 2], (weights: Tensor) => tf.conv2d(x, weights as Tensor4D, 1, 'same', 'NHWC', 2)],
    [[3, 3, 4, 1], (weights: Tensor) => tf.depthwiseConv2d(x, weights as Tensor4D, 1, 'same')],
    [[4], (weights: Tensor) => tf.prelu(tf.neg(x), weights)],
  ] as const) {
    const weights = tf.ones([...shape]);
    const [before] = compute(weights).dataSync();
    heap.typedArrayFromHeap(weights as unknown as TensorInfo).fill(5);
    expect(compute(weights).dataSync()[0]! / before!).toBe(5);
  }
});

test('the gradient of gather sums the rows that were taken more than once', async () => {
  await expectSame((random) => {
    const table = normal(random, [5, 3]);
    const taken = tf.tensor1d([4, 0, 4, 4, 2], 'int32') as Tensor1D;
    return [tf.grad((rows: Tensor) => tf.sum(tf.square(tf.gather(rows, taken))))(table)];
  }, 5);
});

function operands(shape: Convolution, random: Draw): { x: Tensor4D; kernel: Tensor4D; strides: [number, number] } {
  return {
    x: normal(random, [shape.batch, shape.height, shape.width, shape.channels]) as Tensor4D,
    kernel: normal(random, [shape.kernelHeight, shape.kernelWidth, shape.channels, shape.filters]) as Tensor4D,
    strides: [shape.strideHeight, shape.strideWidth],
  };
}

type Draw = () => number;
function normal(random: Draw, shape: number[]): Tensor {
  const count = shape.reduce((product, side) => product * side, 1);
  return tf.tensor(Float32Array.from({ length: count }, random), shape);
}

/** The same computation on both backends: the same numbers, and nothing left behind. */
async function expectSame(compute: (random: Draw) => Tensor[], seed: number): Promise<void> {
  const results: { shape: number[]; values: Float32Array }[][] = [];
  for (const backend of ['cpu', 'wasm']) {
    await tf.setBackend(backend);
    const { numTensors } = tf.memory();
    const dataIds = tf.engine().backend.numDataIds();
    const random = seededRandom(seed);
    results.push(
      tf.tidy(() =>
        compute(() => random.normal()).map((result) => ({ shape: result.shape, values: Float32Array.from(result.dataSync()) })),
      ),
    );
    expect(tf.memory().numTensors, backend).toBe(numTensors);
    expect(tf.engine().backend.numDataIds(), `data left on ${backend}`).toBe(dataIds);
  }
  const [expected, found] = results as [(typeof results)[0], (typeof results)[0]];
  expect(found.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape));
  for (const [at, { values }] of expected.entries()) {
    const scale = Math.max(1, ...values.map(Math.abs));
    const error = Math.max(0, ...values.map((value, index) => Math.abs(value - found[at]!.values[index]!)));
    expect(error / scale, `largest ${scale}`).toBeLessThan(1e-5);
  }
}

test('a product whose weights changed where they lie is of the new ones where no loop of ours computes, too', async () => {
  await tf.setBackend('wasm');
  const backend = tf.backend() as unknown as WasmBackend;
  const wasm = new Proxy(backend.wasm!, { get: (target, key) => (key === 'asm' ? undefined : Reflect.get(target, key)) });
  const withoutLoops = new Proxy(backend, { get: (target, key) => (key === 'wasm' ? wasm : Reflect.get(target, key)) });
  const [a, b] = [tf.ones([1, 2, 3]), tf.ones([1, 3, 2])];
  const { kernelFunc } = tf.getKernel('BatchMatMul', 'wasm');
  const product = (transposeB: boolean) => {
    const call = {
      inputs: { a, b: transposeB ? b.reshape([1, 2, 3]) : b },
      attrs: { transposeA: false, transposeB },
      backend: withoutLoops,
    };
    return [...backend.typedArrayFromHeap((kernelFunc as unknown as (made: typeof call) => TensorInfo)(call))];
  };
  for (const transposeB of [false, true]) {
    backend.typedArrayFromHeap(b).fill(1);
    expect(product(transposeB)).toEqual([3, 3, 3, 3]);
    backend.typedArrayFromHeap(b).fill(2);
    expect(product(transposeB)).toEqual([6, 6, 6, 6]);
  }
  await tf.setBackend('cpu');
});
