import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { configInput } from '../../shared/run-config.ts';
import { openStore } from '../../app/store/open-store.ts';
import { curvesToArrow } from '../../app/api/arrow.ts';
import type { Store } from '../../app/store/store.ts';
import type { Bench, BenchRow } from '../bench.ts';

const seriesCount = 100;
const pointCount = 1_000_000;
const pixels = 1000;
const spike = { series: 37, step: 654_321, value: 1000 };

/** A chart of a hundred series of a million points each: asked for in columns, written as Arrow, at every zoom. */
export const curve: Bench = {
  name: 'curve.100x1M',
  about: `${seriesCount} series of ${pointCount} points, ${pixels} pixels: from the question to Arrow bytes`,
  run: (print) => inFolder((folder) => measureChart(folder, print)),
};

/** 20 series at 100 points a second and a chart that is asked for twice a second, from nothing to a million points. */
export const append: Bench = {
  name: 'curve.append',
  about: '20 series × 50,000 points recorded in batches of 5 steps, with a read of all 20 every 10 batches',
  run: (print) => inFolder((folder) => measureAppend(folder, print)),
};

async function inFolder(work: (folder: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ganymede-bench-'));
  try {
    work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measureChart(folder: string, print: (row: BenchRow) => void): void {
  const store = openStore({ folder: join(folder, 'workspace'), now: () => Date.now() });
  const built = performance.now();
  const run = createRun(store);
  for (let index = 0; index < seriesCount; index++) store.series.append(run, `loss${index}`, walk(index));
  print({
    name: 'curve.100x1M.build',
    value: (performance.now() - built) / 1000,
    unit: 's',
    note: `${(store.bytes() / (seriesCount * pointCount)).toFixed(1)} bytes a point on disk, pyramid included`,
  });
  const ask = (from?: number, to?: number) => curvesToArrow(store.series.curves({ series: keys(run, seriesCount), from, to, pixels }));
  const cold = time(() => ask());
  const whole = repeat(15, () => ask());
  print({
    name: 'curve.100x1M',
    value: whole.p95,
    unit: 'ms',
    note: `p95 of the whole view, warm; p50 ${whole.p50.toFixed(1)}, processor ${whole.cpu.toFixed(1)}, first ${cold.toFixed(0)}`,
  });

  let worst = { p95: 0, width: 0 };
  let seen = 0;
  let zooms = 0;
  for (let width = pointCount; width >= 30; width = Math.floor(width / 3)) {
    const from = Math.max(0, Math.round(spike.step - width * 0.6));
    const answer = store.series.curves({ series: keys(run, seriesCount), from, to: from + width, pixels });
    const isThere = answer.value.some(
      (value, row) => value === spike.value && answer.step[row] === spike.step && answer.series[row] === spike.series,
    );
    seen += Number(isThere);
    zooms++;
    const { p50, p95, cpu } = repeat(9, () => ask(from, from + width));
    if (p95 > worst.p95) worst = { p95, width };
    print({
      name: `curve.100x1M.zoom${width}`,
      value: p95,
      unit: 'ms',
      note: `p95; p50 ${p50.toFixed(1)}, processor ${cpu.toFixed(1)}, ${answer.step.length} points`,
    });
  }
  print({ name: 'curve.100x1M.worst', value: worst.p95, unit: 'ms', note: `p95 of the slowest zoom, ${worst.width} steps wide` });
  print({ name: 'curve.100x1M.spike', value: seen / zooms, unit: 'share', note: `one-step spike shown at ${seen} of ${zooms} zooms` });
  store.close();
  comparePlainSql(folder, print);
}

/** The same question to one row a point, as MLflow's metrics table has it; a tenth of the series and of the points each. */
function comparePlainSql(folder: string, print: (row: BenchRow) => void): void {
  const series = seriesCount / 10;
  const points = pointCount / 10;
  const database = new Database(join(folder, 'plain.db'));
  database.pragma('journal_mode = WAL');
  database.exec(`CREATE TABLE metrics (key TEXT, value REAL, timestamp INTEGER, run_uuid TEXT, step INTEGER, is_nan INTEGER,
    PRIMARY KEY (key, timestamp, step, run_uuid, value, is_nan)); CREATE INDEX metrics_by_run ON metrics(run_uuid, key, step)`);
  const store = openStore({ folder: join(folder, 'small'), now: () => Date.now() });
  const run = createRun(store);
  const insert = database.prepare('INSERT INTO metrics VALUES (?, ?, ?, ?, ?, 0)');
  database.transaction(() => {
    for (let index = 0; index < series; index++) {
      const { step, time: times, value } = walk(index, points);
      store.series.append(run, `loss${index}`, { step, time: times, value });
      for (let point = 0; point < points; point++) insert.run(`loss${index}`, value[point], times[point], run, step[point]);
    }
  })();
  // First and last by bare columns would take two more passes; lowest and highest alone are kind to it.
  const question = database.prepare(
    `SELECT step * ${pixels} / ${points} AS pixel, MIN(value) AS low, MAX(value) AS high FROM metrics
     WHERE run_uuid = ? AND key = ? GROUP BY pixel ORDER BY pixel`,
  );
  const plain = repeat(5, () => {
    for (let index = 0; index < series; index++) question.all(run, `loss${index}`);
  });
  const ours = repeat(15, () => curvesToArrow(store.series.curves({ series: keys(run, series), pixels })));
  print({
    name: 'curve.10x100k',
    value: ours.p50,
    unit: 'ms',
    against: `one row a point, lowest and highest by SQL (${plain.p50.toFixed(0)} ms)`,
    ratio: ours.p50 / plain.p50,
    note: 'a hundredth of the size: building the other at full size takes longer than the whole bench; its time grows with the points, ours with the pixels',
  });
  store.close();
  database.close();
}

function measureAppend(folder: string, print: (row: BenchRow) => void): void {
  const store = openStore({ folder, now: () => Date.now() });
  const run = createRun(store);
  const count = 20;
  const batches = 10_000;
  const started = Date.now();
  const windows: { record: number[]; read: number[] }[] = [];
  for (let batch = 0; batch < batches; batch++) {
    if (batch % (batches / 10) === 0) windows.push({ record: [], read: [] });
    const window = windows[windows.length - 1];
    const measurements = Array.from({ length: 5 }, (_, index) => {
      const step = batch * 5 + index;
      const values = Object.fromEntries(
        Array.from({ length: count }, (__, key) => [`loss${key}`, Math.fround(Math.sin(step / 900 + key))]),
      );
      return { type: 'points' as const, step, values };
    });
    const times = Float64Array.from(measurements, ({ step }) => started + step * 10);
    window.record.push(
      time(() => {
        store.record(run, { times, measurements, progress: { step: batch * 5 + 4, stepsPerSecond: 100, trainedFor: batch * 50 } });
        store.tidy();
      }),
    );
    if (batch % 10 === 9) window.read.push(time(() => curvesToArrow(store.series.curves({ series: keys(run, count), pixels }))));
  }
  const first = windows[1];
  const last = windows[windows.length - 1];
  print({
    name: 'curve.append',
    value: quantile(last.record, 0.95),
    unit: 'ms',
    against: `the second tenth of the same history (${quantile(first.record, 0.95).toFixed(2)} ms)`,
    ratio: quantile(last.record, 0.95) / quantile(first.record, 0.95),
    note: `p95 of committing 100 points, sealing included, at the end of ${count * batches * 5} points`,
  });
  print({
    name: 'curve.append.read',
    value: quantile(last.read, 0.95),
    unit: 'ms',
    against: `the second tenth of the same history (${quantile(first.read, 0.95).toFixed(2)} ms)`,
    ratio: quantile(last.read, 0.95) / quantile(first.read, 0.95),
    note: `p95 of the live chart of ${count} series`,
  });
  store.close();
}

function createRun(store: Store): string {
  const config = configInput.parse({ recipe: 'wgan', dataset: 'ring-8' });
  return store.runs.create({ name: 'bench', config, parent: null }).id;
}

function keys(run: string, count: number): { run: string; key: string }[] {
  return Array.from({ length: count }, (_, index) => ({ run, key: `loss${index}` }));
}

/** float32 values as a trainer sends them, whole milliseconds that jitter. */
function walk(index: number, length = pointCount): { step: Float64Array; time: Float64Array; value: Float64Array } {
  let state = index + 1;
  let at = 1.7e12;
  let level = 0;
  const step = new Float64Array(length);
  const times = new Float64Array(length);
  const value = new Float64Array(length);
  for (let point = 0; point < length; point++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    level += state / 2 ** 32 - 0.5;
    at += 8 + (state & 3);
    step[point] = point;
    times[point] = at;
    value[point] = Math.fround(level);
  }
  if (index === spike.series && length > spike.step) value[spike.step] = spike.value;
  return { step, time: times, value };
}

function time(work: () => unknown): number {
  const from = performance.now();
  work();
  return performance.now() - from;
}
/** `cpu` is the processor's time for one: what the wall would say on a machine with nothing else to do. */
function repeat(times: number, work: () => unknown): { p50: number; p95: number; cpu: number } {
  work();
  const before = process.cpuUsage();
  const taken = Array.from({ length: times }, () => time(work));
  const { user, system } = process.cpuUsage(before);
  return { p50: quantile(taken, 0.5), p95: quantile(taken, 0.95), cpu: (user + system) / 1000 / times };
}
function quantile(numbers: number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
