import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Curve } from '../api-client.ts';
import type { CurveAsk } from './curve-desk.ts';
import { CurveFollower, type CurvesState } from './curve-follower.ts';

type Point = [step: number, time: number, value: number];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What runs recorded, and a follower of some of it. Every ask is noted with the number of points that were sent for it. */
function follow(recorded: Record<string, Point[]>, asks: CurveAsk[], refusals: Error[] = []) {
  const sent: { runs: string[]; points: number }[] = [];
  let state: CurvesState = { curves: [], isExact: true, isWaiting: true, error: null };
  let told = 0;
  const follower = new CurveFollower({
    asks,
    ask: async ({ series, axis, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }) => {
      const refusal = refusals.pop();
      if (refusal) throw refusal;
      const curves = series.map((entry): Curve => {
        const points = recorded[entry.run].filter(([step, time]) => {
          const place = axis === 'step' ? step : time;
          return place >= (entry.from ?? from) && place <= to;
        });
        const column = (index: number) => Float64Array.from(points, (point) => point[index]);
        return { run: entry.run, key: entry.key, steps: column(0), times: column(1), values: column(2) };
      });
      sent.push({ runs: series.map(({ run }) => run), points: curves.reduce((sum, { steps }) => sum + steps.length, 0) });
      return { curves, exact: true };
    },
    tell: (change) => {
      told += 1;
      state = { ...state, ...change };
    },
  });
  return { follower, sent, refusals, told: () => told, state: () => state, steps: (index = 0) => [...state.curves[index].steps] };
}
const history = (length: number, from = 0): Point[] => Array.from({ length }, (_, i) => [from + i, 1e12 + from + i, Math.sin(from + i)]);
const wait = () => vi.advanceTimersByTimeAsync(200);
const allOf = (...runs: string[]): CurveAsk => ({ series: runs.map((run) => ({ run, key: 'loss' })), axis: 'step', pixels: 640 });

test('what is sent while a run goes on hangs on what is new, not on what there was', async () => {
  const counts = await Promise.all(
    [100, 100_000].map(async (before) => {
      const recorded = { a: history(before) };
      const { follower, sent, steps } = follow(recorded, [allOf('a')]);
      await wait();
      for (let batch = 0; batch < 20; batch++) {
        recorded.a.push(...history(5, recorded.a.length));
        follower.changed('a');
        await wait();
      }
      follower.stop();
      expect(steps()).toEqual(recorded.a.map(([step]) => step));
      return sent.slice(1).reduce((sum, { points }) => sum + points, 0);
    }),
  );
  expect(counts).toEqual([120, 120]);
});

test('a change of one run asks for that run alone, and one that brings no point draws nothing', async () => {
  const recorded = { a: history(50), b: history(60) };
  const { follower, sent, told } = follow(recorded, [allOf('a', 'b')]);
  await wait();
  follower.changed('b');
  await wait();
  expect(sent.map(({ runs }) => runs)).toEqual([['a', 'b'], ['b']]);
  expect(told()).toBe(1);
});

test('a run that was cut and trained again is asked for whole', async () => {
  const recorded = { a: history(50) };
  const { follower, sent, state } = follow(recorded, [allOf('a')]);
  await wait();
  recorded.a = [...history(30), ...history(40, 30).map(([step, time, value]): Point => [step, time + 9000, value])];
  follower.changed('a');
  await wait();
  expect([...state().curves[0].times]).toEqual(recorded.a.map(([, time]) => time));
  expect(sent.at(-1)).toEqual({ runs: ['a'], points: 70 });
});

test('many points beside the whole are brought to the width of the screen again', async () => {
  const recorded = { a: history(100) };
  const { follower, sent } = follow(recorded, [allOf('a')]);
  await wait();
  for (let batch = 0; batch < 6; batch++) {
    recorded.a.push(...history(1000, recorded.a.length));
    follower.changed('a');
    await wait();
  }
  expect(sent.map(({ points }) => points)).toEqual([100, 1001, 1001, 1001, 1001, 1001, 6100]);
});

test('points come on a time axis too after the clock was set back', async () => {
  const recorded = { a: history(10) };
  const { follower, steps } = follow(recorded, [{ ...allOf('a'), axis: 'time' }]);
  await wait();
  recorded.a.push(...history(5, 10).map(([step, time, value]): Point => [step, time - 3_600_000, value]));
  follower.changed('a');
  await wait();
  expect(steps()).toHaveLength(15);
});

test('ranges of time: a series that has nothing in the range yet, and points past its end', async () => {
  const recorded = { a: history(10), b: [] as Point[] };
  const { follower, steps } = follow(recorded, [{ ...allOf('a', 'b'), axis: 'time', from: 1e12 + 5, to: 1e12 + 11 }]);
  await wait();
  recorded.a.push(...history(5, 10));
  recorded.b.push(...history(15));
  follower.changed('a');
  follower.changed('b');
  await wait();
  expect([steps(0), steps(1)]).toEqual([
    [5, 6, 7, 8, 9, 10, 11],
    [5, 6, 7, 8, 9, 10, 11],
  ]);
});

test('a refused question is asked again by itself, also of a run that has ended', async () => {
  const { follower, state, steps } = follow({ a: history(10) }, [allOf('a')], [new Error('no'), new Error('no')]);
  await vi.advanceTimersByTimeAsync(500);
  expect(state().error).toEqual(new Error('no'));
  await vi.advanceTimersByTimeAsync(5000);
  expect(state().error).toBeNull();
  expect(steps()).toHaveLength(10);
  follower.stop();
});

test('after a refusal the whole is asked for with the next change, and the old curves stay meanwhile', async () => {
  const recorded = { a: history(10) };
  const { follower, refusals, state, steps } = follow(recorded, [allOf('a')]);
  await wait();
  refusals.push(new Error('no'));
  follower.changed('a');
  await wait();
  expect(state()).toMatchObject({ error: new Error('no'), isWaiting: false });
  expect(steps()).toHaveLength(10);
  recorded.a.push(...history(5, 10));
  follower.changed('a');
  await wait();
  expect(state().error).toBeNull();
  expect(steps()).toHaveLength(15);
});
