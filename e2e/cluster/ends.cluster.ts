import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunDetail } from '../../shared/api/runs.ts';
import { ended, hasCheckpoint, lasting, onSlurm, openDesk, restartController, slurm, stopController } from './desk.ts';

/** Each way in which Slurm ends a job, or does not begin it, is a state and a sentence of its run. */
const folder = mkdtempSync(join(tmpdir(), 'ganymede-cluster-'));
let desk: ReturnType<typeof openDesk>;
beforeAll(() => {
  desk = openDesk(folder);
});
afterAll(async () => {
  await desk.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 300 });
});

/** One that trains, and has something to go on from. */
async function training(flags: string[] = [], config = lasting): Promise<{ id: string; job: string }> {
  const id = await desk.train(onSlurm({ flags }), config);
  const { job } = await desk.until(id, hasCheckpoint(200));
  return { id, job: job!.job! };
}

async function resumes(id: string): Promise<void> {
  await desk.json('POST', `/api/runs/${id}/resume`);
  const { run } = await desk.until(id, ({ run: { status } }) => status === 'running');
  expect(run.step).toBeGreaterThanOrEqual(200);
  await desk.json('POST', `/api/runs/${id}/stop`);
  expect((await desk.until(id, ended)).run).toMatchObject({
    status: 'stopped',
    sentence: expect.stringMatching(/^Stopped after step \d+\.$/),
  });
}

async function endOf(id: string): Promise<RunDetail['run']> {
  const { run } = await desk.until(id, ended);
  return run;
}

it('cancelled outside', async () => {
  const { id, job } = await training();
  await slurm('scancel', job);
  const { status, sentence, step } = await endOf(id);
  expect([status, sentence]).toEqual(['stopped', `Cancelled in Slurm at step ${step}.`]);
  expect((await desk.detail(id)).checkpoints.at(-1)!.step).toBe(step);
  await resumes(id);
});

it('killed', async () => {
  const { id, job } = await training();
  const pids = (await slurm('scontrol', 'listpids', job)).split('\n').flatMap((line) => Number(line.split(/\s+/)[0]) || []);
  expect(pids.length).toBeGreaterThan(0);
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  expect(await endOf(id)).toMatchObject({ status: 'failed', sentence: expect.stringMatching(/killed at step \d+ \(signal 9\)/) });
  await resumes(id);
});

it('out of memory', async () => {
  // Less than Node itself takes: Slurm's watch ends it within a second or two.
  const id = await desk.train(onSlurm({ memory: '30M' }));
  expect(await endOf(id)).toMatchObject({ status: 'failed', sentence: expect.stringMatching(/used more memory than the 30M/) });
});

it('out of time, with no warning', async () => {
  const { id, job } = await training(['--signal=B:CONT@1']);
  await slurm('scontrol', 'update', `jobid=${job}`, 'EndTime=now+2');
  expect(await endOf(id)).toMatchObject({ status: 'failed', sentence: expect.stringMatching(/time limit of 20m was reached at step \d+/) });
  await resumes(id);
});

it('whose output folder is missing on the node', async () => {
  const id = await desk.train(onSlurm({ flags: ['--output=/nowhere/at/all/job.log'] }));
  expect(await endOf(id)).toMatchObject({ status: 'failed', sentence: expect.stringMatching(/compute node can't write .*share/) });
});

it('refused: Slurm says why', async () => {
  const partition = await desk.train(onSlurm({ partition: 'nowhere' }));
  expect(await endOf(partition)).toMatchObject({
    status: 'failed',
    sentence: expect.stringMatching(/^Slurm refused the job: .*invalid partition/i),
  });
});

it('held back by a drained node keeps waiting with Slurm’s reason, and can be taken out', async () => {
  await slurm('scontrol', 'update', 'node=node1', 'state=drain', 'reason=cleaning');
  try {
    const id = await desk.train(onSlurm());
    const { run } = await desk.until(id, ({ run: { sentence } }) => /\(.+\)/.test(sentence));
    expect(run.sentence).toMatch(/^Waits in Slurm as job \d+ \(.*(node|Node|Resources|Priority|Draining|DOWN).*\)\.$/);
    expect(run.status).toBe('starting');
    await expect(desk.json('POST', `/api/runs/${id}/pause`)).rejects.toThrow(/can’t be paused/);
    await desk.json('POST', `/api/runs/${id}/stop`);
    expect(await endOf(id)).toMatchObject({ status: 'stopped', sentence: expect.stringContaining('before it began') });
  } finally {
    await slurm('scontrol', 'update', 'node=node1', 'state=resume');
  }
});

it('keeps its state and its points while the controller is away, and answers as ever', async () => {
  const { id } = await training([], { ...lasting, steps: 100_000 });
  await stopController();
  try {
    const notices = () => desk.json<{ notices: { kind: string; sentence: string }[] }>('GET', '/api/workspace');
    const { step } = (await desk.detail(id)).run;
    const later = await desk.until(id, ({ run, job }) => run.step > step + 200 && job?.trouble !== null);
    expect(later.run.status).toBe('running');
    expect(later.job!.trouble).toMatch(/^Slurm does not answer since \d\d:\d\d/);
    expect((await notices()).notices).toContainEqual({ kind: 'cluster', sentence: expect.stringContaining('recorded all the same') });
    const asked = performance.now();
    await desk.detail(id);
    expect(performance.now() - asked).toBeLessThan(1000);
  } finally {
    await restartController();
  }
  const back = await desk.until(id, (detail) => detail.job?.trouble === null);
  expect(back.run.status).toBe('running');
  await desk.json('POST', `/api/runs/${id}/stop`);
  await endOf(id);
});

it('waits for commands that are not there, and says so', async () => {
  const commands = mkdtempSync(join(tmpdir(), 'ganymede-commands-'));
  writeFileSync(
    join(commands, 'sbatch'),
    '#!/bin/sh\necho "sbatch: error: Unable to contact slurm controller (connect failure)" >&2\nexit 1\n',
  );
  chmodSync(join(commands, 'sbatch'), 0o755);
  const path = process.env.PATH;
  process.env.PATH = `${commands}:${path}`;
  const id = await desk.train(onSlurm());
  const { run } = await desk.until(id, ({ job }) => job?.trouble != null);
  expect(run.status).toBe('starting');
  process.env.PATH = path;
  rmSync(commands, { recursive: true });
  await desk.until(id, ({ run: { status } }) => status === 'running');
  await desk.json('POST', `/api/runs/${id}/stop`);
  await endOf(id);
});
