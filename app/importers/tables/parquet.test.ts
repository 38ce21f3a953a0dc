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
  const items = [...parquetRows(join(fixtures, name))];
  const rows = items.flatMap((item) => ('cells' in item ? [item.cells] : []));
  expect(rows).toHaveLength(files[name].rows);
  const left = items.flatMap((item) => ('why' in item ? [item.why] : []));
  for (const why of left) expect(why).toMatch(/^The column [\w.]+ holds lists, for which a curve has no place\.$/);
  for (const [at, expected] of files[name].first.entries()) {
    for (const [column, value] of leavesOf(expected)) {
      if (Array.isArray(value)) expect(left.join(), column).toContain(`The column ${column}.`);
      if (Array.isArray(value)) continue;
      const cell = rows[at].get(column) ?? null;
      if (typeof value === 'number' || typeof value === 'boolean') expect(cell, column).toBe(value);
      else if (value === null) expect(cell, column).toBeNull();
      else if (/^\d{4}-\d\d-\d\dT/.test(String(value))) expect(cell, column).toBe(Date.parse(String(value)));
      else if (value === 'NaN') expect(cell, column).toBeNaN();
      else expect(cell, column).toBe(typeof cell === 'number' ? Number(value) : value);
    }
  }
});

function leavesOf(row: Record<string, unknown>): [string, unknown][] {
  return Object.entries(row).flatMap(([column, value]) =>
    typeof value !== 'object' || value === null || Array.isArray(value)
      ? [[column, value]]
      : leavesOf(value as Record<string, unknown>).map(([name, leaf]): [string, unknown] => [`${column}.${name}`, leaf]),
  );
}

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
  const sources = ['long-snappy', 'long-zstd', 'long-gzip', 'long-none', 'long-row-groups-of-7', 'nested-delta-brotli'].map((name) =>
    readFileSync(join(fixtures, `parquet/${name}.parquet`)),
  );
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

/** Thrift's compact protocol: fields by number, whole numbers of 32 and 64 bits, text, lists. */
type Value = number | bigint | string | Fields | Fields[] | string[] | Uint8Array;
type Fields = { [field: number]: Value };
const varint = (value: number): number[] => (value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))]);
function thrift(fields: Fields): number[] {
  let before = 0;
  const bytes = Object.entries(fields).flatMap(([field, value]) => {
    const [kind, said] = spelled(value);
    const head = ((Number(field) - before) << 4) | kind;
    before = Number(field);
    return [head, ...said];
  });
  return [...bytes, 0];
}
function spelled(value: Value): [kind: number, bytes: number[]] {
  if (typeof value === 'number') return [5, varint(value < 0 ? -2 * value - 1 : value * 2)];
  if (typeof value === 'bigint') return [6, varint(Number(value) * 2)];
  if (typeof value === 'string') return [8, [...varint(value.length), ...Buffer.from(value)]];
  // What is written as it is: a field of any kind, which its first byte says.
  if (value instanceof Uint8Array) return [value[0], [...value.subarray(1)]];
  if (!Array.isArray(value)) return [12, thrift(value)];
  const [kind] = value.length === 0 ? [12] : spelled(value[0]);
  return [9, [(value.length << 4) | kind, ...value.flatMap((one) => spelled(one)[1])]];
}

/** A file of one column `x` that may be missing: its footer says `rows`, its chunk is what is given. */
function written(chunk: number[], { rows = 3, type = 2, codec = 0, more = {} as Fields } = {}): string {
  const file = join(folder, 'claims.parquet');
  const meta = { 1: type, 3: ['x'], 4: codec, 7: BigInt(chunk.length), 9: 4n, ...more };
  const schema: Fields[] = [
    { 4: 'schema', 5: 1 },
    { 1: type, 3: 1, 4: 'x' },
  ];
  const count = BigInt(rows);
  const footer = thrift({ 2: schema, 3: count, 4: [{ 1: [{ 3: meta }], 3: count }] });
  const ending = [...new Uint8Array(new Uint32Array([footer.length]).buffer), ...Buffer.from('PAR1')];
  writeFileSync(file, Buffer.from([...Buffer.from('PAR1'), ...chunk, ...footer, ...ending]));
  return file;
}
const page = (header: Fields, bytes: number[]) => [...thrift({ 1: 0, 2: bytes.length, 3: bytes.length, ...header }), ...bytes];
const plain = { 1: 3, 2: 0, 3: 3, 4: 3 };
const present = [2, 0, 0, 0, 6, 1];
const endless = [0xfe, 0xff, 0xff, 0xff, 0x0f, 1];

it('a page is read as it was written', () => {
  const figures = [...new Uint8Array(new BigInt64Array([1n, -2n, 2n ** 62n]).buffer)];
  const rows = [...parquetRows(written(page({ 5: plain }, [...present, ...figures])))];
  expect(rows.map((row) => ('cells' in row ? row.cells.get('x') : row.why))).toEqual([1, -2, 2 ** 62]);
});

