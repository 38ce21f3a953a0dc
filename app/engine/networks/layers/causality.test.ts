import { afterAll, describe, expect, test } from 'vitest';
import { openBackend } from '../../backend.ts';
import { buildNetwork, type Layer } from '../../network.ts';
import { seededRandom } from '../../random.ts';
import type { Tensor } from '../../tensor.ts';
import { activation } from './activation.ts';
import { residual } from './compose.ts';
import { gatedPixels } from './gated-pixels.ts';
import { maskedConv } from './masked-convolution.ts';
import { rowLstm } from './row-lstm.ts';

const { tf } = await openBackend('cpu', {});
const before = tf.memory().numTensors;
afterAll(() => expect(tf.memory().numTensors).toBe(before));

const side = 5;

/** |∂ output i / ∂ value j| for every pair, summed over channels: [side², side²]. */
function jacobian(layers: Layer[], channels = 1): Float32Array[] {
  const network = buildNetwork({ tf, name: 'n', random: seededRandom(3), input: [side, side, channels], layers });
  const random = seededRandom(4);
  const picture = tf.tensor(Float32Array.from({ length: side * side * channels }, random.normal), [1, side, side, channels]);
  const rows = Array.from({ length: side * side }, (_, at) =>
    tf.tidy(() => {
      const slope = tf.grad((x: Tensor) =>
        network
          .apply(x)
          .reshape([side * side, -1])
          .slice([at, 0], [1, -1])
          .sum(),
      )(picture);
      return slope.abs().sum(-1).flatten().dataSync() as Float32Array;
    }),
  );
  picture.dispose();
  network.dispose();
  return rows;
}

const stack = (): Layer[] => [
  maskedConv({ filters: 3, kernel: 7, sees: 'before' }),
  residual([activation('softplus'), maskedConv({ filters: 3, kernel: 3, sees: 'upto' })]),
  maskedConv({ filters: 2, kernel: 1, sees: 'upto' }),
];

const stacks: [string, () => Layer[]][] = [
  ['masked layers', stack],
  [
    'the two gated stacks',
    () => [gatedPixels({ width: 3, blocks: 3, kernel: 7, told: null }), maskedConv({ filters: 2, kernel: 1, sees: 'upto' })],
  ],
  [
    'row LSTMs',
    () => [maskedConv({ filters: 3, kernel: 3, sees: 'before' }), rowLstm(), maskedConv({ filters: 2, kernel: 1, sees: 'upto' })],
  ],
];

describe.each(stacks)('%s', (_name, layers) => {
  test('no output sees its own place or a later one, exactly', () => {
    jacobian(layers()).forEach((row, at) => {
      for (let other = at; other < side * side; other += 1) expect(row[other]).toBe(0);
    });
  });

  test('but the places before it are seen', () => {
    const rows = jacobian(layers());
    expect(rows[1][0]).toBeGreaterThan(0);
    expect(rows[side * side - 1].filter((slope) => slope > 0).length).toBeGreaterThan(6);
  });
});

test('the gated stacks have no blind spot: what lies two rows up and to the far right is seen, by masked layers of three it is not', () => {
  const gated = jacobian([gatedPixels({ width: 3, blocks: 4, kernel: 3, told: null })]);
  const masked = jacobian([
    maskedConv({ filters: 3, kernel: 3, sees: 'before' }),
    ...Array.from({ length: 3 }, () => maskedConv({ filters: 3, kernel: 3, sees: 'upto' })),
  ]);
  const [middle, upRight] = [2 * side + 1, side + 4];
  expect(gated[middle][upRight]).toBeGreaterThan(0);
  expect(masked[middle][upRight]).toBe(0);
});

describe.each([
  [
    'masked layers',
    () => [
      maskedConv({ filters: 7, kernel: 3, sees: 'before', colors: 3 }),
      residual([activation('softplus'), maskedConv({ filters: 7, kernel: 3, sees: 'upto', colors: 3 })]),
      maskedConv({ filters: 6, kernel: 1, sees: 'upto', colors: 3 }),
    ],
  ],
  [
    'the two gated stacks',
    () => [
      gatedPixels({ width: 7, blocks: 2, kernel: 3, told: null, colors: 3 }),
      maskedConv({ filters: 6, kernel: 1, sees: 'upto', colors: 3 }),
    ],
  ],
  [
    'row LSTMs',
    () => [
      maskedConv({ filters: 7, kernel: 3, sees: 'before', colors: 3 }),
      rowLstm({ colors: 3 }),
      maskedConv({ filters: 6, kernel: 1, sees: 'upto', colors: 3 }),
    ],
  ],
] as [string, () => Layer[]][])('%s in colour', (_name, layers) => {
  test('red sees earlier places, green red too, blue both: never itself, never what comes after', () => {
    const slopes = colorSlopes(layers());
    for (const [at, row] of slopes.entries()) {
      for (let other = at; other < row.length; other += 1) expect(row[other]).toBe(0);
    }
    const [red, green, blue] = [0, 1, 2].map((color) => 3 * 7 + color);
    expect(slopes[green][red]).toBeGreaterThan(0);
    expect(slopes[blue][red]).toBeGreaterThan(0);
    expect(slopes[blue][green]).toBeGreaterThan(0);
    expect(slopes[red][red - 1]).toBeGreaterThan(0);
  });
});

/** |∂ levels of value i / ∂ value j| of the first three rows, values in the order in which they are drawn: outputs are two levels of three colours. */
function colorSlopes(layers: Layer[]): Float32Array[] {
  const network = buildNetwork({ tf, name: 'n', random: seededRandom(3), input: [side, side, 3], layers });
  const random = seededRandom(4);
  const picture = tf.tensor(Float32Array.from({ length: side * side * 3 }, random.normal), [1, side, side, 3]);
  const rows = Array.from({ length: 3 * side * 3 }, (_, at) =>
    tf.tidy(() => {
      const weights = tf.tensor([[1], [2]]);
      const slope = tf.grad((x: Tensor) => {
        const levels = tf.transpose(network.apply(x).reshape([side * side, 2, 3]), [0, 2, 1]).reshape([-1, 2]);
        return tf.matMul(levels.slice([at, 0], [1, -1]) as never, weights as never).sum();
      })(picture);
      return slope.abs().flatten().dataSync() as Float32Array;
    }),
  );
  picture.dispose();
  network.dispose();
  return rows;
}

test('a first layer that sees its own place leaks: the test would notice', () => {
  const rows = jacobian([maskedConv({ filters: 3, kernel: 3, sees: 'upto' }), maskedConv({ filters: 1, kernel: 1, sees: 'upto' })]);
  expect(rows[7][7]).toBeGreaterThan(0);
});
