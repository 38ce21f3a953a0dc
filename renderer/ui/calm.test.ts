import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openCalm } from './calm.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the first call is done at once, a stream of them once a period, the last one always', () => {
  const done: number[] = [];
  const calm = openCalm(() => done.push(Date.now() - began), 1000);
  const began = Date.now();
  for (let at = 0; at < 2450; at += 50) {
    calm.call();
    vi.advanceTimersByTime(50);
  }
  expect(done).toEqual([0, 1000, 2000]);
  vi.advanceTimersByTime(5000);
  expect(done).toEqual([0, 1000, 2000, 3000]);
  calm.call();
  calm.call();
  calm.stop();
  vi.advanceTimersByTime(5000);
  expect(done).toHaveLength(5);
});
