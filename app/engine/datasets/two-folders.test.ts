import { expect, test } from 'vitest';
import type { Params } from '../../../shared/params.ts';
import type { DataFiles, DomainsDataset } from '../dataset.ts';
import { nodeDecoders } from '../../trainer/decoders.ts';
import { seededRandom } from '../random.ts';
import { entries, png } from './test-files.ts';
import { twoFolders } from './two-folders.ts';

const usual = { ...Object.fromEntries(twoFolders.params.map(({ key, presets }) => [key, presets.small.value])), heldOut: 0 };

async function open(files: Record<string, Uint8Array>, params: Params = {}, second?: Record<string, Uint8Array>): Promise<DomainsDataset> {
  const handed: DataFiles = { entries: entries(files), also: second === undefined ? undefined : entries(second) };
  const dataset = await twoFolders.open({
    params: { ...usual, size: '16', colors: 'gray', ...params },
    seed: 1,
    files: handed,
    decoders: nodeDecoders,
  });
  if (dataset.kind !== 'domains') throw new Error('not domains');
  return dataset;
}

const gray = (level: number) => png(20, 20, [level, level, level]);
/** The first number of each picture, as a byte. */
const levels = (values: Float32Array) => Array.from({ length: values.length / 256 }, (_, at) => Math.round((values[256 * at] + 1) * 127.5));
const unlike = (values: Float32Array) => [...new Set(levels(values))].sort((a, b) => a - b);

test('each domain is drawn from its own folder, without pairing, under the names of the folders', async () => {
  const files = { 'summer/1.png': gray(10), 'summer/2.png': gray(20), 'winter/1.png': gray(110), 'winter/x/9.png': gray(120) };
  const dataset = await open(files);
  expect([dataset.names, dataset.example, dataset.examples, dataset.classes]).toEqual([['summer', 'winter'], [16, 16, 1], 4, null]);
  const { values, other } = dataset.draw(seededRandom(1), 40);
  expect([unlike(values), unlike(other!)]).toEqual([
    [10, 20],
    [110, 120],
  ]);
  const met = new Set(levels(values).map((level, at) => `${level}-${levels(other!)[at]}`));
  expect(met.size).toBe(4);
});

test('two paths are taken before sub-folders, and name the domains', async () => {
  const dataset = await open(
    { 'deep/1.png': gray(10) },
    { path: '/data/photos/', second: String.raw`C:\data\drawings` },
    { '1.png': gray(110) },
  );
  expect(dataset.names).toEqual(['photos', 'drawings']);
  const { values, other } = dataset.draw(seededRandom(1), 5);
  expect([unlike(values), unlike(other!)]).toEqual([[10], [110]]);
});

test('sub-folders are classes where both domains have the same', async () => {
  const files = { 'A/cat/1.png': gray(10), 'A/dog/1.png': gray(20), 'B/cat/1.png': gray(110), 'B/dog/1.png': gray(120) };
  const dataset = await open(files);
  expect(dataset.classes).toEqual(['cat', 'dog']);
  const { values, other, labels, otherLabels } = dataset.draw(seededRandom(1), 20);
  expect(levels(values)).toEqual(Array.from(labels!, (label) => 10 + 10 * label));
  expect(levels(other!)).toEqual(Array.from(otherLabels!, (label) => 110 + 10 * label));
  expect(labels).not.toEqual(otherLabels);
  expect((await open({ ...files, 'B/cow/1.png': gray(130) })).classes).toBeNull();
});

test('broken files are left out with their domain; a limit is for each domain', async () => {
  const many = Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`A/${at}.png`, gray(at)]));
  const dataset = await open({ ...many, 'B/1.png': gray(100), 'B/broken.jpg': new Uint8Array(9) }, { most: 5 });
  expect(dataset.examples).toBe(6);
  expect(dataset.notes).toEqual([
    'Of 10 pictures of A 5 are read, evenly from the whole folder; raise "Most pictures" for more.',
    'broken.jpg in B was left out: it does not begin as a picture does (PNG, JPEG, WebP, GIF, TIFF or AVIF).',
  ]);
});

test.each<[string, Record<string, Uint8Array>, string]>([
  ['one folder', { 'A/1.png': gray(1) }, 'holds 1 sub-folder (A). Name the second folder too'],
  [
    'an unreadable domain',
    { 'A/1.png': gray(1), 'B/1.png': new Uint8Array(5) },
    'None of the 1 pictures in B can be read. The first: 1.png in B',
  ],
])('%s is refused in a sentence', async (_what, files, sentence) => {
  await expect(open(files)).rejects.toThrow(sentence);
});
