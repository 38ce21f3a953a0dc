import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc } from '@fast-check/vitest';
import Database from 'better-sqlite3';
import { afterAll, expect, it } from 'vitest';
import { StudioError } from '../../../shared/errors.ts';
import type { Desk } from '../../importer.ts';
import { openForeignDatabase } from '../../store/foreign-database.ts';
import { expectSense, fuzzTimes, mutated } from '../reading/mutate-in-test.ts';
import { readAll } from '../reading/read-in-test.ts';
import { trackio } from '../trackio.ts';

/** Written by trackio 0.43; `expected.json` is what trackio itself reads back. */
const fixtures = join(import.meta.dirname, 'fixtures');
const desk = { openDatabase: (file) => openForeignDatabase(file) } as Desk;
const folder = mkdtempSync(join(tmpdir(), 'ganymede-trackio-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Expected {
  name: string;
  config: Record<string, unknown>;
  logs: ({ step: number; timestamp: string } & Record<string, unknown>)[];
  system: Record<string, unknown>[];
}
const { runs: expected } = JSON.parse(readFileSync(join(fixtures, 'expected.json'), 'utf8')) as { runs: Expected[] };
const figureOf = (value: unknown) =>
  typeof value === 'number' || typeof value === 'boolean' || /^(NaN|-?Infinity)$/.test(String(value)) ? Number(value) : null;

it('every figure of every row is what trackio reads', async () => {
  const runs = new Map((await readAll(trackio, fixtures, desk)).map((run) => [run.name, run]));
  expect([...runs.keys()].sort()).toEqual(expected.map(({ name }) => name).sort());
  for (const { name, logs, config } of expected) {
    const run = runs.get(name)!;
    const wanted = new Map<string, unknown[]>();
    for (const { step, timestamp, ...values } of logs) {
      const put = (key: string, value: unknown): void => {
        const figure = value === null ? null : figureOf(value);
        if (figure !== null) wanted.set(key, [...(wanted.get(key) ?? []), { step, time: Date.parse(timestamp), value: figure }]);
        else if (typeof value === 'object' && value !== null && !Array.isArray(value) && !('_type' in value)) {
          for (const [inner, one] of Object.entries(value)) put(`${key}.${inner}`, one);
        }
      };
      for (const [key, value] of Object.entries(values)) put(key, value);
    }
    expect(new Map([...run.points].filter(([key]) => !key.startsWith('system/')))).toEqual(wanted);
    for (const [key, value] of Object.entries(config)) if (typeof value === 'number') expect(run.params[key]).toBe(value);
  }
});

it('media, the system’s figures, alerts, and what has no place', async () => {
  const run = (await readAll(trackio, fixtures, desk)).find(({ name }) => name === 'wgan-gp-0')!;
  const kinds = run.parts.flatMap((part) => ('step' in part && part.type !== 'points' ? [`${part.type} ${part.step}`] : []));
  expect(kinds.sort()).toEqual(['distribution 41', 'note 41', 'pictures 40', 'table 41', 'text 40', 'text 5']);
  expect(run.points.get('system/cpu')).toEqual([{ step: 40, time: Date.parse('2026-11-30T12:32:28.233118+00:00'), value: 12.5 }]);
  expect(run.parts).toContainEqual(expect.objectContaining({ type: 'note', level: 'error', sentence: 'diverged: critic loss is NaN' }));
  expect(run.leftOut).toEqual([{ what: 'list', why: 'It is a list, and no figure at a step.' }]);
  expect(run.params).toMatchObject({ 'trackio.group': 'wgan', 'trackio.project': 'gan-zoo' });
});

it('bytes of JSON, no run ids, rows added since, paths that lead out, what is no JSON', async () => {
  const file = join(folder, 'old.db');
  mkdirSync(join(folder, 'media'));
  writeFileSync(join(folder, 'secret.png'), 'secret');
  symlinkSync(join(folder, 'secret.png'), join(folder, 'media/link.png'));
  const database = new Database(file);
  database.exec('CREATE TABLE metrics (id INTEGER PRIMARY KEY, timestamp TEXT, run_name TEXT, step INTEGER, metrics TEXT)');
  const add = (step: bigint | number, metrics: unknown) =>
    database
      .prepare('INSERT INTO metrics (timestamp, run_name, step, metrics) VALUES (?, ?, ?, ?)')
      .run('2026-01-01T00:00:00+00:00', 'one', step, metrics);
  add(2 ** 40, Buffer.from('{"loss": NaN}'));
  add(-3, '{"loss": 2}');
  add(4, 'nonsense');
  for (const path of ['../secret.png', 'link.png', join(folder, 'secret.png')])
    add(5, JSON.stringify({ it: { _type: 'trackio.image', file_path: path } }));
  const [run] = await readAll(trackio, file, desk);
  expect(run.points.get('loss')!.map(({ step, value }) => [step, value])).toEqual([
    [2 ** 40, Number.NaN],
    [-3, 2],
  ]);
  expect(run.parts.filter(({ type }) => type === 'pictures')).toEqual([]);
  expect(run.leftOut.map(({ what }) => what)).toEqual([`row 3 of metrics in ${file}`, 'media of it', 'media of it', 'media of it']);
  add(6, '{"loss": 1}');
  const [found] = (await trackio.look(file, desk))!.runs;
  const more: number[] = [];
  for await (const part of trackio.read(found, run.position, desk)) if (part.type === 'points') more.push(...part.value);
  expect(more).toEqual([1]);
  database.close();
});

it('a word is no figure, whatever it means elsewhere', async () => {
  const file = join(folder, 'words.db');
  const database = new Database(file);
  database.exec('CREATE TABLE metrics (id INTEGER PRIMARY KEY, timestamp TEXT, run_name TEXT, step INTEGER, metrics TEXT)');
  database.exec(`INSERT INTO metrics VALUES (1, '2026-01-01T00:00:00+00:00', 'one', 0, '{"said": "constructor", "loss": "NaN"}')`);
  database.close();
  const [run] = await readAll(trackio, file, desk);
  expect(run.parts).toContainEqual({ type: 'text', probe: 'said', step: 0, texts: ['constructor'] });
  expect([...run.points.keys()]).toEqual(['loss']);
});

it('a mutated database is read or refused in a sentence that names it', async () => {
  const file = join(folder, 'mutated.db');
  cpSync(join(fixtures, 'gan-zoo.db'), file);
  await fc.assert(
    fc.asyncProperty(mutated([readFileSync(join(fixtures, 'gan-zoo.db'))]), async (bytes) => {
      writeFileSync(file, bytes);
      try {
        for (const { parts } of await readAll(trackio, file, desk)) expectSense(parts, bytes.length);
      } catch (error) {
        expect(error).toBeInstanceOf(StudioError);
        expect((error as Error).message).toContain(file);
      }
    }),
    { numRuns: Math.ceil(fuzzTimes / 3) },
  );
});
