import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { seededRandom } from '../app/engine/random.ts';
import { finalTensors } from '../app/final-tensors.ts';
import { openStore } from '../app/store/open-store.ts';
import type { Store } from '../app/store/store.ts';
import { tinyConfig } from '../app/tiny-config.ts';
import type { RunConfig } from '../shared/run-config.ts';
import { isOfMachine } from '../shared/series-roles.ts';

export interface KillingOptions {
  kills: number;
  seed: number;
  /** The runs take turns over these. */
  backends: ('wasm' | 'cpu')[];
  steps: number;
}

export interface KillingResult {
  trainerKills: number;
  studioKills: number;
  /** Times that the workspace was opened again after its studio's death. */
  opened: number;
  /** Points that had been acknowledged and were not there. */
  lost: number;
  /** Checkpoints read and hashed after kills. */
  checkpoints: number;
  /** Runs that were killed, resumed, and brought to their end; those whose weights and curves are an uninterrupted run's. */
  finished: number;
  equal: number;
  /** Trainers that outlived their studio by more than ten seconds. */
  orphans: number;
  milliseconds: number;
  wrongs: string[];
}

/** What a run that nobody interrupted ends with. */
export interface Reference {
  tensors: ReturnType<typeof finalTensors>;
  curves: string;
}

