import { describe, expect, test } from 'vitest';
import type { Params } from '../../../shared/params.ts';
import type { DataFiles, PairsDataset } from '../dataset.ts';
import { nodeDecoders } from '../../trainer/decoders.ts';
import { seededRandom } from '../random.ts';
import { pairedFolders } from './paired-folders.ts';
import { entries, png, twoColorPng } from './test-files.ts';

const usual = { ...Object.fromEntries(pairedFolders.params.map(({ key, presets }) => [key, presets.small.value])), heldOut: 0 };

async function open(files: Record<string, Uint8Array>, params: Params = {}, partners?: Record<string, Uint8Array>): Promise<PairsDataset> {
  const handed: DataFiles = { entries: entries(files), also: partners === undefined ? undefined : entries(partners) };
  const dataset = await pairedFolders.open({ params: { ...usual, size: '16', ...params }, seed: 1, files: handed, decoders: nodeDecoders });
  if (dataset.kind !== 'pairs') throw new Error('not pairs');
  return dataset;
}

const gray = (level: number, width = 20, height = 20) => png(width, height, [level, level, level]);
const level = (value: number) => Math.round((value + 1) * 127.5);

/** First numbers of the given and the wanted of every example drawn, as bytes. */
function drawn(dataset: PairsDataset, count = 40): [number, number][] {
  const { values, given } = dataset.draw(seededRandom(1), count);
  const [wide, narrow] = [dataset.size ** 2 * dataset.channels, dataset.given.size ** 2 * dataset.given.channels];
  expect([values.length, given!.length]).toEqual([count * wide, count * narrow]);
  return Array.from({ length: count }, (_, at) => [level(given![at * narrow]), level(values[at * wide])]);
}

describe('two folders', () => {
  const files = { 'A/1.png': gray(10), 'A/2.png': gray(20), 'B/1.png': gray(110), 'B/2.png': gray(120) };

  test('files of the same name stay together, from sub-folders or from two paths, either way round', async () => {
    const expected = [
      [10, 110],
      [20, 120],
    ];
    const unlike = (pairs: [number, number][]) => [...new Map(pairs.map((pair) => [pair[0], pair])).values()].sort((a, b) => a[0] - b[0]);
    expect(unlike(drawn(await open(files)))).toEqual(expected);
    const apart = await open({ '1.png': gray(10), 'deep/2.png': gray(20) }, {}, { '1.png': gray(110), 'deep/2.png': gray(120) });
    expect(unlike(drawn(apart))).toEqual(expected);
    expect(unlike(drawn(await open(files, { given: 'second' })))).toEqual(expected.map(([a, b]) => [b, a]));
    expect((await open(files)).examples).toBe(2);
    expect((await open(files)).notes).toEqual([]);
  });

  test('sub-folders of both are classes', async () => {
    const dataset = await open({ 'A/cat/1.png': gray(10), 'A/dog/1.png': gray(20), 'B/cat/1.png': gray(110), 'B/dog/1.png': gray(120) });
    expect(dataset.classes).toEqual(['cat', 'dog']);
    const { values, labels } = dataset.draw(seededRandom(1), 20);
    expect(Array.from(labels!, (label) => 110 + 10 * label)).toEqual(Array.from(labels!, (_, at) => level(values[at * 16 * 16 * 3])));
    expect(new Set(labels).size).toBe(2);
  });

  test('what has no partner, a broken file and other proportions are left out, each with its reason', async () => {
    const { notes, examples } = await open({
      ...files,
      'A/3.png': gray(30),
      'B/4.png': gray(40),
      'A/5.png': gray(50),
      'B/5.png': new Uint8Array([1, 2, 3]),
      'A/6.png': gray(60, 20, 10),
      'B/6.png': gray(60, 10, 10),
      'B/1.jpg': gray(1),
    });
    expect(examples).toBe(2);
    expect(notes.sort()).toEqual([
      '1.jpg in B was left out: 1.png has the same name but for its ending.',
      '3.png in A was left out: it has no partner in B.',
      '4.png in B was left out: it has no partner in A.',
      '5.png was left out: in B, it does not begin as a picture does (PNG, JPEG, WebP, GIF, TIFF or AVIF).',
      '6.png was left out: it is 20 × 10 and its partner 10 × 10, of other proportions.',
    ]);
  });

  test('a partner of another size and another ending is a partner', async () => {
    const { examples, notes } = await open({ 'photos/a.jpeg': gray(10, 41, 20), 'labels/a.png': gray(110, 20, 10) });
    expect([examples, notes]).toEqual([1, []]);
  });

  test('trainA and trainB are read before others, and it is said', async () => {
    const dataset = await open({ 'trainA/1.png': gray(1), 'trainB/1.png': gray(2), 'testA/1.png': gray(3), 'testB/1.png': gray(4) });
    expect(drawn(dataset, 3)).toEqual(Array(3).fill([1, 2]));
    expect(dataset.notes).toEqual(['The sub-folders trainA and trainB are read; testA, testB are not.']);
  });

  test('of folders split into train and val, train is read', async () => {
    const dataset = await open({ 'A/train/1.png': gray(1), 'A/val/1.png': gray(3), 'B/train/1.png': gray(2), 'B/val/1.png': gray(4) });
    expect(drawn(dataset, 3)).toEqual(Array(3).fill([1, 2]));
    expect(dataset.notes).toEqual(['What lies in train is read; val (1) is left for you.']);
    expect(
      (await open({ 'A/train/1.png': gray(1), 'A/tram/1.png': gray(3), 'B/train/1.png': gray(2), 'B/tram/1.png': gray(4) })).examples,
    ).toBe(2);
  });

  test.each<[string, Record<string, Uint8Array>, string]>([
    ['a flat folder', { '1.png': gray(1) }, 'holds no sub-folder with pictures. Name the second folder too'],
    ['three folders', { 'x/1.png': gray(1), 'y/1.png': gray(1), 'z/1.png': gray(1) }, 'holds 3 sub-folders (x, y, z)'],
    [
      'no common name',
      { 'A/1.png': gray(1), 'B/2.png': gray(1) },
      'No file of one folder has a partner of the same name in the other. The first: 1.png in A',
    ],
    [
      'broken files alone',
      { 'A/1.png': gray(1), 'B/1.png': new Uint8Array(5) },
      'None of the 1 pairs can be read. The first: 1.png was left out: in B,',
    ],
    ['nothing', {}, 'There must be two folders'],
  ])('%s is refused in a sentence', async (_what, broken, sentence) => {
    await expect(open(broken)).rejects.toThrow(sentence);
  });
});

