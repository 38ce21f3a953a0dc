import { expect, it } from 'vitest';
import { openMemory } from './store.fixtures.ts';
import type { TrackedPoint } from './tracked.ts';

/** Whole numbers below `below`, the same at each run. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
const nameOf = ({ key, step, time, value }: TrackedPoint) => `${key} ${step} ${time} ${value}`;
const values = [0, -0, 1, 2.5, Number.NaN, Number.POSITIVE_INFINITY];

it.each([
  ['in order', 1, 0],
  ['one step for all, in time', 0, 0],
  ['out of order', 1, 9000],
])('each point is recorded once, whatever is sent again: %s', (_name, stride, jitter) => {
  const roll = dice(7);
  const store = openMemory();
  const experiment = store.tracking.experiments.create({ name: 'x', location: '', tags: [] });
  const run = store.tracking.create({ experiment, name: 'r', user: '', startedAt: 0, tags: [] });
  const sent: TrackedPoint[] = [];
  const names = new Set<string>();
  for (let batch = 0; batch < 40; batch += 1) {
    const points = Array.from({ length: 1000 }, (_, at): TrackedPoint => {
      if (sent.length > 0 && roll(4) === 0) return { ...sent[roll(sent.length)] };
      const place = batch * 1000 + at + (jitter === 0 ? 0 : roll(jitter));
      return { key: roll(10) === 0 ? 'b' : 'a', step: place * stride, time: 1000 + (place >> 2), value: values[roll(values.length)] };
    });
    store.tracking.log(run, { points, params: [], tags: [] });
    for (const point of points) {
      if (!names.has(nameOf(point))) sent.push(point);
      names.add(nameOf(point));
    }
    while (store.tidy());
  }
  for (const key of ['a', 'b']) {
    const recorded = [...store.series.points(run, key)].map((point) => nameOf({ key, ...point }));
    expect(recorded).toEqual(sent.filter((point) => point.key === key).map(nameOf));
  }
  store.close();
});
