import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { RunDetail } from '../../shared/api/runs.ts';
import type { Placement, Resources } from '../../shared/placement.ts';
import type { Run } from '../../shared/run.ts';
import { openAsker } from '../../app/cli/asker.ts';
import { launchNode } from '../../app/runs/launch-node.ts';
import { openStudio } from '../../app/studio.ts';
import { tinyConfig } from '../../app/tiny-config.ts';

const run = promisify(execFile);

/** As a real cluster is asked. */
export const usual = { read: 2000, statusSoon: 5000, status: 60_000, grace: 300_000 };
/** As often as a test can wait for it; a real cluster is asked once a minute. */
export const pace = { read: 300, statusSoon: 1000, status: 2000, grace: 3000 };
/** All that a tiny run needs, for a job that is not warned before its time is nearly over. */
export const small: Resources = { time: '20m', memory: '600M', cpus: 1 };

/** Some seconds of training, so that something can happen to it. */
export const lasting = tinyConfig({ steps: 4000, threads: 1, recording: { checkpointEvery: 200 } });

/** A studio in this process, asked as a page asks it. */
export function openDesk(workspace: string, often = pace) {
  const studio = openStudio({ workspace, launchTrainer: launchNode({ version: 'test' }), jobs: { version: 'test', pace: often } });
  const asker = openAsker(studio.fetch, 'http://studio/');
  return { ...asksOf(asker), close: studio.close };
}

/** What a test does to a studio, wherever it lives. */
export function asksOf({ json, bytes }: ReturnType<typeof openAsker>) {
  const detail = (id: string) => json<RunDetail>('GET', `/api/runs/${id}`);
  return {
    json,
    detail,
    async train(on: Placement | undefined, config: object = lasting): Promise<string> {
      return (await json<Run>('POST', '/api/runs', { config, on })).id;
    },
    async until(id: string, holds: (detail: RunDetail) => boolean): Promise<RunDetail> {
      for (;;) {
        const found = await detail(id);
        if (holds(found)) return found;
        await pause(100);
      }
    },
    /** Every recorded value, in order, without the times; what a run uses of its machine is of the machine. */
    async points(id: string): Promise<string[]> {
      const exported = await bytes('POST', '/api/exports', { to: 'csv', runs: [id] });
      const lines = new TextDecoder()
        .decode(exported.bytes)
        .trim()
        .split('\n')
        .slice(1)
        .filter((line) => !line.includes(',system/'));
      return lines.map((line) => line.split(',').slice(1).toSpliced(2, 1).join(',')).sort();
    },
  };
}
export type Asks = ReturnType<typeof asksOf>;

export const onSlurm = (resources: Resources = {}): Placement => ({ executor: 'slurm', resources: { ...small, ...resources } });

export const ended = ({ run: { status } }: RunDetail) => ['finished', 'stopped', 'failed', 'interrupted'].includes(status);
export const hasCheckpoint = (step: number) => (detail: RunDetail) => ended(detail) || detail.checkpoints.some((one) => one.step >= step);

/** Slurm's own commands, as a person beside the studio types them. */
export async function slurm(command: string, ...args: string[]): Promise<string> {
  return (await run(command, args)).stdout.trim();
}

/** A job that wants the whole node at once, for a moment. */
export async function preempt(): Promise<void> {
  await slurm('sbatch', '--partition=urgent', '--cpus-per-task=2', '--mem=50', '--time=1', '--output=/dev/null', '--wrap=sleep 0.5');
}

export async function workspaceIn<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'ganymede-cluster-'));
  try {
    return await work(resolve(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 300 });
  }
}

const base = () => dirname(process.env.SLURM_CONF!);

/** As if the machine that it runs on were gone. */
export async function stopController(): Promise<void> {
  process.kill(Number(readFileSync(join(base(), 'slurmctld.pid'), 'utf8')), 'SIGKILL');
}

/** With all that it knew. */
export async function restartController(): Promise<void> {
  await slurm('slurmctld', '-f', process.env.SLURM_CONF!);
  while ((await slurm('scontrol', 'ping').catch(() => '')).includes('DOWN')) await pause(200);
}
