import { expect, test } from 'vitest';
import { rankCorrelation } from './rank-correlation.ts';

test('worked by hand: 1 − 6·Σd²/(n(n²−1)) without ties, shared ranks with them', () => {
  expect(rankCorrelation([1, 2, 3, 4], [10, 20, 30, 1e9])).toBeCloseTo(1, 12);
  expect(rankCorrelation([1, 2, 3, 4], [4, 3, 2, 1])).toBeCloseTo(-1, 12);
  // d = 1, 1, 0, 0: 1 − 6·2/60
  expect(rankCorrelation([1, 2, 3, 4], [2, 1, 3, 4])).toBeCloseTo(0.8, 12);
  // Ranks 0, 1.5, 1.5, 3 against 0 … 3: 4.5 / √(4.5 · 5)
  expect(rankCorrelation([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(22.5), 12);
  expect(rankCorrelation([1, 1], [1, 2])).toBeNaN();
});
