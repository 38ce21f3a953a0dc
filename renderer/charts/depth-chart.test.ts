import { expect, test } from 'vitest';
import { logSlope, slopeWords } from './depth-chart.tsx';

test('norms that fall by a constant factor have its logarithm as slope', () => {
  expect(logSlope([1, 0.1, 0.01, 0.001])).toBeCloseTo(-1, 12);
  expect(slopeWords({ norms: [1, 2, 4] })).toBe('×2 a layer');
});
test('layers without a positive norm are left out; one alone has no slope', () => {
  expect(logSlope([1, 0, 0.01])).toBeCloseTo(-1, 12);
  expect(logSlope([5, NaN])).toBeNull();
});
