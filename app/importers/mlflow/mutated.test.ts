import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc } from '@fast-check/vitest';
import Database from 'better-sqlite3';
import { afterAll, expect, it } from 'vitest';
import { StudioError } from '../../../shared/errors.ts';
import type { Desk, RunPart } from '../../importer.ts';
import { openForeignDatabase } from '../../store/foreign-database.ts';
import { mlflow } from '../mlflow.ts';
import { expectSense, fuzzTimes, mutated } from '../reading/mutate-in-test.ts';
import { told } from '../reading/read-in-test.ts';

const folder = mkdtempSync(join(tmpdir(), 'ganymede-mutated-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const fixtures = join(import.meta.dirname, 'fixtures');
const desk = { openDatabase: (file) => openForeignDatabase(file) } as Desk;
const runFolder = 'mlruns-2.22/mlruns/559055085207744631/40aa2c3515f344619be8027e4db9294c';

async function read(path: string, position: unknown = null): Promise<RunPart[]> {
  const parts: RunPart[] = [];
  for (const run of (await mlflow.look(path, desk))?.runs ?? [])
    for await (const part of mlflow.read(run, position, desk)) parts.push(part);
  return parts;
}

it('mutated files of the file store are read to their end', async () => {
  const copy = join(folder, 'run');
  cpSync(join(fixtures, runFolder), copy, { recursive: true });
  const names = ['meta.yaml', 'metrics/values', 'metrics/same step', 'params/long', 'tags/json'];
  const changes = fc
    .constantFrom(...names)
    .chain((name) => mutated([readFileSync(join(fixtures, runFolder, name))]).map((bytes) => ({ name, bytes })));
  await fc.assert(
    fc.asyncProperty(changes, async ({ name, bytes }) => {
      writeFileSync(join(copy, name), bytes);
      const parts = await read(copy);
      if (parts.length > 0) expectSense(parts, bytes.length);
      writeFileSync(join(copy, name), readFileSync(join(fixtures, runFolder, name)));
    }),
    { numRuns: fuzzTimes },
  );
});

it('a mutated database is read or refused in a sentence that names it', async () => {
  const file = join(folder, 'mlflow.db');
  await fc.assert(
    fc.asyncProperty(mutated([readFileSync(join(fixtures, 'sqlite-2.22/mlflow.db'))]), async (bytes) => {
      writeFileSync(file, bytes);
      try {
        await read(file);
      } catch (error) {
        expect(error).toBeInstanceOf(StudioError);
        expect((error as Error).message).toContain(file);
      }
    }),
    { numRuns: Math.ceil(fuzzTimes / 3) },
  );
});

it('a line that is none is named with its place and the others are kept; one that is being written is waited for', async () => {
  const copy = join(folder, 'written');
  cpSync(join(fixtures, runFolder), copy, { recursive: true });
  const metric = join(copy, 'metrics/loss');
  writeFileSync(join(copy, 'meta.yaml'), readFileSync(join(copy, 'meta.yaml'), 'utf8').replace('status: 3', 'status: 1'));
  writeFileSync(metric, `1000 1.5 0\nnonsense\n1001 nan 1\n1002 -inf 9007199254740993\n${'9'.repeat(100_000)}\n1003 2`);
  const first = told(await read(copy));
  expect(first.points.get('loss')!.map(({ step, value }) => [step, value])).toEqual([
    [0, 1.5],
    [1, Number.NaN],
    [9007199254740992, Number.NEGATIVE_INFINITY],
  ]);
  expect(first.leftOut.map(({ what }) => what)).toEqual([`byte 11 of ${metric}`, `byte 58 of ${metric}`]);
  appendFileSync(metric, '.5 7\n');
  const then = told(await read(copy, first.position));
  expect(then.points.get('loss')).toEqual([{ step: 7, time: 1003, value: 2.5 }]);
});

it('nothing outside of a run is read: no link, no address that its log gives', async () => {
  const copy = join(folder, 'mlruns/1/11111111111111111111111111111111');
  mkdirSync(join(copy, 'artifacts'), { recursive: true });
  const outside = join(folder, 'outside');
  mkdirSync(outside);
  writeFileSync(join(outside, 'secret'), '1 2 3\n');
  writeFileSync(join(copy, 'meta.yaml'), `artifact_uri: file://${outside}\nrun_id: 11111111111111111111111111111111\nstatus: 3\n`);
  for (const name of ['metrics', 'params', 'tags']) symlinkSync(outside, join(copy, name));
  symlinkSync(outside, join(copy, 'artifacts/there'));
  symlinkSync(join(outside, 'secret'), join(copy, 'artifacts/it'));
  symlinkSync(outside, join(copy, 'artifacts/images'));
  const { parts, points, params } = told(await read(copy));
  expect(points.size).toBe(0);
  expect(params).toEqual({});
  expect(parts.filter(({ type }) => type === 'artifact' || type === 'pictures')).toEqual([]);
});

it('a database is no program: its views and triggers run nothing, and it stays as it was', async () => {
  const file = join(folder, 'hostile.db');
  cpSync(join(fixtures, 'sqlite-2.22/mlflow.db'), file);
  const database = new Database(file);
  database.exec(`ALTER TABLE metrics RENAME TO figures;
    CREATE VIEW metrics AS SELECT rowid, key, load_extension('/tmp/x') AS value, timestamp, run_uuid, step, is_nan FROM figures;`);
  database.close();
  const before = readFileSync(file);
  const run = { key: '0c04a57e8bdf4e4cab50cd1c02144a1b', name: 'x', source: file, files: [file], own: { database: true } };
  await expect(async () => {
    for await (const _ of mlflow.read(run, null, desk));
  }).rejects.toThrow(file);
  expect(readFileSync(file).equals(before)).toBe(true);
});
