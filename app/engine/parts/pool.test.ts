import { expect, test } from 'vitest';
import { openBackend } from '../backend.ts';
import { seededRandom } from '../random.ts';
import type { Play } from '../recipe.ts';
import { openPool } from './pool.ts';

const { tf } = await openBackend('cpu', {});

/** Pictures of one number each, which is the number of their update and place: what is shown says where it comes from. */
function shownOver(updates: number, batch: number, size: number): number[][] {
  const pool = openPool(tf, 'pool', size, [1]);
  const random = seededRandom(4);
  const shown: number[][] = [];
  for (let step = 0; step < updates; step += 1) {
    tf.tidy(() => {
      const play = {
        uniform: (shape: number[]) => tf.tensor(Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, random.uniform), shape),
        scalarAt: (of: (step: number) => number) => tf.scalar(of(step)),
        choiceAt: <Chosen>(choose: (step: number) => Chosen) => choose(step),
      } as unknown as Play;
      const pictures = tf.tensor2d(Array.from({ length: batch }, (_, at) => [step * batch + at + 1]));
      shown.push(Array.from(pool.mixed(play, pictures).dataSync()));
    });
  }
  pool.memory.network.dispose();
  return shown;
}

test.each([
  { batch: 8, size: 50 },
  { batch: 1, size: 5 },
  { batch: 16, size: 16 },
])('batches of $batch from a pool of $size: only pictures that were made, never a mean or nothing, half of them old', ({ batch, size }) => {
  const updates = 300;
  const shown = shownOver(updates, batch, size);
  let old = 0;
  for (const [step, values] of shown.entries()) {
    for (const [at, value] of values.entries()) {
      expect(Number.isInteger(value) && value >= 1 && value <= (step + 1) * batch).toBe(true);
      if (value !== step * batch + at + 1) old += 1;
    }
  }
  expect(old / (updates * batch)).toBeGreaterThan(0.35);
  expect(old / (updates * batch)).toBeLessThan(0.55);
});

test('a batch larger than the pool is shown as it is', () => {
  expect(shownOver(2, 4, 3)).toEqual([
    [1, 2, 3, 4],
    [5, 6, 7, 8],
  ]);
});
