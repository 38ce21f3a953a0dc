import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Dataset } from '../dataset.ts';
import { seededRandom } from '../random.ts';
import { digits8 } from './digits8.ts';

const open = (params: { size: string; heldOut: number }) => digits8.open({ params, seed: 1 });

test('its pictures and labels are those that were published, every one', () => {
  const { pixels, labels } = JSON.parse(readFileSync(resolve(import.meta.dirname, '../../../resources/data/digits8.json'), 'utf8'));
  const bytes = inflateRawSync(Buffer.from(pixels, 'base64'));
  const lines = [...labels].map((label, at) => `${bytes.subarray(64 * at, 64 * (at + 1)).join(',')},${label}\n`);
  // Of UCI's optdigits.tes.
  const published = '6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8';
  expect(createHash('sha256').update(lines.join('')).digest('hex')).toBe(published);
});

test('what is drawn is a whole picture under its own label, ink at 1 and paper at −1', () => {
  const { labels, values } = open({ size: '8', heldOut: 0 }).draw(seededRandom(3), 4000);
  const zero =
    '0,0,5,13,9,1,0,0,0,0,13,15,10,15,5,0,0,3,15,2,0,11,8,0,0,4,12,0,0,8,8,0,0,5,8,0,0,9,8,0,0,4,11,0,1,12,7,0,0,2,14,5,10,12,0,0,0,0,6,13,10,0,0,0';
  const pictures = Array.from({ length: 4000 }, (_, at) =>
    Array.from(values.subarray(64 * at, 64 * (at + 1)), (value) => 8 * (value + 1)).join(','),
  );
  expect(labels![pictures.indexOf(zero)]).toBe(0);
  expect(new Set(labels).size).toBe(10);
  expect(new Set(values).size).toBe(17);
});

test('a tenth is held out and never trained on', () => {
  const dataset = open({ size: '8', heldOut: 10 });
  expect([dataset.examples, dataset.heldOut!.all.examples, ...dataset.heldOut!.halves.map(({ examples }) => examples)]).toEqual([
    1618, 179, 89, 90,
  ]);
  const [trained, held] = [drawn(dataset), drawn(dataset.heldOut!.all)];
  expect(held.size).toBe(179);
  expect([...held].filter((picture) => trained.has(picture))).toEqual([]);
});

test('whose it is and under what licence stands in its help', () => {
  for (const said of ['Alpaydin', 'Kaynak', 'UCI Machine Learning Repository', '10.24432/C50P49', 'CC BY 4.0']) {
    expect(digits8.purpose).toContain(said);
  }
});

function drawn(dataset: Dataset): Set<string> {
  const { values } = dataset.draw(seededRandom(2), 20_000);
  return new Set(Array.from({ length: 20_000 }, (_, at) => values.subarray(64 * at, 64 * (at + 1)).join()));
}
