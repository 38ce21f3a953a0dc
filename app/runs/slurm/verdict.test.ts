import { expect, it } from 'vitest';
import { anewExitCode } from '../../spool/folder.ts';
import { parseSacct, parseSqueue, squeueArgs } from './states.ts';
import { type Ended, type Facts, readWithLog, unexplained, verdict } from './verdict.ts';

const row: Facts['row'] = { job: '7', leftBy: null, host: 'node1', folder: '/spool', resources: { time: '4h', memory: '8G' }, anew: 0 };
const told = (state: string, { code = 0, signal = 0, reason = '' } = {}, changes: Partial<Facts['row']> = {}, isStopping = false) =>
  verdict({ job: '7', state, reason, exit: { code, signal } }, { row: { ...row, ...changes }, step: 40, isStopping });

it('says of a job that waits why it does, and what has come before', () => {
  expect(told('PENDING', { reason: 'Resources' }, { host: null })).toEqual({
    kind: 'waits',
    sentence: 'Waits in Slurm as job 7 (Resources).',
  });
  expect(told('PENDING', { reason: 'BeginTime' }, { leftBy: 'TERM' })).toMatchObject({
    sentence: 'Preempted at step 40; waits again in Slurm as job 7 (BeginTime).',
  });
  expect(told('PENDING', {}, { leftBy: 'USR2' })).toMatchObject({
    sentence: expect.stringContaining('Its time limit was reached at step 40'),
  });
  expect(told('PENDING')).toMatchObject({ sentence: expect.stringContaining('Its node was lost at step 40') });
});

it.each([
  ['TIMEOUT', {}, 'failed', /time limit of 4h/],
  ['OUT_OF_MEMORY', {}, 'failed', /8G.*--memory/],
  ['FAILED', { signal: 9 }, 'failed', /signal 9.*memory/],
  ['FAILED', { code: 137 }, 'failed', /signal 9/],
  ['FAILED', { signal: 53 }, 'failed', /can't write \/spool/],
  ['FAILED', { code: 3 }, 'failed', /exit code 3/],
  ['CANCELLED', {}, 'stopped', /Cancelled in Slurm at step 40/],
  ['DEADLINE', { reason: 'late' }, 'failed', /DEADLINE \(late\)/],
  ['COMPLETED', {}, 'interrupted', /last that was heard of it is step 40/],
])('gives %s %o an end and a sentence of its own', (state, exit, as, sentence) => {
  expect(told(state, exit)).toEqual({ kind: 'ended', as, sentence: expect.stringMatching(sentence) });
});

it('finds in the log of a killed job that its memory was too little', () => {
  const killed = told('FAILED', { signal: 9 }) as Ended;
  const facts = { row, step: 40, isStopping: false };
  expect(readWithLog(killed, 'slurmstepd: error: Exceeded job memory limit', facts).sentence).toMatch(/8G.*--memory/);
  expect(readWithLog(killed, 'slurmstepd: error: Detected 1 oom_kill event', facts).sentence).toMatch(/8G/);
  expect(readWithLog(killed, 'nothing', facts)).toEqual(killed);
});

it('hands over anew what the queue did not take back, until it is no use', () => {
  for (const [state, exit] of [
    ['FAILED', { code: anewExitCode }],
    ['NODE_FAIL', {}],
    ['PREEMPTED', {}],
  ] as const) {
    expect(told(state, exit)).toEqual({ kind: 'anew' });
    expect(told(state, exit, {}, true)).toMatchObject({ kind: 'ended', as: 'stopped' });
    expect(told(state, exit, { anew: 20 })).toMatchObject({ kind: 'ended', as: 'failed' });
  }
});

it('takes a cancelled job for stopped where a person stopped it', () => {
  expect(told('CANCELLED', {}, { host: null }, true)).toMatchObject({
    as: 'stopped',
    sentence: expect.stringContaining('before it began'),
  });
  expect(told('CANCELLED', {}, {}, true)).toMatchObject({ as: 'stopped', sentence: 'Stopped after step 40.' });
});

it('takes a job that the queue has forgotten for cancelled where it had not begun', () => {
  const facts = { row: { ...row, host: null }, step: 0, isStopping: false };
  expect(unexplained(facts)).toMatchObject({ as: 'stopped', sentence: expect.stringContaining('cancelled there') });
  expect(unexplained({ ...facts, isStopping: true })).toMatchObject({
    as: 'stopped',
    sentence: expect.stringContaining('before it began'),
  });
  expect(unexplained({ ...facts, row })).toMatchObject({ as: 'interrupted' });
});

it('reads what squeue and sacct print', () => {
  const widths = squeueArgs
    .at(-1)!
    .split(',')
    .map((field) => Number(field.split(':')[1]));
  const line = (...values: string[]) => values.map((value, at) => value.padEnd(widths[at])).join('');
  const text = [
    line('24_3', 'FAILED', '1792', 'ganymede:run/one', 'NonZeroExitCode'),
    line('25', 'RUNNING', '9', '(null)', 'None'),
    '',
  ].join('\n');
  expect(parseSqueue(text)).toEqual([
    { job: '24_3', state: 'FAILED', reason: 'NonZeroExitCode', comment: 'ganymede:run/one', exit: { code: 7, signal: 0 } },
    { job: '25', state: 'RUNNING', reason: '', comment: '(null)', exit: { code: 0, signal: 9 } },
  ]);
  expect(parseSacct('24_3|CANCELLED by 0|0:15\nno books\n')).toEqual([
    { job: '24_3', state: 'CANCELLED', reason: '', comment: '', exit: { code: 0, signal: 15 } },
  ]);
});
