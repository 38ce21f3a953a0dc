import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { fc } from '@fast-check/vitest';
import { afterAll, expect, it } from 'vitest';
import type { Desk, RunPart } from '../../importer.ts';
import { expectSense, fuzzTimes, mutated } from '../reading/mutate-in-test.ts';
import { told } from '../reading/read-in-test.ts';
import { wandb } from '../wandb.ts';

const folder = mkdtempSync(join(tmpdir(), 'ganymede-mutated-'));
const file = join(folder, 'run-abc.wandb');
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const fixtures = join(import.meta.dirname, 'fixtures');
const sources = [
  'wandb-0.31/offline-run-20261130_122903-media001/run-media001.wandb',
  'wandb-0.31/offline-run-20261130_122851-basic001/run-basic001.wandb',
  'wandb-0.16/offline-run-20261130_123104-steps001/run-steps001.wandb',
].map((name) => readFileSync(join(fixtures, name)));

async function read(bytes: Uint8Array, position: unknown = null): Promise<RunPart[]> {
  writeFileSync(file, bytes);
  const parts: RunPart[] = [];
  const run = { key: 'abc', name: 'abc', source: folder, files: [file] };
  for await (const part of wandb.read(run, position, {} as Desk)) parts.push(part);
  return parts;
}

/** Chunks of a whole record each, with right checksums; blocks are filled up with zeros. */
function fileOf(records: Uint8Array[]): Buffer {
  const pieces: Buffer[] = [Buffer.from([0x3a, 0x57, 0x26, 0x42, 0xe1, 0xbe, 0])];
  let at = 7;
  for (const record of records) {
    let from = 0;
    do {
      const left = 32_768 - (at % 32_768);
      if (left < 7) {
        pieces.push(Buffer.alloc(left));
        at += left;
        continue;
      }
      const data = Buffer.from(record.subarray(from, from + left - 7));
      const isLast = from + data.length === record.length;
      const body = Buffer.concat([Buffer.from([from === 0 ? (isLast ? 1 : 2) : isLast ? 4 : 3]), data]);
      const head = Buffer.alloc(6);
      head.writeUInt32LE(crc32(body), 0);
      head.writeUInt16LE(data.length, 4);
      pieces.push(head, body);
      at += 7 + data.length;
      from += data.length;
    } while (from < record.length);
  }
  return Buffer.concat(pieces);
}

/** A field of a message: a text or a message of its own. */
function field(number: number, content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)]);
  return Buffer.concat([Buffer.from([...varint(number * 8 + 2), ...varint(bytes.length)]), bytes]);
}
const history = (row: Record<string, string>) =>
  field(2, Buffer.concat(Object.entries(row).map(([key, json]) => field(1, Buffer.concat([field(1, key), field(16, json)])))));

it('mutated files are read to their end: nothing is thrown, and every loss is a sentence with its place', async () => {
  await fc.assert(
    fc.asyncProperty(mutated(sources), async (bytes) => expectSense(await read(bytes), bytes.length)),
    { numRuns: fuzzTimes },
  );
});

it('records of any bytes with right checksums are read to their end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 8 }), async (records) => {
      const bytes = fileOf(records);
      expectSense(await read(bytes), bytes.length);
    }),
    { numRuns: fuzzTimes },
  );
});

it('what is written is what is read, over block borders, at once or in two goes', async () => {
  const point = fc.record({ step: fc.integer({ min: 0, max: 2 ** 50 }), value: fc.double(), size: fc.nat(20_000) });
  const json = (value: number) => (Number.isNaN(value) ? 'NaN' : Object.is(value, -0) ? '-0.0' : String(value));
  await fc.assert(
    fc.asyncProperty(fc.array(point, { maxLength: 12 }), fc.nat(), async (points, cut) => {
      const rows = points.map(({ step, value, size }) =>
        history({ _step: `${step}`, loss: json(value), '_pad"': '0', pad: `"${'x'.repeat(size)}"` }),
      );
      const bytes = fileOf(rows);
      const first = told(await read(bytes.subarray(0, cut % (bytes.length + 1))));
      const then = told(await read(bytes, first.position));
      const both = [...(first.points.get('loss') ?? []), ...(then.points.get('loss') ?? [])];
      expect(both.map(({ step, value }) => [step, value])).toEqual(points.map(({ step, value }) => [step, value]));
      expect([...first.leftOut, ...then.leftOut]).toEqual([]);
    }),
    { numRuns: Math.ceil(fuzzTimes / 2) },
  );
});

it('a damaged block is named and the next one is read', async () => {
  const rows = Array.from({ length: 40 }, (_, step) => history({ _step: `${step}`, loss: `${step}`, pad: `"${'x'.repeat(3000)}"` }));
  const bytes = fileOf(rows);
  bytes[40_000] ^= 255;
  const { points, leftOut } = told(await read(bytes));
  const steps = points.get('loss')!.map(({ step }) => step);
  expect(steps.slice(0, 10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(steps.slice(-10)).toEqual([30, 31, 32, 33, 34, 35, 36, 37, 38, 39]);
  expect(leftOut[0]).toMatchObject({
    what: expect.stringMatching(/^byte \d+ of .*run-abc\.wandb$/),
    why: expect.stringMatching(/checksum/),
  });
});

it('a path in a log can’t leave the run’s folder: not by dots, not as an absolute one, not by a link', async () => {
  const files = join(folder, 'files');
  mkdirSync(join(files, 'media'), { recursive: true });
  writeFileSync(join(folder, 'secret.png'), 'secret');
  symlinkSync(join(folder, 'secret.png'), join(files, 'media', 'link.png'));
  symlinkSync(folder, join(files, 'media', 'up'));
  symlinkSync(join(folder, 'secret.png'), join(files, 'saved.txt'));
  const paths = [
    '../secret.png',
    join(folder, 'secret.png'),
    'media/link.png',
    'media/up/secret.png',
    'C:\\secret.png',
    '..\\secret.png',
    '',
    'media',
    'gone.png',
  ];
  const rows = paths.flatMap((path) =>
    ['image-file', 'audio-file', 'table-file', 'html-file'].map((type) =>
      history({ _step: '1', it: JSON.stringify({ _type: type, path }) }),
    ),
  );
  const parts = await read(fileOf(rows));
  expect(parts.filter(({ type }) => ['pictures', 'sound', 'table', 'artifact'].includes(type))).toEqual([]);
  rmSync(files, { recursive: true });
  const said = told(parts).leftOut.map(({ why }) => why);
  for (const words of [
    /leads out of the run's folder/,
    /is a link that leads out/,
    /is not there/,
    /is no plain file/,
    /is a link, and is not followed/,
  ]) {
    expect(
      said.some((why) => words.test(why)),
      String(words),
    ).toBe(true);
  }
});

it('a claim of 4 GB in a record allocates nothing', async () => {
  const claim = Buffer.concat([Buffer.from([0x12, 0xff, 0xff, 0xff, 0xff, 0x0f]), Buffer.alloc(20)]);
  const before = process.memoryUsage().arrayBuffers;
  const { leftOut } = told(await read(fileOf([claim])));
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50e6);
  expect(leftOut[0].why).toMatch(/longer than what holds it/);
});
