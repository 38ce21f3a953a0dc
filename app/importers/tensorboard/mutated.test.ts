import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc } from '@fast-check/vitest';
import { afterAll, expect, it } from 'vitest';
import type { RunPart } from '../../importer.ts';
import { tensorboard } from '../tensorboard.ts';
import { maskedCrc32c } from '../../../shared/crc32c.ts';
import { recordOf } from '../../../shared/tf-record.ts';
import { eventOf, fileOf, histogramValue } from './write-in-test.ts';

/** More on demand: GANYMEDE_FUZZ=20000 vitest run app/importers/tensorboard/mutated.test.ts */
const times = Number(process.env.GANYMEDE_FUZZ ?? 150);
const folder = mkdtempSync(join(tmpdir(), 'ganymede-mutated-'));
const file = join(folder, 'events.out.tfevents.1');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fixtures = join(import.meta.dirname, 'fixtures');
const sources = [
  'tf2-basic/events.out.tfevents.1700000000.host.1.0.v2',
  'torch-basic/events.out.tfevents.1700000000.host.1.0',
  'tf1-style/events.out.tfevents.1700000000.host',
  'tbx-basic/trial-1/events.out.tfevents.1700000000.host',
].map((name) => readFileSync(join(fixtures, name)));

async function readParts(bytes: Uint8Array): Promise<RunPart[]> {
  writeFileSync(file, bytes);
  const run = { key: file, name: 'mutated', source: folder, files: [file] };
  const parts: RunPart[] = [];
  for await (const part of tensorboard.read(run, null, {} as never)) parts.push(part);
  return parts;
}

/** Everything that was left out is a sentence, and damage has its place in the file. */
function expectSense(parts: RunPart[], size: number): void {
  for (const part of parts) {
    if (part.type === 'left-out') {
      expect(part.why).toMatch(/^\p{Lu}.+\.$/su);
      const [, at] = /^byte (\d+) of /.exec(part.what) ?? [];
      if (at !== undefined) expect(Number(at)).toBeLessThanOrEqual(size);
    } else if (part.type === 'points') expect(part.step.every(Number.isFinite)).toBe(true);
  }
  expect(parts.at(-1)).toMatchObject({ type: 'position' });
}

/** Whole records with the checksums of what they hold now, so that what is broken lies further in. */
function mended(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = 0; at + 16 <= copy.length; ) {
    const length = Number(copy.readBigUInt64LE(at));
    copy.writeUInt32LE(maskedCrc32c(copy, at, at + 8), at + 8);
    if (!(length <= copy.length - at - 16)) break;
    copy.writeUInt32LE(maskedCrc32c(copy, at + 12, at + 12 + length), at + 12 + length);
    at += 16 + length;
  }
  return copy;
}

const mutation = fc.oneof(
  fc.record({ kind: fc.constant('byte' as const), at: fc.nat(), value: fc.integer({ min: 0, max: 255 }) }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), value: fc.nat(64) }),
  fc.record({ kind: fc.constant('twice' as const), at: fc.nat(), value: fc.nat(64) }),
  fc.record({ kind: fc.constant('end' as const), at: fc.nat(), value: fc.constant(0) }),
);

function mutate(bytes: Buffer, { kind, at, value }: { kind: 'byte' | 'cut' | 'twice' | 'end'; at: number; value: number }): Buffer {
  const place = at % bytes.length;
  if (kind === 'end') return bytes.subarray(0, place + 1);
  if (kind === 'cut') return Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + value)]);
  if (kind === 'twice') return Buffer.concat([bytes.subarray(0, place + value), bytes.subarray(place)]);
  const copy = Buffer.from(bytes);
  copy[place] = value;
  return copy;
}

