import { createRequire } from 'node:module';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { torchInTest } from '../../native/torch-in-test.ts';
import { addonPath } from '../../trainer/torch/torch-home.ts';
import { loadTf } from '../backends/loading/load-tf.ts';
import { seededRandom } from '../random.ts';
import type { Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D, Tensor5D, Tf } from '../tensor.ts';
import type { TorchAddon } from './addon.ts';
import { registerTorch, torchKernels } from './register.ts';
import type { TorchBackend } from './torch-backend.ts';

const missing = 'missing' in torchInTest ? torchInTest.missing : null;
const folder = 'folder' in torchInTest ? torchInTest.folder : '';
if (missing !== null) test('libtorch', ({ skip }) => skip(missing));

let tf: Tf;
let addon: TorchAddon;
const called = new Set<string>();

describe.skipIf(missing !== null)('libtorch gives the numbers of the cpu backend', () => {
  beforeAll(async () => {
    tf = await loadTf();
    addon = createRequire(import.meta.url)(addonPath()!) as TorchAddon;
    registerTorch(tf, addon, { folder, gpu: -1, threads: 1 });
    for (const name of Object.keys(torchKernels)) {
      const { kernelFunc, ...kernel } = tf.getKernel(name, 'torch');
      tf.unregisterKernel(name, 'torch');
      tf.registerKernel({ ...kernel, kernelFunc: (call) => kernelFunc({ ...call, attrs: noted(name, call.attrs) }) });
    }
  });

  const unary: [string, (x: Tensor) => Tensor][] = [
    ...(
      [
        'abs',
        'ceil',
        'cos',
        'cosh',
        'erf',
        'exp',
        'expm1',
        'floor',
        'neg',
        'relu',
        'relu6',
        'round',
        'sigmoid',
        'sign',
        'sin',
        'sinh',
      ] as const
    ).map((name): [string, (x: Tensor) => Tensor] => [name, (x) => tf[name](x)]),
    ...(['softplus', 'square', 'tan', 'tanh', 'elu', 'selu', 'step', 'atan', 'reciprocal'] as const).map(
      (name): [string, (x: Tensor) => Tensor] => [name, (x) => tf[name](x)],
    ),
    ...(['log', 'log1p', 'rsqrt', 'sqrt'] as const).map((name): [string, (x: Tensor) => Tensor] => [
      name,
      (x) => tf[name](tf.add(tf.abs(x), 0.1)),
    ]),
    ['acos, asin', (x) => tf.add(tf.acos(tf.div(x, 8)), tf.asin(tf.div(x, 8)))],
    ['step with a slope', (x) => tf.step(x, 0.3)],
    ['step with slopes that are none of 0 to 1', (x) => tf.stack([tf.step(x, 1.5), tf.step(x, -0.5)])],
    ['step at nothing', (x) => tf.stack([tf.step(tf.mul(x, 0)), tf.step(tf.mul(tf.neg(tf.abs(x)), 0), 0.3)])],
    ['leakyRelu', (x) => tf.leakyRelu(x, 0.3)],
    ['clipByValue', (x) => tf.clipByValue(x, -0.5, 0.7)],
    ['prelu', (x) => tf.prelu(x, tf.tensor1d([0.1, 0.2, 0.3]))],
    ['gradient of elu', (x) => tf.grad((y: Tensor) => tf.sum(tf.elu(y)))(x)],
    ['isNaN and its like', (x) => tf.stack([tf.isNaN(tf.log(x)), tf.isFinite(tf.log(x)), tf.isInf(tf.div(1, tf.relu(x)))])],
    ['not', (x) => tf.logicalNot(tf.greater(x, 0))],
    ['casts', (x) => tf.stack([x.toInt().toFloat(), x.toBool().toFloat(), tf.cast(x.toInt().toBool(), 'float32')])],
    ['alike', (x) => tf.stack([tf.zerosLike(x), tf.onesLike(x), tf.fill([2, 3], 1.5)])],
  ];
  test.each(unary)('%s', (_, compute) => same((draw) => [compute(draw([2, 3]))]));

  const binary = ['add', 'sub', 'mul', 'div', 'maximum', 'minimum', 'squaredDifference', 'atan2', 'mod', 'floorDiv'] as const;
  test.each(binary)('%s, spread over each other’s sides', (name) =>
    same((draw) =>
      [
        [
          [2, 3],
          [2, 3],
        ],
        [
          [4, 1, 3],
          [2, 1],
        ],
        [[], [3]],
        [[2, 3], []],
      ].map(([a, b]) => {
        const divisor = tf.add(tf.abs(draw(b!)), 0.3);
        return name === 'floorDiv' ? tf.floorDiv(tf.mul(draw(a!), 9).toInt(), tf.add(divisor, 1).toInt()) : tf[name](draw(a!), divisor);
      }),
    ),
  );
  test('powers, also of integers', () =>
    same((draw) => [tf.pow(tf.abs(draw([3, 2])), draw([2])), tf.pow(tf.tensor1d([1, 2, 3], 'int32'), tf.scalar(2, 'int32'))]));
  test.each(['greater', 'greaterEqual', 'less', 'lessEqual', 'equal', 'notEqual'] as const)('%s', (name) =>
    same((draw) => [tf[name](tf.round(draw([5, 4])), tf.round(draw([4]))), tf[name](tf.tensor1d([1, 2], 'int32'), tf.scalar(2, 'int32'))]),
  );
  test('truths', () =>
    same((draw) => {
      const [a, b] = [tf.greater(draw([6, 5]), 0), tf.greater(draw([6, 5]), 0)];
      return [
        tf.logicalAnd(a, b),
        tf.logicalOr(a, b),
        tf.all(a, 1),
        tf.any(a, 0),
        tf.all(a),
        tf.sum(a, 0),
        tf.where(a, draw([6, 5]), draw([5])),
      ];
    }));
  test('sums of many', () => same((draw) => [tf.addN([draw([2, 3]), draw([2, 3]), draw([2, 3])]), tf.addN([draw([2])])]));

  test.each(['sum', 'mean', 'max', 'min', 'prod'] as const)('%s over every choice of sides', (name) =>
    same((draw) => {
      const x = draw([2, 3, 4]);
      const axes = [undefined, 0, 1, -1, [0, 1], [0, 2], [0, 1, 2]];
      return axes.flatMap((axis) => [tf[name](x, axis), tf[name](x, axis, true)]).concat(tf[name](draw([])));
    }),
  );
  test('sums and products of integers stay integers', () =>
    same(() => {
      const x = tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3], 'int32');
      return [tf.sum(x), tf.sum(x, 0), tf.prod(x, 1), tf.mean(x, 1), tf.max(x, 0), tf.neg(x), tf.mul(x, x), tf.cumsum(x, 1)];
    }));
  test('cumulative sums', () =>
    same((draw) => {
      const x = draw([3, 4]);
      return [0, 1].flatMap((axis) => [
        tf.cumsum(x, axis),
        tf.cumsum(x, axis, true),
        tf.cumsum(x, axis, false, true),
        tf.cumsum(x, axis, true, true),
      ]);
    }));
  test('softmax and its like', () =>
    same((draw) => [tf.softmax(draw([3, 4])), tf.logSoftmax(draw([2, 3, 4])), tf.logSumExp(draw([3, 4]), 1)]));
  test('places of the largest', () =>
    same((draw) => {
      const tied = tf.tensor2d([1, 3, 3, 0, 2, 2, 2, 1], [2, 4]);
      const { values, indices } = tf.topk(draw([3, 6]), 4);
      const first = tf.topk(tied, 3);
      return [tf.argMax(draw([3, 4]), 1), tf.argMin(draw([3, 4]), 0), tf.argMax(tied, -1), values, indices, first.values, first.indices];
    }));

  test.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])('products with transposeA %s and transposeB %s', (transposeA, transposeB) =>
    same((draw) =>
      [
        [1, 1, 1],
        [3, 5, 2],
        [33, 17, 40],
      ].flatMap(([rows, inner, columns]) =>
        [[], [2], [2, 3]].map((batch) => {
          const a = draw([...batch, ...(transposeA ? [inner!, rows!] : [rows!, inner!])]);
          const b = draw([...batch, ...(transposeB ? [columns!, inner!] : [inner!, columns!])]);
          return tf.matMul(a, b, transposeA, transposeB);
        }),
      ),
    ),
  );

  test('other layouts of the same numbers', () =>
    same((draw) => {
      const x = draw([2, 3, 4]);
      return [
        tf.transpose(x, [2, 0, 1]),
        tf.reshape(tf.transpose(x), [6, 4]),
        tf.expandDims(x, -1),
        tf.expandDims(x, 1),
        tf.tile(x, [2, 1, 3]),
        tf.broadcastTo(draw([3, 1]), [2, 3, 4]),
        tf.reverse(x, [0, 2]),
        tf.clone(x),
        ...tf.unstack(x, 1),
        ...tf.split(x, [1, 3], 2),
        ...tf.split(x, 3, 1),
      ];
    }));
  test('joined, and joined of more than fit one call', () =>
    same((draw) => {
      const many = tf.split(draw([2300, 2]), 2300);
      return [
        tf.concat([draw([2, 3]), draw([2, 1]), draw([2, 0])], 1),
        tf.concat([draw([0, 3]), draw([2, 3])]),
        tf.stack([draw([2, 3]), draw([2, 3])], -1),
        tf.concat(many, 0),
        tf.stack(many, 1),
      ];
    }));
  test('parts', () =>
    same((draw) => {
      const x = draw([4, 5, 3]);
      return [
        tf.slice(x, [1, 0, 2]),
        tf.slice(x, [0, 1, 0], [-1, 2, 3]),
        tf.slice(x, 0, 4),
        tf.stridedSlice(x, [0, 4, 0], [4, 0, 3], [2, -2, 1]),
        tf.stridedSlice(x, [1, 1], [3, 4], [1, 1], 0, 0, 0, 0, 1),
        tf.pad(
          x as Tensor3D,
          [
            [1, 2],
            [0, 1],
            [2, 0],
          ],
          0.5,
        ),
        tf.mirrorPad(
          x,
          [
            [1, 2],
            [0, 1],
            [2, 1],
          ],
          'reflect',
        ),
        tf.mirrorPad(
          x,
          [
            [1, 2],
            [0, 1],
            [2, 1],
          ],
          'symmetric',
        ),
      ];
    }));
  test('rows and places by number', () =>
    same((draw) => {
      const table = draw([5, 3]);
      const taken = tf.tensor1d([4, 0, 4, 4, 2], 'int32') as Tensor1D;
      const pairs = tf.tensor2d([0, 1, 4, 2, 4, 0], [3, 2], 'int32') as Tensor2D;
      return [
        tf.gather(table, taken),
        tf.gather(table, tf.tensor2d([1, 0, 2, 2], [2, 2], 'int32') as Tensor2D as never, 1),
        tf.gather(draw([2, 4, 3]), tf.tensor2d([3, 1, 0, 0], [2, 2], 'int32') as never, 1, 1),
        tf.gatherND(table, pairs),
        tf.gatherND(table, tf.tensor2d([4, 1], [2, 1], 'int32')),
        tf.scatterND(pairs, tf.tensor1d([1, 2, 3]), [5, 3]),
        tf.scatterND(tf.tensor2d([1, 1, 3], [3, 1], 'int32'), draw([3, 2]), [4, 2]),
        tf.unsortedSegmentSum(table, taken, 6),
        tf.grad((rows: Tensor) => tf.sum(tf.square(tf.gather(rows, taken))))(table),
        tf.oneHot(taken, 6),
        tf.oneHot(taken, 3, 0.9, 0.1, 'float32'),
        tf.range(1, 7, 2),
        tf.range(0, 5, 1, 'int32'),
        tf.linspace(-1, 1, 5),
        tf.linspace(2, 3, 1),
        tf.range(5, 0),
        tf.range(5, 0, -2),
        tf.range(5, 0, 2),
        tf.range(0, 5, -1),
        tf.range(3, 3),
      ];
    }));
  test.each([
    [false, false],
    [true, false],
    [false, true],
  ])('resizing with aligned corners %s and half pixels %s, and back', (alignCorners, halfPixels) =>
    same((draw) =>
      (
        [
          [3, 4, 7, 5],
          [6, 5, 3, 2],
          [4, 4, 4, 4],
          [1, 3, 2, 1],
        ] as const
      ).flatMap(([height, width, tall, broad]) => {
        const x = draw([2, height, width, 3]) as Tensor4D;
        const kinds = [tf.image.resizeBilinear, tf.image.resizeNearestNeighbor] as const;
        return kinds.flatMap((resize) => [
          resize(x, [tall, broad], alignCorners, halfPixels),
          // tfjs's cpu gradient reads no half pixels, and turns height and width round.
          ...(halfPixels || height !== width
            ? []
            : [tf.grad((y) => tf.sum(tf.square(resize(y as Tensor4D, [tall, broad], alignCorners))))(x)]),
        ]);
      }),
    ),
  );

  const convolution = fc.record({
    batch: fc.integer({ min: 1, max: 3 }),
    sides: fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })),
    channels: fc.integer({ min: 1, max: 4 }),
    filters: fc.integer({ min: 1, max: 4 }),
    kernel: fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })),
    strides: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
    dilation: fc.integer({ min: 1, max: 2 }),
    pad: fc.constantFrom('same' as const, 'valid' as const),
    seed: fc.nat(),
  });
  test('convolutions and both gradients, over strides, paddings, dilations, odd sizes and channels', async () => {
    await fc.assert(
      fc.asyncProperty(convolution, async ({ batch, sides, channels, filters, kernel, strides, dilation, pad, seed }) => {
        const wide = Math.max(...strides) > 1 ? 1 : dilation;
        if (pad === 'valid' && sides.some((side, at) => side < (kernel[at]! - 1) * wide + 1)) return;
        await same((draw) => {
          const x = draw([batch, ...sides, channels]) as Tensor4D;
          const apply = (input: Tensor, weights: Tensor) => tf.conv2d(input as Tensor4D, weights as Tensor4D, strides, pad, 'NHWC', wide);
          const weights = draw([...kernel, channels, filters]);
          const y = apply(x, weights);
          if (wide > 1) return [y];
          return [y, ...tf.grads((input, filter) => apply(input!, filter!))([x, weights], draw(y.shape))];
        }, seed);
      }),
      { numRuns: 120, seed: 1 },
    );
  });
  test.each([
    { stride: 1, pad: 'valid' as const },
    { stride: 2, pad: 'same' as const },
  ])('convolutions of many channels and both gradients, stride $stride, $pad', ({ stride, pad }) =>
    same((draw) => {
      const [x, weights] = [draw([2, 6, 4, 130]), draw([3, 2, 130, 3])];
      const apply = (input: Tensor, filter: Tensor) => tf.conv2d(input as Tensor4D, filter as Tensor4D, stride, pad);
      const y = apply(x, weights);
      return [y, ...tf.grads((input, filter) => apply(input!, filter!))([x, weights], draw(y.shape))];
    }),
  );
  test('depthwise convolutions, transposed ones, explicit paddings', () =>
    same((draw) => {
      const x = draw([2, 6, 5, 3]) as Tensor4D;
      const apart = draw([3, 2, 3, 2]) as Tensor4D;
      const depthwise = (strides: number, pad: 'same' | 'valid') => (input: Tensor, filter: Tensor) =>
        tf.depthwiseConv2d(input as Tensor4D, filter as Tensor4D, strides, pad);
      return [
        ...[depthwise(1, 'same'), depthwise(2, 'same'), depthwise(2, 'valid')].flatMap((apply) => [
          apply(x, apart),
          ...tf.grads((input, filter) => tf.sum(tf.square(apply(input!, filter!))))([x, apart]),
        ]),
        tf.conv2dTranspose(x, draw([4, 4, 2, 3]) as Tensor4D, [2, 12, 10, 2], 2, 'same'),
        tf.conv2dTranspose(x, draw([4, 5, 1, 3]) as Tensor4D, [2, 12, 10, 1], 2, 'same'),
        tf.conv2d(x, draw([3, 3, 3, 2]) as Tensor4D, 1, 1),
        tf.conv2d(x, draw([3, 3, 3, 2]) as Tensor4D, 2, [
          [0, 0],
          [2, 0],
          [1, 3],
          [0, 0],
        ]),
      ];
    }));
  test('solid convolutions and both gradients', () =>
    same((draw) =>
      (
        [
          [1, 'same'],
          [2, 'same'],
          [2, 'valid'],
        ] as const
      ).flatMap(([stride, pad]) => {
        const x = draw([2, 5, 4, 6, 2]) as Tensor5D;
        const weights = draw([3, 2, 3, 2, 3]);
        const apply = (input: Tensor, filter: Tensor) => tf.conv3d(input as Tensor5D, filter as Tensor5D, stride, pad);
        const y = apply(x, weights);
        return [y, ...tf.grads((input, filter) => apply(input!, filter!))([x, weights], draw(y.shape))];
      }),
    ));

  test('the gradient of a gradient, through the layers of the pictures recipes', () =>
    same((draw) => {
      const weights = draw([5, 5, 1, 4]);
      const x = draw([2, 8, 8, 1]) as Tensor4D;
      const penalty = (w: Tensor) =>
        tf.mean(tf.square(tf.grad((input) => tf.sum(tf.square(tf.conv2d(input as Tensor4D, w as Tensor4D, 2, 'same'))))(x)));
      return [tf.div(tf.grad(penalty)(weights), 1e3)];
    }));

  test('every kernel was asked for', () => {
    expect(Object.keys(torchKernels).filter((name) => !called.has(name))).toEqual([]);
  });

  test('data under another shape than it was made with', async () => {
    await tf.setBackend('torch');
    const { dataId } = tf.tensor2d([1, 2, 3, 4], [2, 2]);
    const { kernelFunc } = tf.getKernel('Sum', 'torch');
    const inputs = { x: { dataId, shape: [4], dtype: 'float32' as const } };
    const sum = kernelFunc({ inputs, attrs: { axis: [0], keepDims: false } as never, backend: tf.backend() }) as {
      dataId: object;
      shape: number[];
    };
    expect([sum.shape, Array.from(tf.backend().readSync(sum.dataId) as Float32Array)]).toEqual([[], [10]]);
    tf.backend().disposeData(sum.dataId, true);
    tf.backend().disposeData(dataId, true);
  });

  test('what is read from a GPU is waited for once who asked has had a turn, also where it has let go by then', async () => {
    await tf.setBackend('torch');
    const live = addon.live();
    const { torch } = tf.backend() as TorchBackend;
    torch.isOnGpu = true;
    try {
      const x = tf.tensor1d([1, 2, 3]);
      const reading = x.data();
      x.dispose();
      expect(addon.live(), 'held until it is read').toBe(live + 1);
      expect(Array.from(await reading)).toEqual([1, 2, 3]);
      expect(addon.live()).toBe(live);
    } finally {
      torch.isOnGpu = false;
    }
  });

  test('a tensor that the cpu backend made is moved over, and back', async () => {
    await tf.setBackend('cpu');
    const x = tf.tensor2d([1, 2, 3, 4], [2, 2]);
    await tf.setBackend('torch');
    const doubled = tf.mul(x, 2);
    await tf.setBackend('cpu');
    expect(Array.from(tf.add(doubled, x).dataSync())).toEqual([3, 6, 9, 12]);
    tf.disposeVariables();
  });
});

