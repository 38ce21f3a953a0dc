import { expect, test } from 'vitest';
import { correlation, meanAbsolute, meanPsnr, shareEqual, shareSure } from './comparisons.ts';

test('correlation: 1 for a line, −1 for a falling one, 0 where nothing varies', () => {
  expect(correlation([1, 2, 3], [2, 4, 6])).toBeCloseTo(1, 12);
  expect(correlation([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 12);
  expect(correlation([1, 1, 1], [1, 2, 3])).toBe(0);
});

test('mean difference and PSNR of pictures in −1…1', () => {
  expect(meanAbsolute([1, -1], [0, 0])).toBe(1);
  // A mean squared error of .04 against a range of 2: 10·log₁₀(4 / .04) = 20 dB.
  expect(meanPsnr(new Float32Array(8), new Float32Array(8).fill(0.2), 4)).toBeCloseTo(20, 4);
});

test('the share that a classifier is sure of', () => {
  expect(shareSure({ probabilities: Float32Array.of(0.95, 0.05, 0.5, 0.5), classes: Int32Array.of(0, 0) })).toBe(0.5);
});

test('the share of places where both say the same', () => {
  expect(shareEqual([1, 2, 0, 3], Int32Array.of(1, 0, 0, 2))).toBe(0.5);
});
