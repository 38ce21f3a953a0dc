import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { resampler } from './resample.ts';

const side = fc.integer({ min: 1, max: 40 });

function resample(from: number[], width: number, height: number, channels: number, size: number): number[] {
  const into = new Float32Array(size * size * channels);
  resampler(width, height, channels, size)(from, into);
  return [...into];
}

test('the same size is the same picture', () => {
  expect(resample([1, 2, 3, 4], 2, 2, 1, 2)).toEqual([1, 2, 3, 4]);
});

test('halving takes the mean of four, channel by channel', () => {
  const picture = [0, 100, 2, 100, 4, 200, 6, 200];
  expect(resample(picture, 2, 2, 2, 1)).toEqual([3, 150]);
});

test('three to two shares the middle pixel', () => {
  const [first, second] = resample([0, 3, 6, 0, 3, 6, 0, 3, 6], 3, 3, 1, 2);
  expect(first).toBeCloseTo(1, 6); // (0·1 + 3·½) / 1½
  expect(second).toBeCloseTo(5, 6);
});

test('the middle square of a wide picture is taken', () => {
  expect(resample([9, 1, 2, 9, 9, 3, 4, 9], 4, 2, 1, 2)).toEqual([1, 2, 3, 4]);
});

test.prop([side, side, side, fc.float({ noNaN: true, min: -1, max: 1 })])(
  'a plain picture stays plain at every size',
  (width, height, size, value) => {
    for (const found of resample(new Array(width * height).fill(value), width, height, 1, size)) expect(found).toBeCloseTo(value, 5);
  },
);

test.prop([side, side, fc.integer({ min: 0, max: 1000 })])('shrinking by a whole factor keeps the mean', (size, factor, seed) => {
  const from = Math.min(4, (factor % 4) + 1) * size;
  const picture = Array.from({ length: from * from }, (_, at) => Math.sin(at * 12.9898 + seed));
  const mean = (numbers: number[]) => numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  expect(mean(resample(picture, from, from, 1, size))).toBeCloseTo(mean(picture), 4);
});
