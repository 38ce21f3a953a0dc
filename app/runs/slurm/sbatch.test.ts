import { expect, it } from 'vitest';
import { secondsOf, slurmTime } from '../../../shared/placement.ts';
import { cleanEnvironment } from './commands.ts';
import { type Submission, submission, submittedJob } from './sbatch.ts';

const asked: Submission = {
  resources: {
    partition: 'gpu',
    account: 'lab',
    time: '4h',
    cpus: 8,
    memory: '16G',
    gpus: 'a100:1',
    flags: ['--constraint=avx2'],
    setup: ['module load cuda'],
  },
  comment: 'ganymede:run/sitting',
  name: 'gm-ganymede',
  output: '/shared/it is here/job.log',
  array: null,
  command: ['/opt/node', '/shared/it is here/spool-child.ts', "/shared/o'clock"],
};

it('asks for all that a site insists on, and runs the trainer in the place of the shell', () => {
  const { args, script } = submission(asked);
  expect(args).toEqual(
    expect.arrayContaining([
      ...['--parsable', '--requeue', '--open-mode=append', '--export=NONE', '--signal=B:USR2@180', '--time=0-04:00:00', '--mem=16G'],
      ...[
        '--cpus-per-task=8',
        '--partition=gpu',
        '--account=lab',
        '--gres=gpu:a100:1',
        '--output=/shared/it is here/job.log',
        '--constraint=avx2',
      ],
    ]),
  );
  expect(script.split('\n')).toEqual([
    '#!/bin/bash',
    'module load cuda',
    `exec /opt/node '/shared/it is here/spool-child.ts' '/shared/o'\\''clock'`,
    '',
  ]);
});

it('names time, memory and cores where nobody did, and warns a short job halfway', () => {
  const { args } = submission({ ...asked, resources: {} });
  expect(args).toEqual(expect.arrayContaining(['--time=0-01:00:00', '--mem=4G', '--cpus-per-task=2']));
  expect(args.some((arg) => arg.startsWith('--gres') || arg.startsWith('--partition') || arg.startsWith('--array'))).toBe(false);
  expect(submission({ ...asked, resources: { time: '2m' } }).args).toContain('--signal=B:USR2@30');
  expect(submission({ ...asked, array: { count: 12, atOnce: 2 } }).args).toContain('--array=0-11%2');
});

it('reads lengths of time as people and as Slurm write them', () => {
  const read = ['4h', '90m', '1d12h', '1.5h', '1-12:00:00', '1-12', '30', '30:15', '2:00:00', '0', 'soon', '4 h', '4h x'].map(secondsOf);
  expect(read).toEqual([14_400, 5400, 129_600, 5400, 129_600, 129_600, 1800, 1815, 7200, null, null, null, null]);
  expect(slurmTime(129_645)).toBe('1-12:00:45');
});

it('keeps what an outer job says of itself from the new one', () => {
  const outer = {
    SLURM_CPU_BIND: 'x',
    SLURM_JOB_ID: '1',
    SBATCH_PARTITION: 'y',
    PMIX_RANK: '0',
    SQUEUE_FORMAT: '%i',
    SLURM_CONF: '/etc/slurm.conf',
    PATH: '/bin',
  };
  expect(cleanEnvironment(outer)).toEqual({ SLURM_CONF: '/etc/slurm.conf', PATH: '/bin' });
});

it('finds the job in what sbatch prints', () => {
  expect(['123\n', '123;cluster\n'].map(submittedJob)).toEqual(['123', '123']);
});
