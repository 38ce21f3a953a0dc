import { expect, it } from 'vitest';
import type { Finding } from '../../shared/health-rule.ts';
import { openStore } from './open-store.ts';
import { createRun } from './store.fixtures.ts';

const finding = (rule: string, step: number, subject = 'critic'): Finding => ({
  ...{ rule, subject, step, sentence: `${rule} at ${step}.` },
  evidence: [
    {
      kind: 'series',
      key: 'loss/critic',
      points: [
        [step, Number.NaN],
        [step, Number.NEGATIVE_INFINITY],
      ],
    },
  ],
});

it('findings stand by step with their evidence, once a subject, and their rules with the run; a resume forgets those after its step', () => {
  const store = openStore({ folder: ':memory:', now: () => 5 });
  const run = createRun(store);
  expect(store.runs.get(run)?.health).toEqual([]);
  const first = [finding('no progress', 30), finding('clip saturation', 20), finding('no progress', 10, 'w1')];
  expect(store.findings.add(run, first)).toEqual(first);
  expect(store.findings.add(run, [finding('clip saturation', 40), finding('memory climbing', 40)])).toEqual([
    finding('memory climbing', 40),
  ]);
  expect(store.findings.list(run)).toEqual([first[2], first[1], first[0], finding('memory climbing', 40)]);
  expect(store.runs.get(run)?.health).toEqual(['no progress', 'clip saturation', 'memory climbing']);
  expect(store.runs.list({ query: '"memory climbing" in health' }).total).toBe(1);
  store.series.truncate(run, 10);
  expect(store.findings.list(run)).toEqual([first[2]]);
  expect(store.runs.get(run)?.health).toEqual(['no progress']);
  expect(store.findings.add(run, first)).toEqual(first.slice(0, 2));
  store.close();
});

it('what a trainer finds is recorded with its batch, and stays with a fork’s parent', () => {
  const store = openStore({ folder: ':memory:', now: () => 5 });
  const [parent, fork] = [createRun(store), createRun(store)];
  store.record(parent, {
    times: Float64Array.of(1, 2),
    measurements: [
      { type: 'points', step: 1, values: { w1: 1 } },
      { type: 'finding', ...finding('clip saturation', 1) },
    ],
    progress: { step: 1, stepsPerSecond: null, trainedFor: 1 },
  });
  store.series.copy(parent, fork, 1);
  expect(store.findings.list(parent)).toEqual([finding('clip saturation', 1)]);
  expect(store.findings.list(fork)).toEqual([]);
  store.close();
});
