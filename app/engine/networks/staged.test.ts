import { beforeAll, describe, expect, test } from 'vitest';
import { openBackend } from '../backend.ts';
import { blurredLatent } from '../parts/matching.ts';
import { buildNetwork, type Layer } from '../network.ts';
import { seededRandom } from '../random.ts';
import type { Tf } from '../tensor.ts';
import { convolutionalStages, denseStages } from './staged.ts';

let tf: Tf;
beforeAll(async () => {
  ({ tf } = await openBackend('cpu', {}));
});

describe.each([
  { name: 'convolutional', kit: convolutionalStages },
  { name: 'dense', kit: denseStages },
])('$name stages', ({ kit }) => {
  test.each([16, 28, 32, 64])('make and see pictures of side %i', (size) => {
    const [little, whole] = [size / 4, size].map((side) => [side, side, 3]);
    const built = (input: number[], layers: Layer[]) => buildNetwork({ tf, name: 'part', random: seededRandom(1), input, layers });
    const first = built([5], kit.first(little, 4));
    const eye = built(little, kit.eye(little, 4));
    const told = [...eye.output.slice(0, -1), eye.output.at(-1)! + 2];
    const second = built(told, kit.second(told, whole, 4));
    expect(first.output).toEqual(little);
    expect(second.output).toEqual(whole);
    for (const picture of [little, whole]) {
      const body = built(picture, kit.body(picture, 4));
      expect(body.output.length === 1 || body.output[0] <= 7).toBe(true);
      body.dispose();
    }
    const largest = tf.tidy(
      () =>
        first
          .apply(tf.randomNormal([2, 5], 0, 9, 'float32', 1))
          .abs()
          .max()
          .dataSync()[0],
    );
    expect(largest).toBeLessThanOrEqual(1);
    for (const network of [first, eye, second]) network.dispose();
  });
});

test('what blurs a sentence is a normal without its tails; the noise of the picture has them', () => {
  const latent = blurredLatent(3, 2);
  const drawn = latent.draw(seededRandom(1), 4000);
  const stretch = (from: number, to: number) => drawn.filter((_, at) => at % latent.size >= from && at % latent.size < to);
  const largest = (values: Float32Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const blur = stretch(3, 7);
  expect(largest(blur)).toBeLessThanOrEqual(2);
  expect(largest(stretch(0, 3))).toBeGreaterThan(3);
  // The variance of a standard normal cut at two deviations.
  const variance = blur.reduce((sum, value) => sum + value * value, 0) / blur.length;
  expect(Math.abs(variance - 0.7737)).toBeLessThan(0.03);
});
