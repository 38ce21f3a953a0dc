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
  process.emit('SIGTERM', 'SIGTERM');
  vi.advanceTimersByTime(30);
  process.emit('SIGTERM', 'SIGTERM');
  process.emit('SIGINT', 'SIGINT');
  expect([stops, exit.mock.calls.length]).toEqual([1, 0]);
  vi.advanceTimersByTime(2000);
  process.emit('SIGINT', 'SIGINT');
  expect(exit).toHaveBeenCalledWith(130);
  release();
  expect(process.listenerCount('SIGHUP')).toBe(0);
  expect(process.listenerCount('SIGTERM')).toBe(0);
});

test('a terminal that goes away stops once, and is no second press; under nohup it stops nothing', () => {
  const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
  for (const [outlives, expected] of [
    [false, 1],
    [true, 0],
  ] as const) {
    let stops = 0;
    const release = heedInterrupt(() => {
      stops += 1;
    }, outlives);
    process.emit('SIGHUP', 'SIGHUP');
    vi.advanceTimersByTime(5000);
    process.emit('SIGHUP', 'SIGHUP');
    expect([stops, exit.mock.calls.length]).toEqual([expected, 0]);
    release();
  }
});
