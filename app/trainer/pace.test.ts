import { expect, test } from 'vitest';
import { pace } from './pace.ts';

test('a step in whose time a classifier was trained says nothing of how fast steps go', () => {
  const speed = pace(0);
  let now = 0;
  for (let step = 1; step <= 20; step += 1) {
    const isMeasured = step % 10 === 0;
    now += isMeasured ? 60_000 : 100;
    speed.step(now, isMeasured);
  }
  expect(speed.perSecond()).toBeCloseTo(10, 6);
});

test('where every step is measured, that is how fast they go', () => {
  const speed = pace(0);
  for (let step = 1; step <= 5; step += 1) speed.step(step * 500, true);
  expect(speed.perSecond()).toBeCloseTo(2, 6);
});

test('a rest does not count, and a single step is no speed', () => {
  const speed = pace(0);
  speed.step(100);
  expect(speed.perSecond()).toBeNull();
  speed.rest(50_000);
  speed.step(50_100);
  expect(speed.perSecond()).toBeCloseTo(10, 6);
});
