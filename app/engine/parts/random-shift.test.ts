import { expect, test } from 'vitest';
import { openBackend } from '../backend.ts';
import { shifted } from './random-shift.ts';

test('each picture moves by its own draw, and its border fills what comes in', async () => {
  const { tf } = await openBackend('cpu', {});
  const size = 3;
  const pictures = tf.tensor([0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8], [2, size, size, 1]);
  // Of five offsets −2…2: the first picture reads one row down and one column to the left, the second stays.
  const draws = tf.tensor2d([0.7, 0.3, 0.5, 0.5], [2, 2]);
  const moved = shifted(tf, pictures, draws, { most: 2, size, channels: 1 });
  expect([...moved.dataSync()]).toEqual([3, 3, 4, 6, 6, 7, 6, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
});
