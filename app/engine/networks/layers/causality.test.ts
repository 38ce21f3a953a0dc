import { afterAll, expect, test } from 'vitest';
import { openBackend } from '../../backend.ts';
import { buildNetwork, type Layer } from '../../network.ts';
import { seededRandom } from '../../random.ts';
import type { Tensor } from '../../tensor.ts';
import { activation } from './activation.ts';
import { residual } from './compose.ts';
import { maskedConv } from './masked-convolution.ts';

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

test('no output of masked layers sees its own place or a later one, exactly', () => {
  jacobian(stack()).forEach((row, at) => {
    for (let other = at; other < side * side; other += 1) expect(row[other]).toBe(0);
  });
});

test('but the places before it are seen', () => {
  const rows = jacobian(stack());
  expect(rows[1][0]).toBeGreaterThan(0);
  expect(rows[side * side - 1].filter((slope) => slope > 0).length).toBeGreaterThan(6);
});

test('a first layer that sees its own place leaks: the test would notice', () => {
  const rows = jacobian([maskedConv({ filters: 3, kernel: 3, sees: 'upto' }), maskedConv({ filters: 1, kernel: 1, sees: 'upto' })]);
  expect(rows[7][7]).toBeGreaterThan(0);
});
