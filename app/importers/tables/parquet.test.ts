import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc } from '@fast-check/vitest';
import { afterAll, expect, it } from 'vitest';
import { StudioError } from '../../../shared/errors.ts';
import type { Desk } from '../../importer.ts';
import { expectSense, fuzzTimes, mutated } from '../reading/mutate-in-test.ts';
import { readAll } from '../reading/read-in-test.ts';
import { tables } from '../tables.ts';
import { parquetRows } from './parquet.ts';

/** Written by pyarrow and neptune-exporter; `expected-parquet.json` is what pyarrow reads. */
const fixtures = join(import.meta.dirname, 'fixtures');
const { files } = JSON.parse(readFileSync(join(fixtures, 'expected-parquet.json'), 'utf8')) as {
  files: Record<string, { rows: number; columns: string[]; first: Record<string, unknown>[] }>;
};
const folder = mkdtempSync(join(tmpdir(), 'ganymede-parquet-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each(Object.keys(files))('%s: every row has the cells that pyarrow reads', (name) => {
  const rows = [...parquetRows(join(fixtures, name))].map((item) => ('cells' in item ? item.cells : null));
  expect(rows).toHaveLength(files[name].rows);
  for (const [at, expected] of files[name].first.entries()) {
    for (const [column, value] of Object.entries(expected)) {
      if (typeof value === 'object' && value !== null) continue;
      const cell = rows[at]!.get(column) ?? null;
      if (typeof value === 'number' || typeof value === 'boolean') expect(cell, column).toBe(value);
      else if (value === null) expect(cell, column).toBeNull();
      else if (/^\d{4}-\d\d-\d\dT/.test(String(value))) expect(cell, column).toBe(Date.parse(String(value)));
      else if (value === 'NaN') expect(cell, column).toBeNaN();
      else expect(cell, column).toBe(typeof cell === 'number' ? Number(value) : value);
    }
  }
});

it('one run a value of its column, and neptune’s figures and params', async () => {
  const runs = await readAll(tables, join(fixtures, 'parquet/long-snappy.parquet'), {} as Desk);
  expect(runs.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(runs[0].points.get('loss')![1].value).toBe(0.951229424500714);
  const [neptune] = await readAll(
    tables,
    join(fixtures, 'neptune-exporter/lab_gan-zoo-5910b99a101a2d38/GAN-1-eb15aed4ceec42fd_part_0.parquet'),
    {} as Desk,
  );
  expect(neptune.name).toBe('GAN-1');
  expect(neptune.params['config/lr']).toBe(0.0001);
  expect(neptune.points.size).toBeGreaterThan(0);
});

it('a mutated file is read or refused in a sentence that names it', async () => {
  const file = join(folder, 'mutated.parquet');
  const sources = ['snappy', 'zstd', 'gzip', 'none'].map((codec) => readFileSync(join(fixtures, `parquet/long-${codec}.parquet`)));
  await fc.assert(
    fc.asyncProperty(mutated(sources), async (bytes) => {
      writeFileSync(file, bytes);
      try {
        for (const { parts } of await readAll(tables, file, {} as Desk)) expectSense(parts, bytes.length);
      } catch (error) {
        expect(error).toBeInstanceOf(StudioError);
        expect((error as Error).message).toContain(file);
      }
    }),
    { numRuns: fuzzTimes },
  );
});

it('a claim of ten billion rows, or of a footer of 4 GB, allocates nothing', () => {
  const file = join(folder, 'claims.parquet');
  const varint = (value: number): number[] => (value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))]);
  const groups = [0x49, 0x1c, 0x36, ...varint(2e10), 0, 0];
  const ending = (length: number) => Buffer.concat([Buffer.from(new Uint32Array([length]).buffer), Buffer.from('PAR1')]);
  writeFileSync(file, Buffer.concat([Buffer.from('PAR1'), Buffer.from(groups), ending(groups.length)]));
  const before = process.memoryUsage().rss;
  expect([...parquetRows(file)]).toEqual([expect.objectContaining({ why: expect.stringMatching(/claims 10000000000 rows/) })]);
  writeFileSync(file, Buffer.concat([Buffer.from('PAR1'), Buffer.from(groups), ending(0xffffffff)]));
  expect(() => [...parquetRows(file)]).toThrow(/claims\.parquet is no whole Parquet file: its footer claims 4294967295 bytes/);
  expect(process.memoryUsage().rss - before).toBeLessThan(100e6);
});
