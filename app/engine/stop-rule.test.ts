import { expect, test } from 'vitest';
import type { Measurement } from '../../shared/measurement.ts';
import { stopRule } from '../../shared/run-config.ts';
import { stopRuleWatch } from './stop-rule.ts';

const points = (step: number, values: Record<string, number>): Measurement[] => [{ type: 'points', step, values }];

test('a test that can’t tell, so many times on end, ends the run with its level in the sentence', () => {
  const watch = stopRuleWatch(stopRule.parse({ test: 'mmd2', level: 0.2, times: 2 }), undefined);
  const see = (step: number, p: number) => watch.see(points(step, { 'mmd2-mixture/p': p, 'mmd2/p': 0.9 }));
  expect(see(100, 0.2)).toBeNull();
  expect(see(200, 0.19)).toBeNull();
  expect(see(300, 0.2)).toBeNull();
  expect(watch.see(points(301, { 'loss/critic': 1 }))).toBeNull();
  expect(see(400, 0.6)).toBe(
    'The stop rule held at step 400: samples and data are indistinguishable at level 0.2 (mmd2-mixture/p was at least that 2 times on end, last 0.6).',
  );
});

test('the kernel says which p is asked, and a p that is not a number tells them apart', () => {
  const watch = stopRuleWatch(stopRule.parse({ test: 'mmd2', kernel: 'median', level: 0.05, times: 2 }), undefined);
  expect(watch.see(points(1, { 'mmd2-mixture/p': 0.9 }))).toBeNull();
  expect(watch.state()).toBe(0);
  expect(watch.see(points(2, { 'mmd2/p': 0.9 }))).toBeNull();
  expect(watch.see(points(3, { 'mmd2/p': Number.NaN }))).toBeNull();
  expect(watch.state()).toBe(0);
});

test('counts on from a checkpoint', () => {
  const rule = stopRule.parse({ test: 'mmd2', times: 3 });
  const first = stopRuleWatch(rule, undefined);
  first.see(points(1, { 'mmd2-mixture/p': 0.5 }));
  first.see(points(2, { 'mmd2-mixture/p': 0.5 }));
  expect(stopRuleWatch(rule, first.state()).see(points(3, { 'mmd2-mixture/p': 0.5 }))).toMatch(/indistinguishable at level 0.1/);
});
