import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { heedInterrupt } from './interrupt.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('one press that comes twice stops; a second press ends at once', () => {
  const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
  let stops = 0;
  const release = heedInterrupt(() => {
    stops += 1;
  });
  process.emit('SIGTERM');
  vi.advanceTimersByTime(30);
  process.emit('SIGTERM');
  process.emit('SIGINT');
  expect([stops, exit.mock.calls.length]).toEqual([1, 0]);
  vi.advanceTimersByTime(2000);
  process.emit('SIGINT');
  expect(exit).toHaveBeenCalledWith(130);
  release();
  expect(process.listenerCount('SIGTERM')).toBe(0);
});