it('mutated files are read to their end: nothing is thrown, and every loss is a sentence with its place', async () => {
  const inputs = fc.tuple(fc.constantFrom(...sources), fc.array(mutation, { minLength: 1, maxLength: 6 }), fc.boolean());
  await fc.assert(
    fc.asyncProperty(inputs, async ([source, mutations, isMended]) => {
      const broken = mutations.reduce<Buffer>((bytes, one) => (bytes.length === 0 ? source : mutate(bytes, one)), source);
      const bytes = isMended ? mended(broken) : broken;
      expectSense(await readParts(bytes), bytes.length);
    }),
    { numRuns: times },
  );
});

it('bytes of any kind in records with right checksums are read to their end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 8 }), async (records) => {
      const bytes = Buffer.concat(records.map(recordOf));
      expectSense(await readParts(bytes), bytes.length);
    }),
    { numRuns: times },
  );
});

it('what is written is what is read: any tags, steps, times and values, in any order', async () => {
  const point = fc.record({
    tag: fc.string({ minLength: 1, maxLength: 12, unit: 'binary' }).filter((tag) => tag.isWellFormed()),
    step: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    value: fc.float(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(point, { maxLength: 30 }), async (points) => {
      const events = points.map(({ tag, step, value }) => ({ step, scalars: { [tag]: value } }));
      const read = new Map<string, [number, number][]>();
      for (const part of await readParts(fileOf(events))) {
        if (part.type === 'points')
          read.set(
            part.key,
            Array.from(part.step, (step, at) => [step, part.value[at]]),
          );
      }
      const written = Map.groupBy(
        points.filter(({ tag }) => tag !== '__proto__'),
        ({ tag }) => tag,
      );
      for (const [tag, all] of written) expect(read.get(tag)).toEqual(all.map(({ step, value }) => [Number(step), value]));
    }),
    { numRuns: times },
  );
});

it('a claim of 10 GB allocates nothing, and a file that goes on before its claim is fulfilled waits', async () => {
  const head = Buffer.alloc(12);
  head.writeBigUInt64LE(10_000_000_000n);
  head.writeUInt32LE(maskedCrc32c(head, 0, 8), 8);
  const sound = fileOf([{ step: 1, scalars: { loss: 1 } }]);
  const before = process.memoryUsage().arrayBuffers;
  const parts = await readParts(Buffer.concat([sound, head, Buffer.alloc(5000)]));
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50e6);
  const [lost] = parts.filter((part) => part.type === 'left-out');
  expect(lost).toMatchObject({ what: `byte ${sound.length} of ${file}`, why: expect.stringMatching(/claims 10000000000 bytes/) });
  const small = Buffer.from(head);
  small.writeBigUInt64LE(200_000_000n);
  small.writeUInt32LE(maskedCrc32c(small, 0, 8), 8);
  const waiting = await readParts(Buffer.concat([sound, small]));
  expect(waiting.filter((part) => part.type === 'left-out')).toEqual([]);
  expect(waiting.at(-1)).toMatchObject({ bytes: sound.length });
});

it('histograms of any counts keep their edges, their number and rising quantiles', async () => {
  const bins = fc.array(fc.tuple(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), fc.nat(1_000_000)), { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(bins, async (given) => {
      let edge = 0;
      const limits = given.map(([width]) => {
        edge += width;
        return edge;
      });
      const counts = given.map(([, count]) => count);
      const num = counts.reduce((total, count) => total + count, 0);
      const value = histogramValue('h', limits, counts, [0, limits.at(-1)!, num, num, num]);
      const parts = await readParts(recordOf(eventOf({ step: 3, values: [value] })));
      const [part] = parts.filter((one) => one.type === 'distribution');
      const { distribution } = part as Extract<RunPart, { type: 'distribution' }>;
      expect(distribution.size).toBe(num);
      if (num === 0) return;
      expect(distribution.edges).toHaveLength(distribution.counts.length + 1);
      expect([...distribution.edges!]).toEqual([...distribution.edges!].sort((a, b) => a - b));
      expect([...distribution.quantiles]).toEqual([...distribution.quantiles].sort((a, b) => a - b));
    }),
    { numRuns: times },
  );
});
