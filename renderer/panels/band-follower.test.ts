import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { BandsAnswer } from '../api-client.ts';
import { BandFollower } from './band-follower.ts';

const answer: BandsAnswer = { bands: [], width: null, between: 0, nonFinite: 0, exact: true };
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('many changes while an answer is due are one more question, and none after the end', async () => {
  const ask = vi.fn(async () => answer);
  const told = vi.fn();
  const follower = new BandFollower(ask, told);
  for (let i = 0; i < 5; i++) follower.changed();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ask).toHaveBeenCalledTimes(2);
  expect(told).toHaveBeenLastCalledWith({ answer, error: null });
  follower.changed();
  follower.stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ask).toHaveBeenCalledTimes(2);
});

test('what was refused is told and asked again by itself', async () => {
  const refusal = new Error('out of reach');
  const ask = vi.fn().mockRejectedValueOnce(refusal).mockRejectedValueOnce(refusal).mockResolvedValue(answer);
  const told = vi.fn();
  const follower = new BandFollower(ask, told);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told.mock.calls.map(([change]) => change)).toEqual([{ error: refusal }, { error: refusal }, { answer, error: null }]);
  follower.stop();
});
