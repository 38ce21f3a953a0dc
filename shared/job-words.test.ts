import { expect, it } from 'vitest';
import { jobWords } from './job-words.ts';
import type { JobInfo } from './placement.ts';

const job: JobInfo = {
  ...{ executor: 'slurm', job: '7', state: 'RUNNING', reason: '', host: 'node1', requeues: 0, waited: 0, waitsSince: null, trouble: null },
  ...{ resources: {}, isOver: false },
};

it('says where a run trains, how often it was put back and how long it waited', () => {
  expect(jobWords(job, 0)).toBe('Trains in Slurm, job 7 on node1.');
  expect(jobWords({ ...job, state: 'SUSPENDED' }, 0)).toBe('Trains in Slurm, job 7 on node1 (SUSPENDED).');
  expect(jobWords({ ...job, isOver: true, requeues: 2, waited: 300_000 }, 0)).toBe(
    'Trained in Slurm, job 7 on node1. Put back into the queue 2 times. Waited 5 min in the queue.',
  );
  expect(jobWords({ ...job, host: null, state: 'PENDING', waitsSince: 1000 }, 31_000)).toBe('Has waited 30 s in the queue.');
  expect(jobWords({ ...job, job: null, host: null, state: '' }, 0)).toBe('Being handed to Slurm.');
  expect(jobWords({ ...job, trouble: 'Slurm does not answer since 12:03.' }, 0)).toMatch(/since 12:03\.$/);
});
