import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Order, TrainerEvent } from '../../shared/trainer-protocol.ts';
import { anewExitCode, eventFiles, spool, type SpoolOrder } from '../spool/folder.ts';
import { readFrames } from '../spool/frame.ts';
import type { TrainOrder } from '../../shared/trainer-protocol.ts';
import { tinyConfig } from '../tiny-config.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ganymede-spool-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const steps = 60;
const config = tinyConfig({ steps, threads: 1, recording: { checkpointEvery: 20 } });

function layOut(name: string, changes: Partial<SpoolOrder> = {}): string {
  const place = join(folder, name);
  for (const part of [spool.orders, spool.checkpoints]) mkdirSync(join(place, part), { recursive: true });
  const train: TrainOrder = {
    type: 'train',
    run: name,
    config,
    extensions: [],
    gpu: null,
    from: null,
    checkpointFolder: '',
    notBefore: 0,
    lineage: 'new',
    until: null,
  };
  const order: SpoolOrder = { train, code: 'test', mostLimits: 20, keepCheckpoints: 20, ...changes };
  writeFileSync(join(place, spool.order), serialize(order));
  return place;
}

/** As a job of that name; ends with its exit code. */
function start(place: string, job: string, path = process.env.PATH) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'spool-child.ts'), place], {
    env: { ...process.env, PATH: path, SLURM_JOB_ID: job, SLURM_CPUS_PER_TASK: '1', SLURM_MEM_PER_NODE: '512' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const gone = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, gone };
}

function eventsOf(place: string, file: number): TrainerEvent[] {
  return readFrames(readFileSync(join(place, spool.events(file)))).frames.map(({ event }) => event as TrainerEvent);
}

async function untilCheckpoint(place: string, step: number): Promise<void> {
  const there = () =>
    readdirSync(join(place, spool.checkpoints)).some((name) => Number(/^step-(\d+)\.safetensors$/.exec(name)?.[1]) >= step);
  if (there()) return;
  await new Promise<void>((resolve) => {
    const watching = watch(join(place, spool.checkpoints), () => {
      if (!there()) return;
      watching.close();
      resolve();
    });
    if (there()) {
      watching.close();
      resolve();
    }
  });
}

/** Every value recorded of the run itself, not of its machine, by series and step; what was measured again counts as it was measured last. */
function points(place: string): Map<string, number> {
  const all = new Map<string, number>();
  for (const file of eventFiles(readdirSync(place))) {
    for (const event of eventsOf(place, file)) {
      if (event.type !== 'batch') continue;
      for (const measured of event.measurements) {
        if (measured.type !== 'points') continue;
        for (const [key, value] of Object.entries(measured.values)) {
          if (!key.startsWith('system/')) all.set(`${key} ${measured.step}`, value);
        }
      }
    }
  }
  return all;
}

const lastHash = (place: string) =>
  createHash('sha256')
    .update(readFileSync(join(place, spool.checkpoints, `step-${String(steps).padStart(9, '0')}.safetensors`)))
    .digest('hex');

it('trains on through a preemption and a time limit as if there had been none, each start in a file of its own', async () => {
  const whole = layOut('whole');
  const cut = layOut('cut');
  expect(await start(whole, '1').gone).toBe(0);

  const first = start(cut, '7');
  await untilCheckpoint(cut, 20);
  first.child.kill('SIGTERM');
  expect(await first.gone).toBe(143);
  expect(eventsOf(cut, 0).at(-1)).toMatchObject({ type: 'left', signal: 'TERM' });
  const { step } = eventsOf(cut, 0).at(-1) as { step: number };
  expect(step).toBeLessThan(steps);

  // There is no scontrol that could put it back: the studio hands it over anew.
  const second = start(cut, '7', '/nowhere');
  await untilCheckpoint(cut, step + 1);
  second.child.kill('SIGUSR2');
  expect(await second.gone).toBe(anewExitCode);
  expect(eventsOf(cut, 1).find(({ type }) => type === 'ready')).toMatchObject({
    step,
    environment: { cores: 1, memoryBytes: 512 * 2 ** 20 },
  });
  expect(eventsOf(cut, 1).at(-1)).toMatchObject({ type: 'left', signal: 'USR2' });

  expect(await start(cut, '7').gone).toBe(0);
  expect(eventsOf(cut, 2).at(-1)).toMatchObject({ type: 'ended', as: 'finished', step: steps });
  expect(points(cut)).toEqual(points(whole));
  expect(lastHash(cut)).toBe(lastHash(whole));
  // An ended run that is put back by somebody has nothing to do.
  expect(await start(cut, '7').gone).toBe(0);
  expect(eventFiles(readdirSync(cut))).toEqual([0, 1, 2]);
});

it('leaves a spool that another job has, and obeys an order once', async () => {
  const place = layOut('claimed');
  mkdirSync(join(place, spool.claim));
  writeFileSync(join(place, spool.claim, spool.claimant), '1');
  expect(await start(place, '2').gone).toBe(0);
  expect(eventFiles(readdirSync(place))).toEqual([]);

  writeFileSync(join(place, spool.orders, '5.json'), JSON.stringify({ type: 'stop' } satisfies Order));
  expect(await start(place, '1').gone).toBe(0);
  expect(eventsOf(place, 0).at(-1)).toMatchObject({ type: 'ended', as: 'stopped' });
  expect(readdirSync(join(place, spool.orders))).toEqual([]);
  expect(existsSync(join(place, spool.ended))).toBe(true);
});
