import { expect, test } from 'vitest';
import { bitsUpTo, levelOf } from './unfolding.ts';

test('black and white are levels 0 and 1; a byte falls into its stretch', () => {
  expect([0, 255].map((byte) => levelOf(byte, 2))).toEqual([0, 1]);
  expect([0, 63, 64, 200, 255].map((byte) => levelOf(byte, 4))).toEqual([0, 0, 1, 3, 3]);
});

test('bits add up over what was drawn, and only that', () => {
  const pictures = { count: 1, width: 2, height: 1, channels: 1, data: Uint8Array.of(255, 0) };
  const probabilities = Float32Array.of(0.75, 0.25, 0.5, 0.5);
  expect(bitsUpTo(probabilities, pictures, 2, 0)).toBe(0);
  expect(bitsUpTo(probabilities, pictures, 2, 1)).toBeCloseTo(2, 6);
  expect(bitsUpTo(probabilities, pictures, 2, 9)).toBeCloseTo(3, 6);
});
