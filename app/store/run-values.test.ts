import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, it } from 'vitest';
import { configOf, recordPoints } from './store.fixtures.ts';
import { migrations } from './migrations/index.ts';
import { openStore } from './open-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'ganymede-values-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const configs = [
  configOf({ params: { lambda: 10, norm: 'layer', useBias: true, off: false, 'odd "key".x': -0.5 } }),
  configOf({
    params: {},
    dataset: { name: 'ring8', params: { path: '/data/λ' } },
    stop: { series: 'w1', is: 'below', value: 0.1, times: 2 },
    seed: 7,
    threads: 2,
  }),
  configOf({ params: { rate: 0.5, 'a.b': 'x' }, dataset: { name: 'ring8', params: { modes: 8 } } }),
];
const environment = { backend: 'wasm', cores: 2 } as never;

it('what a workspace of before had recorded is found like what is recorded now', () => {
  const file = join(folder, 'studio.db');
  const before = new Database(file);
  for (const { sql } of migrations.slice(0, 4)) before.exec(sql);
  before.pragma('user_version = 4');
  const insert = before.prepare(
    `INSERT INTO run (id, name, status, recipe, dataset, config, environment, color, created_at) VALUES (?, 'old', 'finished', ?, ?, ?, ?, 0, 1)`,
  );
  configs.forEach((config, at) => {
    insert.run(`old${at}`, config.recipe, config.dataset.name, JSON.stringify(config), at === 0 ? JSON.stringify(environment) : null);
  });
  const imported = { importer: 'wandb', title: 'W&B', source: '/x', key: 'k' };
  before.prepare('UPDATE run SET origin = ? WHERE number = 3').run(JSON.stringify(imported));
  before.close();
  const store = openStore({ folder, now: () => 2 });
  configs.slice(0, 2).forEach((config, at) => {
    const { id } = store.runs.create({ name: 'new', config, parent: null });
    if (at === 0) store.runs.update(id, { environment });
  });
  const id = store.imports.create({ name: 'new', origin: imported })!;
  store.imports.take(id, [{ type: 'facts', facts: { params: configs[2].params } }]);
  store.imports.reveal([id]);
  expect(
    store.runs.list({ query: 'origin == "wandb" and params.rate == 0.5 and seed is None and dataset.params.modes is None' }).total,
  ).toBe(2);
  store.close();
  const database = new Database(file, { readonly: true });
  const values = (first: number) =>
    database
      .prepare(
        'SELECT value_key.key, run - ? AS run, value, is_boolean FROM run_value JOIN value_key ON value_key.id = run_value.key WHERE run BETWEEN ? AND ? ORDER BY 1, 2',
      )
      .all(first, first, first + 2);
  expect(values(1)).toEqual(values(4));
  expect(values(1)).toEqual(
    expect.arrayContaining([
      { key: 'params.useBias', run: 0, value: 1, is_boolean: 1 },
      { key: 'params.odd "key".x', run: 0, value: -0.5, is_boolean: 0 },
      { key: 'params.a.b', run: 2, value: 'x', is_boolean: 0 },
      { key: 'stop.value', run: 1, value: 0.1, is_boolean: 0 },
      { key: 'environment.cores', run: 0, value: 2, is_boolean: 0 },
      { key: 'seed', run: 1, value: 7, is_boolean: 0 },
    ]),
  );
  database.close();
});

it('a run whose config is no JSON, or an odd one, keeps no workspace shut', () => {
  const database = new Database(':memory:');
  for (const { sql } of migrations.slice(0, 4)) database.exec(sql);
  const insert = database.prepare(
    `INSERT INTO run (id, name, status, recipe, dataset, config, environment, color, created_at) VALUES (?, 'old', 'finished', 'r', 'd', ?, ?, 0, 1)`,
  );
  const odd = [
    '',
    '{"params": {"a": 1',
    '{"params": {"a": 1, "a": 2}, "params.a": 3}',
    '{"params": 3, "stop": 4}',
    '[1]',
    '5',
    '{"seed": 7}',
  ];
  odd.forEach((config, at) => void insert.run(`old${at}`, config, at === 6 ? '{"cores": 2}' : 'torn'));
  database.exec(migrations[4].sql);
  const rows = database.prepare('SELECT run, key.key FROM run_value JOIN value_key AS key ON key.id = run_value.key ORDER BY 1, 2').all();
  expect(rows).toEqual(
    expect.arrayContaining([
      { run: 3, key: 'params.a' },
      { run: 7, key: 'environment.cores' },
      { run: 7, key: 'seed' },
    ]),
  );
  database.close();
});

it('keys of series are looked up anew once runs are gone, whose numbers are given again', () => {
  const store = openStore({ folder: join(folder, 'purged'), now: () => 2 });
  const record = (key: string) => {
    const { id } = store.runs.create({ name: key, config: configs[0], parent: null });
    recordPoints(store, id, [{ step: 1, values: { [key]: 1 } }]);
    return id;
  };
  const keys = () => store.runs.keys('metrics.', 99).keys.map(({ key }) => key);
  const old = record('old');
  expect(keys()).toEqual(['metrics.old']);
  store.runs.remove(old);
  expect(store.runs.purge(3)).toBe(1);
  record('new');
  expect(keys()).toEqual(['metrics.new']);
  store.close();
});
