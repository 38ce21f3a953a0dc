import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Desk } from '../importer.ts';
import { importers } from '../importers/index.ts';
import { openForeignDatabase } from '../store/foreign-database.ts';
import { find } from './find.ts';

const folder = mkdtempSync(join(tmpdir(), 'ganymede-find-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const fixtures = join(import.meta.dirname, '../importers');
const desk = { openDatabase: (file) => openForeignDatabase(file) } as Desk;

it('a project’s folder gives the runs of every tool, each once, and names what is damaged', async () => {
  const wandbRun = join(folder, 'wandb/offline-run-20261130_122909-steps001');
  cpSync(join(fixtures, 'wandb/fixtures/wandb-0.31/offline-run-20261130_122909-steps001'), wandbRun, { recursive: true });
  const events = join(fixtures, 'tensorboard/fixtures/lightning/lightning_logs/version_0');
  cpSync(events, join(folder, 'runs/lightning'), { recursive: true });
  cpSync(events, join(wandbRun, 'files/copied'), { recursive: true });
  cpSync(join(fixtures, 'mlflow/fixtures/sqlite-3/mlflow.db'), join(folder, 'mlflow.db'));
  cpSync(join(fixtures, 'trackio/fixtures/gan-zoo.db'), join(folder, 'trackio/gan-zoo.db'));
  writeFileSync(join(folder, 'torn.db'), Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(3000, 7)]));
  writeFileSync(join(folder, 'notes.csv'), 'step,loss\n1,2\n');
  const { runs, leftOut } = await find(importers, [folder], desk);
  const counts = Object.fromEntries([...Map.groupBy(runs, ({ entry }) => entry.importer)].map(([name, all]) => [name, all.length]));
  expect(counts).toEqual({ wandb: 1, mlflow: 8, tensorboard: 1, trackio: 2 });
  expect(leftOut.filter(({ what }) => what.endsWith('torn.db')).map(({ why }) => why)[0]).toMatch(/torn\.db is no whole SQLite database/);
});

it('tables come in where nothing else does', async () => {
  const alone = join(folder, 'alone');
  mkdirSync(alone);
  writeFileSync(join(alone, 'results.csv'), 'step,loss\n1,2\n');
  const { runs } = await find(importers, [alone], desk);
  expect(runs.map(({ entry }) => [entry.importer, entry.name])).toEqual([['tables', 'results']]);
  await expect(find(importers, [fixtures.replace(/importers$/, 'imports/find.ts')], desk)).rejects.toThrow(/Nothing at .+ is of a kind/);
});
