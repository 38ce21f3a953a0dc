import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { recordOf } from '../../shared/tf-record.ts';
import { eventOf, fileOf } from '../../app/importers/tensorboard/write-in-test.ts';
import { type Imports, openImports } from '../../app/imports/imports.ts';
import { openStore } from '../../app/store/open-store.ts';
import type { Store } from '../../app/store/store.ts';
import type { Bench, BenchRow } from '../bench.ts';

const runs = 1000;
const steps = 1000;
const tags = ['loss/critic', 'loss/gen', 'lr', 'w1', 'gp'];
const idleFor = 10_000;

/** A thousand runs of five series each, five million points in about a hundred megabytes, from the order to the last commit. */
export const importLogs: Bench = {
  name: 'import.tb.1000',
  about: `${runs} TensorBoard runs of ${tags.length} × ${steps} points, into a workspace on disk`,
  run: (print) => inFolder(async ({ folder, store, imports }) => measureImport({ folder, store, imports, print })),
};

/** The same number of runs, watched while nothing is written, then while one is. */
export const watchIdle: Bench = {
  name: 'watch.idle',
  about: `${runs} live TensorBoard runs watched for ${idleFor / 1000} s while nothing is written`,
  run: (print) => inFolder(async ({ folder, store, imports }) => measureWatch({ folder, store, imports, print })),
};

interface Place {
  folder: string;
  store: Store;
  imports: Imports;
}
type Measured = Place & { print: (row: BenchRow) => void };

async function inFolder(work: (place: Place) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ganymede-bench-'));
  const store = openStore({ folder: join(folder, 'workspace'), now: Date.now });
  const imports = openImports({ store, now: Date.now, announce: () => {} });
  try {
    await work({ folder, store, imports });
  } finally {
    await imports.close();
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeLogs(folder: string, log: Uint8Array): string[] {
  return Array.from({ length: runs }, (_, run) => {
    const file = join(folder, 'logs', `run-${run}`, 'events.out.tfevents.1700000000.host');
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, log);
    return file;
  });
}

async function measureImport({ folder, store, imports, print }: Measured): Promise<void> {
  const log = fileOf(Array.from({ length: steps }, (_, step) => ({ step, time: 1.7e9 + step / 4, scalars: valuesAt(step) })));
  writeLogs(folder, log);
  const delay = monitorEventLoopDelay({ resolution: 5 });
  let peak = 0;
  const sampling = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  delay.enable();
  const before = process.cpuUsage();
  const started = performance.now();
  const state = await imports.settled(imports.start({ paths: [join(folder, 'logs')] }).id);
  const took = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  delay.disable();
  clearInterval(sampling);
  if (state.counts.points !== runs * steps * tags.length || store.runs.list({ limit: 1 }).total !== runs) {
    throw new Error(`the import brought other points than were written: ${JSON.stringify({ ...state, added: [] })}`);
  }
  const size = `${((log.length * runs) / 1e6).toFixed(0)} MB of logs, ${state.counts.points} points`;
  print({ name: 'import.tb.1000', value: took, unit: 's', note: `${size}; processor ${((user + system) / 1e6).toFixed(1)} s` });
  print({ name: 'import.tb.1000.memory', value: peak / 1e6, unit: 'MB', note: 'resident at most, the whole process' });
  print({
    name: 'import.tb.1000.turn',
    value: delay.percentile(99) / 1e6,
    unit: 'ms',
    note: `p99 of the wait for a turn meanwhile, longest ${(delay.max / 1e6).toFixed(0)}`,
  });
}

function valuesAt(step: number): Record<string, number> {
  return Object.fromEntries(tags.map((tag, at) => [tag, Math.sin(step * 0.01 + at) + 0.1 * Math.sin(step * step + at)]));
}

async function measureWatch({ folder, store, imports, print }: Measured): Promise<void> {
  const files = writeLogs(folder, fileOf([{ step: 0, scalars: valuesAt(0) }]));
  const { id } = imports.start({ paths: [join(folder, 'logs')], watch: true });
  await imports.settled(id);
  await setTimeout(1500);
  const before = process.cpuUsage();
  const started = performance.now();
  await setTimeout(idleFor);
  const { user, system } = process.cpuUsage(before);
  const share = (user + system) / 1000 / (performance.now() - started);
  print({ name: 'watch.idle', value: 100 * share, unit: '%', note: 'of one core' });

  const run = imports.get(id).added[runs / 2];
  const file = files.find((name) => name.includes(`/${store.runs.get(run)?.name}/`))!;
  const waits: number[] = [];
  for (let step = 1; step <= 10; step += 1) {
    const written = performance.now();
    appendFileSync(file, recordOf(eventOf({ step, scalars: valuesAt(step) })));
    while (store.series.list(run)[0].lastStep < step) await setTimeout(5);
    waits.push(performance.now() - written);
  }
  print({ name: 'watch.new', value: Math.max(...waits), unit: 'ms', note: 'from written to stored, the longest of ten' });
}
