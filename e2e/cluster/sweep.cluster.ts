import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { SweepDetail, SweepEntry } from '../../shared/api/sweeps.ts';
import { tinyConfig } from '../../app/tiny-config.ts';
import { ended, hasCheckpoint, onSlurm, openDesk, usual, slurm, workspaceIn } from './desk.ts';

const { name: _, ...base } = tinyConfig({ steps: 600, threads: 1, recording: { checkpointEvery: 100 } });
const upTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
const plan = { name: 'array', base, seeds: upTo(12) };
const large = { name: 'a thousand', base, vary: { 'params.clip': { values: upTo(10).map((tenth) => tenth / 100) } }, seeds: upTo(100) };

it('is one array of twelve with at most two at once; one element cancelled, one requeued, and twelve right ends', () =>
  workspaceIn(async (folder) => {
    const desk = openDesk(folder);
    const sweep = await desk.json<SweepEntry>('POST', '/api/sweeps', { plan, on: onSlurm({ atOnce: 2 }) });
    const detail = () => desk.json<SweepDetail>('GET', `/api/sweeps/${sweep.id}`);
    const runs = (await detail()).runs.map(({ run }) => run);
    const jobs: string[] = [];
    for (const run of runs) jobs.push((await desk.until(run, ({ job }) => job?.job != null)).job!.job!);
    const [array] = jobs[0].split('_');
    expect(jobs).toEqual(runs.map((_, at) => `${array}_${at}`));

    await slurm('scancel', `${array}_11`);
    let most = 0;
    let requeued = '';
    for (;;) {
      const going = (await slurm('squeue', '--me', '-h', '-r', '-t', 'running', '-o', '%i'))
        .split('\n')
        .filter((job) => job.startsWith(`${array}_`));
      most = Math.max(most, going.length);
      if (requeued === '') {
        for (const job of going) {
          const run = runs[jobs.indexOf(job)];
          if (requeued !== '' || !hasCheckpoint(100)(await desk.detail(run)) || ended(await desk.detail(run))) continue;
          await slurm('scontrol', 'requeue', job);
          requeued = run;
        }
      }
      if ((await detail()).sweep.ended === 12) break;
      await pause(200);
    }
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(2);
    const last = await detail();
    expect(last.runs.map(({ status }) => status)).toEqual([...Array(11).fill('finished'), 'stopped']);
    expect((await desk.detail(runs[11])).run.sentence).toEqual(expect.stringMatching(/cancelled/i));
    expect((await desk.detail(requeued)).job).toMatchObject({ requeues: 1 });

    // The one that was put back is the one of this machine.
    const here = await desk.train(undefined, (await desk.detail(requeued)).run.config);
    const local = await desk.until(here, ended);
    const there = await desk.detail(requeued);
    expect(await desk.points(requeued)).toEqual(await desk.points(here));
    expect(there.checkpoints.at(-1)!.sha256).toBe(local.checkpoints.at(-1)!.sha256);
    await desk.close();
  }));

it('asks the queue once an interval, and a thousand waiting runs cost next to nothing', () =>
  workspaceIn(async (folder) => {
    const commands = join(folder, 'commands');
    mkdirSync(commands);
    const real = await slurm('sh', '-c', 'command -v squeue');
    writeFileSync(join(commands, 'squeue'), `#!/bin/sh\necho asked >> ${folder}/asked\nexec ${real} "$@"\n`);
    chmodSync(join(commands, 'squeue'), 0o755);
    const path = process.env.PATH;
    process.env.PATH = `${commands}:${path}`;
    await slurm('scontrol', 'update', 'node=node1', 'state=drain', 'reason=cleaning');
    const desk = openDesk(join(folder, 'workspace'), usual);
    try {
      const sweep = await desk.json<SweepEntry>('POST', '/api/sweeps', { plan: large, on: onSlurm({ atOnce: 2 }) });
      const { runs } = await desk.json<SweepDetail>('GET', `/api/sweeps/${sweep.id}`);
      await desk.until(runs.at(-1)!.run, ({ job }) => job?.state === 'PENDING' && job.reason !== '');
      const asked = () => readFileSync(join(folder, 'asked'), 'utf8').split('\n').length - 1;
      const [before, cpu, from] = [asked(), process.cpuUsage(), performance.now()];
      await pause(20_000);
      const seconds = (performance.now() - from) / 1000;
      const used = process.cpuUsage(cpu);
      const share = (used.user + used.system) / 1e6 / seconds;
      const questions = asked() - before;
      console.log(`1,000 waiting runs: ${(share * 100).toFixed(1)} % of a core; ${questions} questions in ${seconds.toFixed(0)} s`);
      expect(share).toBeLessThan(0.05);
      expect(questions).toBeLessThanOrEqual((seconds * 1000) / usual.statusSoon + 1);
      expect(await desk.json('POST', `/api/sweeps/${sweep.id}/stop`)).toEqual({ stopped: 1000 });
      await desk.until(runs.at(-1)!.run, ended);
      while ((await desk.json<SweepDetail>('GET', `/api/sweeps/${sweep.id}`)).sweep.ended < 1000) await pause(200);
      expect((await slurm('squeue', '--me', '-h', '-t', 'pending,running', '-o', '%i')).trim()).toBe('');
    } finally {
      process.env.PATH = path;
      await slurm('scontrol', 'update', 'node=node1', 'state=resume');
      await desk.close();
    }
  }));
