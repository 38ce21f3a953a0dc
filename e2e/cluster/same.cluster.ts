import { afterAll, beforeAll, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunDetail } from '../../shared/api/runs.ts';
import { ended, hasCheckpoint, onSlurm, openDesk, preempt, slurm } from './desk.ts';

/** A run that trains in Slurm is the run that trains here: every point, and the weights to the bit, whatever comes between. */
const folder = mkdtempSync(join(tmpdir(), 'ganymede-cluster-'));
let desk: ReturnType<typeof openDesk>;
let here: { points: string[]; hashes: string[] };

const hashes = ({ checkpoints }: RunDetail) => checkpoints.map(({ step, sha256 }) => `${step} ${sha256}`);

beforeAll(async () => {
  desk = openDesk(folder);
  const id = await desk.train(undefined);
  const detail = await desk.until(id, ended);
  here = { points: await desk.points(id), hashes: hashes(detail) };
});
afterAll(async () => {
  await desk.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 300 });
});

async function isAsHere(id: string): Promise<RunDetail> {
  const detail = await desk.until(id, ended);
  expect([detail.run.status, detail.run.sentence]).toEqual(['finished', 'All 4000 steps are done.']);
  expect(await desk.points(id)).toEqual(here.points);
  // Where it left on the way it wrote one more.
  expect(hashes(detail)).toEqual(expect.arrayContaining(here.hashes));
  return detail;
}

it('trains in Slurm as it does here', async () => {
  const id = await desk.train(onSlurm());
  const { job } = await isAsHere(id);
  expect(job).toMatchObject({ isOver: true, requeues: 0 });
  expect(job!.waited).toBeGreaterThan(0);
});

it('preempted by an urgent job', async () => {
  const id = await desk.train(onSlurm());
  await desk.until(id, hasCheckpoint(200));
  await preempt();
  const { run } = await desk.until(id, ({ run: { status, sentence } }) => status !== 'running' && /waits again/.test(sentence));
  expect(run.sentence).toMatch(/^Preempted at step \d+; waits again in Slurm as job \d+/);
  expect((await isAsHere(id)).job).toMatchObject({ requeues: 1 });
});

it('warned of its time limit twice', async () => {
  const id = await desk.train(onSlurm());
  for (const [requeues, step] of [
    [0, 200],
    [1, 1200],
  ]) {
    const { job } = await desk.until(
      id,
      (detail) => hasCheckpoint(step)(detail) && detail.job?.requeues === requeues && detail.run.status === 'running',
    );
    await slurm('scancel', '--batch', '--signal=USR2', job!.job!);
    await desk.until(id, ({ run: { sentence } }) => /time limit/.test(sentence));
  }
  expect((await isAsHere(id)).job).toMatchObject({ requeues: 2 });
});

it('that reaches the time limit of Slurm itself', async () => {
  const id = await desk.train(onSlurm());
  const { job } = await desk.until(id, hasCheckpoint(200));
  await slurm('scontrol', 'update', `jobid=${job!.job}`, 'EndTime=now+60');
  await desk.until(id, ({ run: { sentence } }) => /time limit/.test(sentence));
  // It is the job's limit from now on.
  await slurm('scontrol', 'update', `jobid=${job!.job}`, 'TimeLimit=20');
  expect((await isAsHere(id)).job).toMatchObject({ requeues: 1 });
});

it('that may not be put back into the queue is handed over anew', async () => {
  const id = await desk.train(onSlurm({ flags: ['--no-requeue'] }));
  const { job } = await desk.until(id, hasCheckpoint(200));
  await slurm('scancel', '--batch', '--signal=USR2', job!.job!);
  const detail = await isAsHere(id);
  expect(detail.job).toMatchObject({ requeues: 1 });
  expect(detail.job!.job).not.toBe(job!.job);
});
