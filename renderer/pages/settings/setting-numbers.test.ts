import { expect, test } from 'vitest';
import { wrongNumber } from './setting-numbers.ts';

test('what the studio would refuse is refused where it is typed', () => {
  expect(wrongNumber('concurrentRuns', 2)).toBeNull();
  expect(wrongNumber('concurrentRuns', 1.5)).toBe('It takes a whole number from 1 to 16.');
  expect(wrongNumber('concurrentRuns', 17)).not.toBeNull();
  expect(wrongNumber('keepCheckpoints', 'many')).not.toBeNull();
  expect(wrongNumber('notifyWhenLongerThanMinutes', 0.5)).toBeNull();
});
