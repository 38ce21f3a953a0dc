import { expect, it } from 'vitest';
import type { Origin } from '../../shared/origin.ts';
import type { RunStatus } from '../../shared/run.ts';
import { findingsAmong, newsAmong } from './run-events.tsx';

const elsewhere: Origin = { importer: 'mlflow', title: 'MLflow', source: '/data/mlruns', key: 'one' };
const run = (number: number, status: RunStatus, origin: Origin | null = null, health: string[] = []) => ({
  ...{ id: `run-${number}`, number, status, origin, health },
});

it('news is what has changed since the last look, not the ends of runs that came in ended or were uncovered', () => {
  const known = new Map([run(5, 'running'), run(6, 'running', elsewhere), run(7, 'finished')].map((one) => [one.id, one]));
  const now = [
    run(12, 'starting'),
    run(11, 'running', elsewhere),
    run(10, 'failed', elsewhere),
    run(9, 'failed'),
    run(8, 'running'),
    run(7, 'finished'),
    run(6, 'finished', elsewhere),
    run(5, 'stopped'),
    run(4, 'finished'),
  ];
  expect(newsAmong(now, known).map(({ number }) => number)).toEqual([11, 9, 8, 6, 5]);
});

it('a finding is news once, of runs that are seen anew as well, not of those that ended long ago', () => {
  const known = new Map([run(5, 'running', null, ['no progress']), run(6, 'running')].map((one) => [one.id, one]));
  const now = [
    run(8, 'finished', elsewhere, ['no progress']),
    run(7, 'running', null, ['clip saturation']),
    run(6, 'running'),
    run(5, 'running', null, ['no progress', 'memory climbing']),
    run(4, 'finished', null, ['coverage falling']),
  ];
  expect(findingsAmong(now, known).map(({ run: { number }, rules }) => [number, rules])).toEqual([
    [7, ['clip saturation']],
    [5, ['memory climbing']],
  ]);
});