/** Kills -9 trainer or studio, as the dice fall, at seeded moments, and holds the workspace to what was acknowledged. */
export async function killAtRandom({ kills, seed, backends, steps }: KillingOptions): Promise<KillingResult> {
  const random = seededRandom(seed);
  const started = performance.now();
  const references = new Map<string, Reference>();
  const orphans: number[] = [];
  const result: KillingResult = {
    ...{ trainerKills: 0, studioKills: 0, opened: 0, lost: 0, checkpoints: 0, finished: 0, equal: 0, orphans: 0, milliseconds: 0 },
    wrongs: [],
  };

  for (let turn = 0; result.trainerKills + result.studioKills < kills; turn += 1) {
    const config = tinyConfig({ backend: backends[turn % backends.length], steps, recording: { checkpointEvery: 25 } });
    const reference = references.get(config.backend) ?? (await uninterrupted(config));
    references.set(config.backend, reference);
    const folder = mkdtempSync(join(tmpdir(), 'ganymede-kill-'));
    try {
      await trainUnderFire(folder, config, reference);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  result.orphans = await survivors(orphans);
  result.milliseconds = performance.now() - started;
  return result;

  /** One run to its end through as many deaths as are left. */
  async function trainUnderFire(folder: string, config: RunConfig, reference: Reference): Promise<void> {
    for (;;) {
      const studio = watch(folder, config);
      while (result.trainerKills + result.studioKills < kills) {
        await aim(studio);
        if (studio.hasFinished()) break;
        const isStudio = random.uniform() < 0.5;
        if (!isStudio && studio.trainer() === null) continue;
        const expected = studio.expected();
        if (isStudio) {
          result.studioKills += 1;
          const orphan = studio.trainer();
          if (orphan !== null) orphans.push(orphan);
          studio.child.kill('SIGKILL');
          await studio.gone;
          break;
        }
        result.trainerKills += 1;
        const deaths = studio.deaths();
        strike(studio.trainer()!);
        await studio.died(deaths);
        result.lost += Math.max(0, expected - studio.recorded());
      }
      await studio.goneOrFinished();
      await studio.gone;
      const store = openStore({ folder, now: Date.now });
      result.opened += 1;
      const hasFinished = inspect(store, studio.expected());
      if (hasFinished) compare(store, reference);
      store.close();
      if (hasFinished) return;
    }
  }

  /** A moment: soon after the launch, or some time into the training. */
  async function aim(studio: Watched): Promise<void> {
    const early = random.uniform() < 0.25;
    const wait = random.uniform() * (early ? 900 : 400);
    if (!early) await studio.ready();
    await Promise.race([delay(wait), studio.gone]);
  }

  function inspect(store: Store, expected: number): boolean {
    const run = store.runs.list({ limit: 1 }).runs.at(0);
    if (run === undefined) {
      if (expected > 0) result.wrongs.push('the run itself is gone');
      return false;
    }
    const points = pointsOf(store, run.id);
    result.lost += Math.max(0, expected - points.length);
    if (points.some((step, at) => step !== at + 1)) result.wrongs.push(`points have gaps or stand twice: ${points.slice(0, 50).join(' ')}`);
    for (const { id, sha256, step } of store.checkpoints.list(run.id)) {
      const bytes = readFileSync(store.checkpoints.get(id)!.file);
      result.checkpoints += 1;
      if (createHash('sha256').update(bytes).digest('hex') !== sha256)
        result.wrongs.push(`the checkpoint of step ${step} is not what was recorded`);
    }
    return run.status === 'finished';
  }

  function compare(store: Store, reference: Reference): void {
    const { id } = store.runs.list({ limit: 1 }).runs[0];
    result.finished += 1;
    if (isAsReference(store, id, reference)) result.equal += 1;
    else result.wrongs.push('a run ended with other weights or curves than the uninterrupted one');
  }
}

export async function uninterrupted(config: RunConfig): Promise<Reference> {
  const folder = mkdtempSync(join(tmpdir(), 'ganymede-whole-'));
  const studio = watch(folder, config);
  await studio.gone;
  const store = openStore({ folder, now: Date.now });
  const { id } = store.runs.list({ limit: 1 }).runs[0];
  const reference = { tensors: finalTensors(store, id), curves: curves(store, id) };
  store.close();
  rmSync(folder, { recursive: true });
  return reference;
}

/** The steps that were recorded of a series that has one point a step. */
export function pointsOf(store: Store, id: string): number[] {
  return [...store.series.points(id, 'loss/critic')].map(({ step }) => step);
}

/** Whether weights, random states and curves are the same to the last bit. */
export function isAsReference(store: Store, id: string, reference: Reference): boolean {
  return JSON.stringify(finalTensors(store, id)) === JSON.stringify(reference.tensors) && curves(store, id) === reference.curves;
}

/** What the machine was used for is never the same twice. */
function curves(store: Store, id: string): string {
  const keys = store.series.list(id).flatMap(({ key }) => (isOfMachine(key) ? [] : [key]));
  return JSON.stringify(keys.map((key) => [key, [...store.series.points(id, key)].map(({ step, value }) => [step, String(value)])]));
}

type Watched = ReturnType<typeof watch>;

/** A victim and what it has said so far. */
function watch(folder: string, config: RunConfig) {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, 'kill-victim.ts'), folder, JSON.stringify(config)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const heard = { expected: 0, recorded: 0, deaths: 0, isReady: false, hasFinished: false, trainer: null as number | null };
  let tell: () => void = () => {};
  let news = new Promise<void>((resolve) => {
    tell = resolve;
  });
  let errors = '';
  child.stderr!.on('data', (text) => {
    errors += text;
  });
  const lines = createInterface({ input: child.stdout! }).on('line', (line) => {
    const [what, value] = line.split(' ');
    if (what === 'trainer') {
      heard.trainer = Number(value);
      heard.isReady = false;
    } else if (what === 'ready') {
      heard.expected = Number(value);
      heard.isReady = true;
    } else if (what === 'acknowledged') heard.expected = Number(value);
    else if (what === 'recorded') heard.recorded = Number(value);
    else if (what === 'ended') {
      heard.trainer = null;
      heard.isReady = false;
      heard.deaths += 1;
      heard.hasFinished = value === 'finished';
    }
    tell();
    news = new Promise((resolve) => {
      tell = resolve;
    });
  });
  const gone = Promise.all([once(child, 'exit'), once(lines, 'close')]).then(([[code, signal]]) => {
    if (code !== 0 && signal !== 'SIGKILL') throw new Error(`The studio to be killed died by itself (${code ?? signal}): ${errors}`);
  });

  async function until(condition: () => boolean): Promise<void> {
    while (!condition() && child.exitCode === null && child.signalCode === null) await Promise.race([news, gone]);
  }
  return {
    child,
    gone,
    trainer: () => heard.trainer,
    expected: () => heard.expected,
    recorded: () => heard.recorded,
    deaths: () => heard.deaths,
    hasFinished: () => heard.hasFinished || child.exitCode !== null,
    ready: () => until(() => heard.isReady || heard.hasFinished),
    died: (before: number) => until(() => heard.deaths > before),
    goneOrFinished: () => until(() => heard.hasFinished),
  };
}

function strike(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has just left by itself: a kill at the worst moment of all.
  }
}

async function survivors(pids: number[]): Promise<number> {
  for (let waited = 0; waited < 10_000; waited += 100) {
    if (!pids.some(isAlive)) return 0;
    await delay(100);
  }
  return pids.filter(isAlive).length;
}

/** A process that nobody has waited for is dead all the same. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
