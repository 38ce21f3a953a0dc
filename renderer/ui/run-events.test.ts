import { expect, it } from 'vitest';
import type { Origin } from '../../shared/origin.ts';
import type { RunStatus } from '../../shared/run.ts';
import { newsAmong } from './run-events.tsx';

const elsewhere: Origin = { importer: 'mlflow', title: 'MLflow', source: '/data/mlruns', key: 'one' };
const run = (number: number, status: RunStatus, origin: Origin | null = null) => ({ id: `run-${number}`, number, status, origin });

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
