import { expect, test } from 'vitest';
import { openBackend } from '../backend.ts';
import { peakBytes } from './peak-memory.ts';

test('the height of a sum is its terms, its result and what lay there before, shared data once', async () => {
  const { tf } = await openBackend('cpu', {});
  const kept = tf.zeros([1000]);
  const before = tf.memory().numBytes;
  const peak = await peakBytes(tf, async () => {
    tf.tidy(() => {
      const [a, b] = [tf.ones([500]), tf.ones([500])];
      tf.add(a, b).reshape([5, 100]).reshape([500]);
    });
    tf.zeros([100]).dispose();
  });
  expect(peak - before).toBe(3 * 500 * 4);
  expect(tf.memory().numBytes).toBe(before);
  kept.dispose();
});
