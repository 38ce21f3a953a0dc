import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { spreadOf } from './spread.ts';

test.prop([fc.float32Array({ minLength: 1, maxLength: 200, noNaN: true, noDefaultInfinity: true, min: -1000, max: 1000 })])(
  'every number falls in one bin',
  (values) => {
    const { bins, low, high } = spreadOf(values);
    expect(bins.reduce((sum, times) => sum + times, 0)).toBe(values.length);
    expect(low).toBeLessThanOrEqual(high);
  },
);

test('whole numbers have a bin each', () => {
  expect(spreadOf(Float32Array.of(0, 3, 3, 1)).bins).toEqual([1, 1, 0, 2]);
});

test('one value is one bin', () => {
  expect(spreadOf(Float32Array.of(0.5, 0.5)).bins).toEqual([2]);
});
