import { expect, test } from 'vitest';
import { forwardClock } from './forward-clock.ts';

test('a clock that is set back goes on at the pace of the steady one, and follows when set forward', () => {
  let [wall, steady] = [1_000_000, 50];
  const now = forwardClock(
    () => wall,
    () => steady,
  );
  const pass = (milliseconds: number, set = 0) => {
    steady += milliseconds;
    wall += milliseconds + set;
    return now();
  };
  expect(now()).toBe(1_000_000);
  expect(pass(500)).toBe(1_000_500);
  expect(pass(500, -3_600_000)).toBe(1_001_000);
  expect(pass(500)).toBe(1_001_500);
  expect(pass(500, 4_000_000)).toBe(1_402_000);
});
