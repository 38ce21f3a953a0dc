import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { recordOf } from '../../shared/tf-record.ts';
import { eventOf, fileOf } from '../importers/tensorboard/write-in-test.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { type Imports, openImports } from './imports.ts';

let folder: string;
let logs: string;
let store: Store;
let imports: Imports;
const listeners = new Set<() => void>();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ganymede-watch-'));
  logs = join(folder, 'logs');
  mkdirSync(logs);
  store = openStore({ folder: join(folder, 'workspace'), now: Date.now });
  imports = openImports({
    store,
    now: Date.now,
    announce() {
      for (const listen of listeners) listen();
    },
  });
});
afterEach(async () => {
  await imports.close();
  store.close();
  listeners.clear();
  rmSync(folder, { recursive: true, force: true });
});

/** Resolves when something has changed so that it holds. */
function until(holds: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!holds()) return;
      listeners.delete(look);
      resolve();
    };
    listeners.add(look);
    look();
  });
}

async function watched(path: string): Promise<string> {
  const { id } = imports.start({ paths: [path], watch: true });
  await imports.settled(id);
  expect(imports.get(id).state).toBe('watching');
  return id;
}

function write(name: string, content: string | Uint8Array): string {
  const file = join(logs, name);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, content);
  return file;
}

const scalars = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => ({ step: from + at, time: 1_700_000_000 + from + at, scalars: { loss: from + at } }));
/** By name: the steps of its loss. */
const curves = () =>
  Object.fromEntries(
    store.runs
      .list({ sort: 'number', order: 'ascending' })
      .runs.map(({ id, name }) => [name, [...store.series.points(id, 'loss')].map(({ step }) => step)]),
  );
const toBe = (wanted: Record<string, number[]>) => until(() => JSON.stringify(curves()) === JSON.stringify(wanted));

it('every run of a database that is written goes on, and new ones in it come in', async () => {
  const file = join(logs, 'zoo.db');
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.exec('CREATE TABLE metrics (id INTEGER PRIMARY KEY, timestamp TEXT, run_name TEXT, step INTEGER, metrics TEXT)');
  const add = (run: string, step: number) =>
    database
      .prepare('INSERT INTO metrics (timestamp, run_name, step, metrics) VALUES (?, ?, ?, ?)')
      .run('2026-01-01T00:00:00+00:00', run, step, JSON.stringify({ loss: step }));
  add('a', 0);
  add('b', 0);
  await watched(file);
  for (const step of [1, 2]) {
    add('a', step);
    add('b', step);
  }
  await toBe({ a: [0, 1, 2], b: [0, 1, 2] });
  add('c', 0);
  await toBe({ a: [0, 1, 2], b: [0, 1, 2], c: [0] });
  add('b', 3);
  add('c', 1);
  await toBe({ a: [0, 1, 2], b: [0, 1, 2, 3], c: [0, 1] });
  database.close();
});

it('so do those of a table with a column that names them', async () => {
  const file = write('table.csv', 'run,step,loss\na,0,1\nb,0,1\n');
  await watched(file);
  appendFileSync(file, 'a,1,1\nb,1,1\n');
  await toBe({ a: [0, 1], b: [0, 1] });
  appendFileSync(file, 'c,0,1\nb,2,1\n');
  await toBe({ a: [0, 1], b: [0, 1, 2], c: [0] });
});

it('of several runs one that another import had goes on where that one ended', async () => {
  const file = write('a/events.out.tfevents.1', fileOf(scalars(0, 2)));
  write('b/events.out.tfevents.1', fileOf(scalars(0, 2)));
  const other = await watched(join(logs, 'a'));
  await watched(logs);
  await imports.cancel(other);
  for (const step of [2, 3]) {
    appendFileSync(file, recordOf(eventOf(scalars(step, step + 1)[0])));
    await toBe({ a: Array.from({ length: step + 1 }, (_, at) => at), b: [0, 1] });
  }
});

it('in a folder that was empty the rules are those of any other', async () => {
  const id = await watched(logs);
  write('table.csv', 'step,loss\n0,1\n');
  await toBe({ table: [0] });
  write('counts.csv', 'colour,loss\n0,1\n');
  await until(() => imports.get(id).leftOut.some(({ what }) => what === join(logs, 'counts.csv')));
  const run = 'mlruns/0/0123456789abcdef0123456789abcdef';
  write('mlruns/0/meta.yaml', 'artifact_location: x\nname: one\n');
  write(`${run}/metrics/loss`, '1700000000000 1 0\n');
  write(`${run}/artifacts/events.out.tfevents.1`, fileOf(scalars(0, 3)));
  write(`${run}/meta.yaml`, 'artifact_uri: x\nrun_id: 0123456789abcdef0123456789abcdef\nrun_name: kept\nstatus: 3\n');
  write('other/events.out.tfevents.1', fileOf(scalars(0, 2)));
  await toBe({ table: [0], kept: [0], other: [0, 1] });
});
