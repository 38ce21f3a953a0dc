import { expect, test } from 'vitest';
import { meanInterval } from './mean-interval.ts';

test('the interval of a mean is Student’s', () => {
  // scipy.stats.t.interval(.95, 4, loc=3, scale=scipy.stats.sem([1, 2, 3, 4, 5]))
  const { from, to } = meanInterval([1, 2, 3, 4, 5])!;
  expect(from).toBeCloseTo(1.0368, 3);
  expect(to).toBeCloseTo(4.9632, 3);
});

test('one value has no interval, and equal ones have one of no width', () => {
  expect(meanInterval([1])).toBeNull();
  expect(meanInterval([2, 2, 2])).toEqual({ from: 2, to: 2 });
});
