import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import { askServed } from '../../app/cli/ask-served.ts';
import { openAsker } from '../../app/cli/asker.ts';
import { checkpointStep } from '../../shared/checkpoint-format.ts';
import { type Asks, asksOf, ended, hasCheckpoint, lasting, onSlurm, openDesk, slurm, workspaceIn } from './desk.ts';

/** Jobs outlive the studio, and the next one takes them up where they were recorded. */
let points: string[];
const steps = Array.from({ length: lasting.steps / 200 }, (_, at) => (at + 1) * 200);

beforeAll(() =>
  workspaceIn(async (folder) => {
    const desk = openDesk(folder);
    const id = await desk.train(undefined);
    await desk.until(id, ended);
    points = await desk.points(id);
    await desk.close();
  }),
);

/** A studio of its own, to be killed. `path` comes before the others where its commands are looked for. */
async function studioIn(folder: string, path = ''): Promise<{ asks: Asks; kill(): Promise<void>; gone: Promise<void> }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'studio.ts'), folder], {
    env: { ...process.env, PATH: `${path}:${process.env.PATH}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const address = await new Promise<string>((found) => child.stdout.setEncoding('utf8').once('data', (text: string) => found(text.trim())));
  const token = new URL(address).searchParams.get('token')!;
  const kill = () => {
    child.kill('SIGKILL');
    return gone;
  };
  return { asks: asksOf(openAsker(askServed(token), address)), kill, gone };
}

async function isWhole(folder: string, id: string): Promise<void> {
  const desk = openDesk(folder);
  try {
    const detail = await desk.until(id, ended);
    expect(detail.run.status).toBe('finished');
    expect(await desk.points(id)).toEqual(points);
    expect(detail.checkpoints.map(({ step }) => step)).toEqual(steps);
    expect(detail.checkpoints.every(({ state }) => state === 'there')).toBe(true);
    await desk.json('POST', `/api/runs/${id}/resume`).then(
      () => expect.unreachable('a finished run was resumed'),
      () => {},
    );
  } finally {
    await desk.close();
  }
}

/** The last checkpoint that a job has written, whether anybody has recorded it or not. */
function written(folder: string, id: string): number {
  const stay = join(folder, 'spool', id);
  return Math.max(
    0,
    ...readdirSync(stay).flatMap((sitting) => readdirSync(join(stay, sitting, 'checkpoints')).map((name) => checkpointStep(name) ?? 0)),
  );
}

it('goes on past two checkpoints while the studio is killed', () =>
  workspaceIn(async (folder) => {
    const { asks, kill } = await studioIn(folder);
    const id = await asks.train(onSlurm());
    await asks.until(id, hasCheckpoint(200));
    await kill();
    const then = written(folder, id);
    while (written(folder, id) < then + 400) await pause(50);
    await isWhole(folder, id);
  }));

it('ends while no studio is open, and is found ended', () =>
  workspaceIn(async (folder) => {
    const { asks, kill } = await studioIn(folder);
    const id = await asks.train(onSlurm());
    const { job } = await asks.until(id, (detail) => detail.job?.job != null);
    await kill();
    while (/PENDING|RUNNING|COMPLETING/.test(await slurm('squeue', '-h', '-t', 'all', '-o', '%T', '-j', job!.job!))) await pause(200);
    await isWhole(folder, id);
  }));

it('is let be by a studio that closes', () =>
  workspaceIn(async (folder) => {
    const desk = openDesk(folder);
    const id = await desk.train(onSlurm());
    const { job } = await desk.until(id, hasCheckpoint(200));
    await desk.close();
    expect(await slurm('squeue', '-h', '-o', '%T', '-j', job!.job!)).toBe('RUNNING');
    await isWhole(folder, id);
  }));

it('is found again where the studio is killed before it hears sbatch answer, and trained by one job alone', () =>
  workspaceIn(async (folder) => {
    const commands = join(folder, 'commands');
    mkdirSync(commands);
    const real = await slurm('sh', '-c', 'command -v sbatch');
    writeFileSync(join(commands, 'sbatch'), `#!/bin/sh\n${real} "$@" > ${folder}/answer\nkill -9 $PPID\n`);
    chmodSync(join(commands, 'sbatch'), 0o755);
    const { asks, gone } = await studioIn(folder, commands);
    const id = await asks.train(onSlurm()).catch(() => null);
    await gone;
    const desk = openDesk(folder);
    const [run] = (await desk.json<{ runs: { id: string }[] }>('GET', '/api/runs')).runs;
    expect(id === null || id === run.id).toBe(true);
    const { job } = await desk.until(run.id, (detail) => detail.job?.job != null);
    expect(await slurm('squeue', '--me', '-h', '-t', 'all', '-o', '%i %k')).toContain(`${job!.job} ganymede:${run.id}/`);
    const mine = (await slurm('squeue', '--me', '-h', '-t', 'all', '-o', '%k')).split('\n').filter((comment) => comment.includes(run.id));
    expect(mine).toHaveLength(1);
    await desk.close();
    await isWhole(folder, run.id);
  }));
