import { expect, test } from 'vitest';
import { alongPrincipalAxis } from './principal-axis.ts';

test('orders both sets along the line on which the first lies, even a falling one', () => {
  const first = Float32Array.of(2, -2, 0, 0, 1, -1, -1, 1);
  const second = Float32Array.of(5, -5, -5, 5);
  const [rows, columns] = alongPrincipalAxis(first, second, 2);
  expect([rows, columns]).toEqual([
    [3, 1, 2, 0],
    [1, 0],
  ]);
});

test('equal examples keep their order', () => {
  expect(alongPrincipalAxis(new Float32Array(6), new Float32Array(6), 2)[0]).toEqual([0, 1, 2]);
});