describe('side by side', () => {
  const files = {
    'train/1.png': twoColorPng(40, 20, [10, 10, 10], [110, 110, 110]),
    'val/2.png': twoColorPng(40, 20, [9, 9, 9], [8, 8, 8]),
  };

  test('a picture is cut in its middle, and train is read before val', async () => {
    const dataset = await open(files, { layout: 'side-by-side' });
    expect(drawn(dataset, 2)).toEqual(Array(2).fill([10, 110]));
    expect(dataset.notes).toEqual(['What lies in train is read; val (1) is left for you.']);
    const { values, given } = dataset.draw(seededRandom(1), 1);
    expect([new Set(values).size, new Set(given).size]).toEqual([1, 1]);
    expect(drawn(await open(files, { layout: 'side-by-side', given: 'second' }), 1)).toEqual([[110, 10]]);
  });

  test('an odd width is left out, and nothing else is refused', async () => {
    const odd = { 'odd.png': gray(1, 41, 20) };
    expect((await open({ 'whole.png': files['train/1.png'], ...odd }, { layout: 'side-by-side' })).notes).toEqual([
      'odd.png was left out: it is 41 pixels wide, which can’t be halved.',
    ]);
    await expect(open(odd, { layout: 'side-by-side' })).rejects.toThrow('None of the 1 pairs can be read. The first: odd.png');
    await expect(open({}, { layout: 'side-by-side' })).rejects.toThrow('There is no picture');
  });
});

test('colours and size of the given are what was asked for', async () => {
  const files = { 'A/1.png': png(20, 20, [255, 0, 0]), 'B/1.png': png(20, 20, [0, 0, 255]) };
  const toColor = await open(files, { colors: 'gray-color', givenSize: 'half' });
  expect([toColor.channels, toColor.given]).toEqual([3, { size: 8, channels: 1 }]);
  expect(drawn(toColor, 1)).toEqual([[76, 0]]);
  const toGray = await open(files, { colors: 'color-gray' });
  expect([toGray.channels, toGray.given]).toEqual([1, { size: 16, channels: 3 }]);
  expect(drawn(toGray, 1)).toEqual([[255, 29]]);
});

test('a limit takes pairs evenly and says so', async () => {
  const names = Array.from({ length: 10 }, (_, at) => at);
  const files = Object.fromEntries(
    names.flatMap((at) => [
      [`A/${at}.png`, gray(at)],
      [`B/${at}.png`, gray(100 + at)],
    ]),
  );
  const dataset = await open(files, { most: 5 });
  expect(dataset.examples).toBe(5);
  expect(dataset.notes[0]).toContain('Of 10 pairs 5 are read');
  for (const [given, wanted] of drawn(dataset)) expect([given % 2, wanted - given]).toEqual([0, 100]);
});
