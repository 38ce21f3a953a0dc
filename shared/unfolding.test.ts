import { expect, test } from 'vitest';
import { bitsOf, levelOf, unfoldingOf } from './unfolding.ts';

test('black and white are levels 0 and 1; a byte falls into its stretch', () => {
  expect([0, 255].map((byte) => levelOf(byte, 2))).toEqual([0, 1]);
  expect([0, 63, 64, 200, 255].map((byte) => levelOf(byte, 4))).toEqual([0, 0, 1, 3, 3]);
});

test('every level that is written as a byte reads back', () => {
  for (const levels of [2, 4, 16, 256]) {
    const bytes = Array.from({ length: levels }, (_, level) => Math.round((255 * level) / (levels - 1)));
    expect(bytes.map((byte) => levelOf(byte, levels))).toEqual(bytes.map((_, level) => level));
  }
});

const pixels = { shape: [2, 1, 1, 2], data: Uint8Array.of(255, 0, 0, 255) };
const probabilities = { shape: [2, 2, 2], data: Float32Array.of(0.75, 0.25, 0.5, 0.5, 0.125, 0.875, 0, 1) };

test('the bits of a value are those of what was drawn, channel by channel', () => {
  const first = unfoldingOf(pixels, probabilities, 0)!;
  expect([...first.drawn]).toEqual([1, 0]);
  expect([...bitsOf(first)]).toEqual([2, 1]);
  expect([...bitsOf(unfoldingOf(pixels, probabilities, 1)!)]).toEqual([3, 0]);
});

test('what does not fit is told', () => {
  expect(unfoldingOf({ shape: [1, 1, 1, 2], data: Uint8Array.of(1, 2) }, probabilities, 0)).toBeNull();
  expect(unfoldingOf(pixels, probabilities, 2)).toBeNull();
});
