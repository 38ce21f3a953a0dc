import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tensorboard } from '../tensorboard.ts';
import { EventReader, type EventSink, type Tag, Tags } from './event.ts';
import { RecordReader } from './records.ts';
import { readValue, type Value } from './value.ts';

/** Written by the real packages; `expected.json` is what TensorBoard's own library reads back of them. */
const folder = join(import.meta.dirname, 'fixtures');

type Point = [step: number, time: number, value: unknown];
interface Expected {
  tags: Record<string, { plugin: string | null; points: Point[] }>;
}
type Told = { step: number; time: number; value: Value };

/** Every value of every tag, file by file. */
function readAll(files: string[]): { tags: Map<string, Told[]>; starts: number[]; damage: string[] } {
  const all = { tags: new Map<string, Told[]>(), starts: [] as number[], damage: [] as string[] };
  const tags = new Tags();
  const events = new EventReader(tags);
  const put = ({ name }: Tag, told: Told) => all.tags.set(name, [...(all.tags.get(name) ?? []), told]);
  const sink: EventSink = {
    scalar: (tag, step, time, value) => void put(tag, { step, time, value: { kind: 'scalar', value } }),
    value: (tag, step, time, ranges, bytes) => void put(tag, { step, time, value: readValue(tag, ranges, bytes) }),
    start: (step) => void all.starts.push(step),
    other: () => {},
  };
  for (const file of files) {
    const reader = new RecordReader(
      file,
      { offset: 0 },
      {
        record(bytes, from, to, offset) {
          try {
            events.read(bytes, from, to, sink);
          } catch (error) {
            all.damage.push(`${offset}: ${error}`);
          }
        },
        damaged: (offset, why) => void all.damage.push(`${offset}: ${why}`),
      },
    );
    while (reader.readSome());
    reader.close();
  }
  return all;
}

const number = (value: unknown) => (typeof value === 'string' ? Number(value) : value);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function compare(plugin: string | null, told: Value, expected: unknown): void {
  switch (told.kind) {
    case 'scalar':
      expect(told.value).toBe(number(expected));
      return;
    case 'histogram': {
      const rows = Array.from({ length: told.histogram.rows.length / 3 }, (_, at) => [...told.histogram.rows.slice(3 * at, 3 * at + 3)]);
      const { shape, values, first, last, sha256: hash } = expected as Record<string, never>;
      expect([rows.length, 3]).toEqual(shape);
      const plain = (of: unknown[][]) => of.map((row) => row.map(number));
      if (values !== undefined) expect(rows).toEqual(plain(values));
      else {
        expect(rows.slice(0, 2)).toEqual(plain(first));
        expect(rows.slice(-2)).toEqual(plain(last));
        expect(sha256(new Uint8Array(told.histogram.rows.buffer))).toBe(hash);
      }
      return;
    }
    case 'images':
      expect(told.files.map(sha256)).toEqual((expected as { images: { sha256: string }[] }).images.map((image) => image.sha256));
      return;
    case 'audio':
      expect(told.files.map(sha256)).toEqual((expected as { clips: { sha256: string }[] }).clips.map((clip) => clip.sha256));
      return;
    case 'text': {
      const { shape, text } = expected as { shape: number[]; text: unknown };
      expect(told.shape).toEqual(shape);
      expect(told.texts).toEqual([text].flat(2));
      return;
    }
    case 'hparams':
      expect(plugin).toBe('hparams');
      return;
    case 'none':
      expect(['scalars', 'histograms', 'images', 'audio', 'text', 'hparams']).not.toContain(plugin);
  }
}

const folders = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'expected.json')));
/** What TensorBoard's default reader finds behind a record whose checksum is wrong, sound as it is. */
const soundBehindDamage: Record<string, number> = { data: 4, 'data crc': 4, 'not a protobuf': 1 };

it('all are here', () => expect(folders.length).toBeGreaterThan(14));

describe.each(folders)('%s', (name) => {
  const expected = JSON.parse(readFileSync(join(folder, name, 'expected.json'), 'utf8')).runs as Record<string, Expected>;

  it('every value of every tag is what TensorBoard reads', async () => {
    const found = await tensorboard.look(join(folder, name), {} as never);
    const runs = new Map((found?.runs ?? []).map((run) => [run.source.slice(join(folder, name).length + 1) || '.', run]));
    expect([...runs.keys()].sort()).toEqual(Object.keys(expected).sort());
    for (const [at, { tags }] of Object.entries(expected)) {
      const told = readAll(runs.get(at)!.files);
      const known = [...told.tags].filter(([, values]) => values.length > 0);
      // Graphs and profiles are events of their own; nothing is kept of them.
      const kept = Object.entries(tags).filter(([, { plugin }]) => !/^graph/.test(plugin ?? ''));
      expect(known.map(([tag]) => tag).sort()).toEqual(kept.map(([tag]) => tag).sort());
      for (const [tag, { plugin, points }] of kept) {
        const values = told.tags.get(tag)!;
        const beyond = name === 'odd-corrupt' ? (soundBehindDamage[at] ?? 0) : 0;
        expect(values.length, `${at} ${tag}`).toBe(points.length + beyond);
        points.forEach(([step, time, value], index) => {
          expect([values[index].step, values[index].time]).toEqual([number(step), number(time)]);
          compare(plugin, values[index].value, value);
        });
      }
    }
  });
});
