import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { heldRow, nearestRow, thin } from './step-rows.ts';

test.prop([fc.integer({ min: 1, max: 500 }), fc.integer({ min: 2, max: 40 })])('thin keeps the ends, rises, and is few', (count, most) => {
  const rows = thin(count, most);
  expect(rows.length).toBe(Math.min(count, most));
  expect([rows[0], rows[rows.length - 1]]).toEqual([0, count - 1]);
  for (let i = 1; i < rows.length; i += 1) expect(rows[i]).toBeGreaterThan(rows[i - 1]);
});
test('the nearest recorded step, the later one of two as near, the newest when following', () => {
  expect(nearestRow([0, 100, 200], 149)).toBe(1);
  expect(nearestRow([0, 100, 200], 150)).toBe(2);
  expect(nearestRow([0, 100, 200], null)).toBe(2);
  expect(nearestRow([], 5)).toBe(-1);
});
test('a step holds until the next one', () => {
  expect([0, 99, 100, 250, 1000].map((step) => heldRow([0, 100, 200], step))).toEqual([0, 0, 1, 2, 2]);
});