const nested = (depth: number): number[] => [0xf9, ...varint(2 ** 24), ...(depth === 0 ? [] : nested(depth - 1))];
const hostile: [claim: string, chunk: number[], why: RegExp, more?: Parameters<typeof written>[1]][] = [
  ['4 GB in a page', page({ 2: 2 ** 32 - 1, 5: plain }, present), /claims -?\d+ bytes in 6/],
  ['2 GB in a page', page({ 2: 2 ** 31 - 1, 5: plain }, present), /claims 2147483647 bytes in 6/, { codec: 1 }],
  ['2 billion values', page({ 5: { ...plain, 1: 2 ** 31 - 1 } }, present), /claims 2147483647 values where its group has 3 rows/],
  ['a run of 2 billion levels', page({ 5: plain }, [6, 0, 0, 0, ...endless]), /a run of it claims 2147483647 values/],
  ['a run of them beyond what is said of them', page({ 5: plain }, [0, 0, 0, 0, ...endless]), /a run of it claims 2147483647 values/],
  [
    'more levels than values',
    page({ 5: { ...plain, 1: 1, 2: 8 } }, [...present, 2, 4, 3, ...endless]),
    /a run of it claims 3 values, of 1/,
  ],
  ['a run of 2 billion values', page({ 5: { ...plain, 2: 8 } }, [...present, 1, ...endless]), /a run of it claims 2147483647 values/],
  ['a run of 2 billion booleans', page({ 5: { ...plain, 2: 3 } }, [...present, 6, 0, 0, 0, ...endless]), /a run of it claims/, { type: 0 }],
  ['entries without a dictionary', page({ 5: { ...plain, 2: 8 } }, [...present, 1, 6, 1]), /no entry of its dictionary/],
  ['texts that share all before', page({ 5: { ...plain, 2: 7 } }, present), /has the encoding DELTA_BYTE_ARRAY/, { type: 6 }],
  ['more values than bytes', page({ 5: plain }, [...present, 1, 2, 3]), /makes no sense/],
  [
    'lists in lists in a header',
    page({ 5: plain, 9: Uint8Array.from([9, ...nested(400)]) }, present),
    /a list of it claims 16777216 entries/,
  ],
  [
    'blocks of no values',
    page({ 5: { ...plain, 2: 5 } }, [...present, 128, 1, ...endless.slice(0, 4), 15, 3, 2]),
    /claims blocks of 128 /,
    { type: 1 },
  ],
  ['a flag for a count', page({ 5: { ...plain, 1: Uint8Array.of(1) } }, present), /claims true values/],
  ['a literal that leads backwards', page({ 2: 10, 5: plain }, [10, 252, 250, 255, 255, 255, 0, 0]), /a literal leaves/, { codec: 1 }],
  ['a number without end', page({ 5: plain, 9: Uint8Array.from([6, ...Array(1000).fill(128)]) }, present), /a number of it is too long/],
  ['a packing of no name', page({ 5: plain }, present), /packed by undefined; what is read is UNCOMPRESSED, SNAPPY/, { codec: 90 }],
  [
    '2 billion missing',
    page({ 1: 3, 8: { 1: 3, 2: -(2 ** 31), 3: 3, 4: 0, 5: 2, 6: 0 } }, [6, 1]),
    /claims -2147483648 missing values of 3/,
  ],
];
it.each(hostile)('%s: refused in a sentence that names the file and the place, and takes no memory', (_, chunk, why, more) => {
  const file = written(chunk, more);
  const before = process.memoryUsage().rss;
  const [item, ...others] = [...parquetRows(file)];
  expect(item).toMatchObject({ offset: 4, why: expect.stringMatching(why) });
  expect((item as { why: string }).why).toContain(`${file} is no whole Parquet file: `);
  expect(others).toEqual([]);
  expect(process.memoryUsage().rss - before).toBeLessThan(100e6);
});

it('a claim of ten billion rows, of lists in a footer, or of a footer of 4 GB, allocates nothing', () => {
  const before = process.memoryUsage().rss;
  const file = written(page({ 5: plain }, present), { rows: 1e10 });
  expect([...parquetRows(file)]).toEqual([expect.objectContaining({ offset: 4, why: expect.stringMatching(/claims 10000000000 rows/) })]);
  const bytes = readFileSync(file);
  bytes.writeUInt32LE(0xffffffff, bytes.length - 8);
  writeFileSync(file, bytes);
  expect(() => [...parquetRows(file)]).toThrow(/claims\.parquet is no whole Parquet file: its footer claims 4294967295 bytes/);
  written([], { more: { 17: Uint8Array.from([9, ...nested(400)]) } });
  expect(() => [...parquetRows(file)]).toThrow(/claims\.parquet is no whole Parquet file: a list of it claims 16777216 entries/);
  expect(process.memoryUsage().rss - before).toBeLessThan(100e6);
});
