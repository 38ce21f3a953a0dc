import { expect, test } from 'vitest';
import { sparkPath } from './sparkline.tsx';

test('the path spans the box, lowest at the foot', () => {
  const path = sparkPath({ steps: Float64Array.of(0, 50, 100), values: Float64Array.of(0, 4, 2) }, 102, 24);
  expect(path).toBe('M1.0 22.0L51.0 2.0L101.0 12.0');
});
test('a value that is not finite leaves a gap', () => {
  const path = sparkPath({ steps: Float64Array.of(0, 1, 2), values: Float64Array.of(1, Number.NaN, 2) }, 10, 10);
  expect(path.match(/M/g)).toHaveLength(2);
});
test('a single point and a constant stay inside', () => {
  expect(sparkPath({ steps: Float64Array.of(5), values: Float64Array.of(3) }, 10, 10)).toBe('M1.0 5.0');
});
