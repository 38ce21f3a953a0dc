import { type Resources, secondsOf, slurmTime } from '../../../shared/placement.ts';

/** Where nobody said anything. */
const usual = { time: '1h', cpus: 2, memory: '4G' };
/** Seconds before the time limit at which a job is warned: a checkpoint of a large network must be written in it. */
const warning = 180;
/** Slurm warns so much earlier: it looks that often. */
const early = 30;

export interface Submission {
  resources: Resources;
  /** Found again by it where the answer was lost. */
  comment: string;
  name: string;
  output: string;
  /** Elements of an array, and how many of them at once. */
  array: { count: number; atOnce: number } | null;
  /** What the job runs, each a word of the shell. */
  command: string[];
}

export function submission({ resources, comment, name, output, array, command }: Submission): { args: string[]; script: string } {
  const { partition, account, qos, gpus, flags = [], setup = [] } = resources;
  const seconds = secondsOf(resources.time ?? usual.time)!;
  const option = (key: string, value: string | number | undefined) => (value === undefined ? [] : [`--${key}=${value}`]);
  const args = [
    '--parsable',
    '--requeue',
    '--open-mode=append',
    '--export=NONE',
    `--signal=B:USR2@${Math.max(1, Math.min(warning, Math.floor(seconds / 2) - early))}`,
    `--job-name=${name}`,
    `--comment=${comment}`,
    `--output=${output}`,
    '--nodes=1',
    '--ntasks=1',
    `--time=${slurmTime(seconds)}`,
    `--mem=${resources.memory ?? usual.memory}`,
    `--cpus-per-task=${resources.cpus ?? usual.cpus}`,
    ...option('partition', partition),
    ...option('account', account),
    ...option('qos', qos),
    ...(gpus === undefined || gpus === 0 ? [] : [`--gres=gpu:${gpus}`]),
    ...(array === null ? [] : [`--array=0-${array.count - 1}%${array.atOnce}`]),
    ...flags,
  ];
  // With a shell as its parent a trainer would not hear the signals, and would outlive a cancelled job.
  return { args, script: ['#!/bin/bash', ...setup, `exec ${command.map(quoted).join(' ')}`, ''].join('\n') };
}

/** `123`, or `123;cluster`. */
export function submittedJob(printed: string): string {
  return printed.trim().split(/[;\s]/)[0];
}

export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
