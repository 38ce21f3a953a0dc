import { expect, test } from 'vitest';
import { standing } from '../../shared/schedule-standing.ts';
import { sweepPlan } from '../../shared/sweep.ts';
import { openStore } from '../store/open-store.ts';
import { tinyConfig } from '../tiny-config.ts';
import { openSchedules } from './schedules.ts';

test('whom a health rule has ended has lost; whom a stop rule has finished counts with its last value, and stands where that was', () => {
  const store = openStore({ folder: ':memory:', now: Date.now });
  const recording = { metricsEvery: 1 };
  const rules = [
    { test: 'health', rules: 'loss not finite' },
    { series: 'w1', is: 'below', value: 0.1 },
  ] as const;
  const runs = [...rules, null, null].map((stop, at) => {
    const run = store.runs.create({ name: `run ${at}`, config: tinyConfig({ steps: 36, recording, stop }), parent: null });
    const step = stop === null ? 4 : 3;
    const points = [{ type: 'points', step, values: { w1: at } } as const];
    store.record(run.id, { times: Float64Array.of(1), measurements: points, progress: { step, stepsPerSecond: 1, trainedFor: 1 } });
    store.runs.update(run.id, { status: stop === null ? 'stopped' : 'finished', until: 4 });
    return { run: run.id, variant: 'run', at, place: {}, seed: 1 };
  });
  const plan = sweepPlan.parse({ name: 'x', base: {}, schedule: { kind: 'asha', metric: 'w1', better: 'lower', min: 4, max: 36 } });
  const { id } = store.sweeps.create({ plan, runs });
  const schedules = openSchedules(store, { drivesAll: true });
  expect(standing(plan.schedule, schedules.entrants(id), plan).runs.map(({ marks }) => marks.map(({ rest, as }) => [rest, as]))).toEqual([
    [[4, 'lost']],
    [[4, 'end']],
    [[4, 'rests']],
    [[4, 'rests']],
  ]);
  expect(schedules.decisions()).toEqual([]);
  expect(schedules.isOver(id)).toBe(true);
  store.close();
});