function noted<Attributes>(name: string, attrs: Attributes): Attributes {
  called.add(name);
  return attrs;
}

type Draw = (shape: number[]) => Tensor;

/** The same computation on both backends: the same numbers of the same kind, and nothing left behind. */
async function same(compute: (draw: Draw) => Tensor[], seed = 1): Promise<void> {
  const results: { shape: number[]; dtype: string; values: number[] }[][] = [];
  for (const backend of ['cpu', 'torch', 'torch']) {
    await tf.setBackend(backend);
    const { numTensors } = tf.memory();
    const dataIds = tf.engine().backend.numDataIds();
    const random = seededRandom(seed);
    const draw: Draw = (shape) =>
      tf.tensor(
        Float32Array.from({ length: shape.reduce((product, side) => product * side, 1) }, () => random.normal()),
        shape,
      );
    results.push(
      tf.tidy(() => compute(draw).map((result) => ({ shape: result.shape, dtype: result.dtype, values: Array.from(result.dataSync()) }))),
    );
    expect(tf.memory().numTensors, backend).toBe(numTensors);
    expect(tf.engine().backend.numDataIds(), `data left on ${backend}`).toBe(dataIds);
  }
  const [expected, found, again] = results as [(typeof results)[0], (typeof results)[0], (typeof results)[0]];
  expect(again).toEqual(found);
  expect(found.map(({ shape, dtype }) => [shape, dtype])).toEqual(expected.map(({ shape, dtype }) => [shape, dtype]));
  for (const [at, { values }] of expected.entries()) {
    const finite = values.filter(Number.isFinite);
    const scale = Math.max(1, ...finite.map(Math.abs));
    for (const [place, value] of values.entries()) {
      const given = found[at]!.values[place]!;
      if (Number.isFinite(value))
        expect(Math.abs(given - value) / scale, `result ${at}, place ${place}: ${given} for ${value}`).toBeLessThan(1e-5);
      else expect(given).toBe(value);
    }
  }
}
