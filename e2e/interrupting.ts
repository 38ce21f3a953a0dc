import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { type Random, seededRandom } from '../app/engine/random.ts';
import { openStore } from '../app/store/open-store.ts';
import { tinyConfig } from '../app/tiny-config.ts';
import type { RunConfig } from '../shared/run-config.ts';
import { isAsReference, pointsOf, type Reference, uninterrupted } from './killing.ts';

export const interruptions = ['SIGHUP', 'SIGTERM', 'closed pipe', 'full disk'] as const;
export type Interruption = (typeof interruptions)[number];

export interface InterruptingResult {
  interrupted: number;
  /** Points that the command line had told and that were not there. */
  lost: number;
  /** Runs brought to their end; those whose weights and curves are an uninterrupted run's. */
  finished: number;
  equal: number;
  wrongs: string[];
  /** Why there was none of it; null where there was. */
  leftOut: string | null;
}

const program = resolve(import.meta.dirname, '..', 'app', 'cli.ts');
const diskBytes = 24_000_000;

/** Interrupts `ganymede train` and `ganymede resume` at seeded moments, and holds the workspace to what they told. */
export async function interruptAtRandom(
  how: Interruption,
  { times, seed, steps }: { times: number; seed: number; steps: number },
): Promise<InterruptingResult> {
  const result: InterruptingResult = { interrupted: 0, lost: 0, finished: 0, equal: 0, wrongs: [], leftOut: null };
  const random = seededRandom(seed);
  const config = tinyConfig({ backend: 'wasm', steps, recording: { checkpointEvery: 25 } });
  const reference = times > 0 ? await uninterrupted(config) : null;
  while (reference !== null && result.interrupted < times && result.leftOut === null) {
    const folder = mkdtempSync(join(tmpdir(), 'ganymede-interrupt-'));
    const disk = how === 'full disk' ? mountDisk(join(folder, 'disk')) : null;
    try {
      if (how === 'full disk' && disk === null) result.leftOut = 'no disk can be mounted here: it takes root and tmpfs';
      else await toItsEnd(folder, config, reference);
    } finally {
      if (disk !== null) spawnSync('umount', [disk]);
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return result;

  async function toItsEnd(folder: string, given: RunConfig, whole: Reference): Promise<void> {
    const file = join(folder, 'config.json');
    writeFileSync(file, JSON.stringify(given));
    const workspace = join(folder, 'disk', 'workspace');
    for (let command = ['train', file]; ; command = ['resume', '1']) {
      const told = start([...command, '--json', '--workspace', workspace]);
      await told.firstStep;
      if (result.interrupted < times && !told.hasEnded()) {
        await Promise.race([delay(random.uniform() * 400), told.gone]);
        if (!told.hasEnded()) {
          result.interrupted += 1;
          await interrupt(how, told, join(folder, 'disk'), random);
        }
      }
      await told.gone;
      if (inspect(workspace, told.expected(), whole)) return;
    }
  }

  /** Whether the run has come to its end. */
  function inspect(workspace: string, expected: number, whole: Reference): boolean {
    const store = openStore({ folder: workspace, now: Date.now });
    try {
      const [run] = store.runs.list({ limit: 1 }).runs;
      const points = pointsOf(store, run.id);
      result.lost += Math.max(0, expected - points.length);
      if (points.some((step, at) => step !== at + 1)) result.wrongs.push(`after ${how} points have gaps or stand twice`);
      if (how.startsWith('SIG') && run.status !== 'stopped' && run.status !== 'finished')
        result.wrongs.push(`${how} left the run ${run.status}: ${run.sentence}`);
      if (run.status !== 'finished') return false;
      result.finished += 1;
      if (isAsReference(store, run.id, whole)) result.equal += 1;
      else result.wrongs.push(`after ${how} a run ended with other weights or curves than the uninterrupted one`);
      return true;
    } finally {
      store.close();
    }
  }
}

async function interrupt(how: Interruption, told: Told, disk: string, random: Random): Promise<void> {
  if (how === 'closed pipe') {
    told.child.stdout!.destroy();
    told.child.stderr!.destroy();
    return;
  }
  if (how !== 'full disk') {
    told.child.kill(how);
    return;
  }
  const filler = join(disk, 'filler');
  fill(disk, filler);
  await Promise.race([told.obstacle, told.gone]);
  const isStopped = random.uniform() < 0.5;
  if (isStopped) {
    told.child.kill('SIGTERM');
    await told.gone;
  }
  rmSync(filler, { force: true });
}

/** Until not a byte is left. */
function fill(disk: string, filler: string): void {
  for (let size = statfsSync(disk).bavail * statfsSync(disk).bsize; size > 0; size = Math.floor(size / 2)) {
    try {
      writeFileSync(filler, Buffer.alloc(size), { flag: 'a' });
    } catch {
      // What had room of it is written; the rest is tried by halves.
    }
  }
}

type Told = ReturnType<typeof start>;

/** The command line, and what it has told so far. */
function start(args: string[]) {
  const child: ChildProcess = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let expected = 0;
  let ended = false;
  const steps = signal();
  const obstacle = signal();
  child.stderr!.resume();
  createInterface({ input: child.stdout! }).on('line', (line) => {
    const said = JSON.parse(line);
    if (said.type !== 'progress') return;
    // A resume begins before what it measures again.
    if (said.status === 'running') expected = said.step;
    if (said.step > 0) steps.come();
    if (said.sentence) obstacle.come();
  });
  const gone = once(child, 'close').then(() => {
    ended = true;
    steps.come();
  });
  return { child, gone, firstStep: steps.came, obstacle: obstacle.came, expected: () => expected, hasEnded: () => ended };
}

function signal() {
  let come = () => {};
  const came = new Promise<void>((resolveIt) => {
    come = resolveIt;
  });
  return { came, come };
}

function mountDisk(folder: string): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  if (!existsSync(folder)) mkdirSync(folder);
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes}`, 'tmpfs', folder]);
  return status === 0 ? folder : null;
}
