import { expect, test } from 'vitest';
import { nodeDecoders } from '../../trainer/decoders.ts';
import type { PicturesDataset } from '../dataset.ts';
import { seededRandom } from '../random.ts';
import { idx } from './idx.ts';
import { entries, gzip, idxLabels, idxPictures } from './test-files.ts';

async function open(files: Record<string, Uint8Array>, picked?: string): Promise<PicturesDataset> {
  const handed = { entries: entries(files), picked };
  const dataset = await idx.open({
    params: { size: '28', heldOut: 0, flip: false, shift: 0, jitter: 0 },
    seed: 1,
    files: handed,
    decoders: nodeDecoders,
  });
  if (dataset.kind !== 'pictures') throw new Error('not pictures');
  return dataset;
}

const pictures = idxPictures(4, 28, 28);
const labels = idxLabels([1, 2, 1, 26]);

test('one wrong byte in a gzip file is seen; several members are one file', async () => {
  const packed = gzip(pictures);
  const wrong = packed.slice();
  wrong[packed.length - 8] ^= 1;
  await expect(open({ 'train-images-idx3-ubyte.gz': wrong })).rejects.toThrow('not a whole gzip file: it is cut short or damaged');
  const members = Uint8Array.of(...gzip(pictures.subarray(0, 1000)), ...gzip(pictures.subarray(1000)));
  expect((await open({ 'train-images-idx3-ubyte.gz': members })).draw(seededRandom(1), 5)).toEqual(
    (await open({ 'train-images-idx3-ubyte': pictures })).draw(seededRandom(1), 5),
  );
});

test('what stands behind the packed bytes is no part of them', async () => {
  const padded = Uint8Array.of(...gzip(pictures), 0, 0, 0, 0, 255, 255, 255, 255);
  expect((await open({ 'train-images-idx3-ubyte.gz': padded })).examples).toBe(4);
});

test('a gzip file that unpacks to more than the memory that is left is not called damaged', async () => {
  const { availableMemory } = process;
  process.availableMemory = () => 2000;
  try {
    await expect(open({ 'train-images-idx3-ubyte.gz': gzip(pictures) })).rejects.toThrow(
      /^train-images-idx3-ubyte.gz unpacks to more than the memory that is free has room for/,
    );
  } finally {
    process.availableMemory = availableMemory;
  }
});

test.each<[string, Record<string, Uint8Array>]>([
  ['beside the pictures', { 'train-images-idx3-ubyte': pictures, 'train-labels-idx1-ubyte': labels }],
  ['packed, the pictures not', { 'train-images-idx3-ubyte': pictures, 'train-labels-idx1-ubyte.gz': gzip(labels) }],
  ['with a dot for a dash', { 'train-images.idx3-ubyte': pictures, 'train-labels-idx1-ubyte': labels }],
  [
    'in folders of the files’ names',
    { 'train-images-idx3-ubyte/train-images-idx3-ubyte': pictures, 'train-labels-idx1-ubyte/train-labels-idx1-ubyte': labels },
  ],
  [
    'in a folder called images',
    {
      'images/train-images-idx3-ubyte': pictures,
      'images/train-labels-idx1-ubyte': labels,
      'labels/train-labels-idx1-ubyte': idxLabels([9]),
    },
  ],
  ['in a folder of its own', { 'train-images-idx3-ubyte': pictures, 'answers/train-labels-idx1-ubyte': labels }],
  ['alone beside alone', { 'pictures.idx3-ubyte': pictures, 'what-they-are.idx1-ubyte': labels }],
])('labels %s', async (_what, files) => {
  const dataset = await open(files);
  expect([dataset.classes, dataset.notes]).toEqual([['1', '2', '26'], []]);
});

test('no class is without an example', async () => {
  const { classes, draw } = await open({ 'train-images-idx3-ubyte': pictures, 'train-labels-idx1-ubyte': labels });
  expect([...new Set(draw(seededRandom(1), 60).labels)].sort()).toEqual([...classes!.keys()]);
});

test('EMNIST is turned upright, and what else is there is named', async () => {
  const upright = idxPictures(1, 28, 28);
  const lying = upright.slice();
  for (let at = 0; at < 784; at += 1) lying[16 + (at % 28) * 28 + Math.floor(at / 28)] = upright[16 + at];
  const files = { 'emnist-balanced-train-images-idx3-ubyte': lying, 'emnist-letters-train-images-idx3-ubyte': lying };
  const found = await open(files);
  expect(found.draw(seededRandom(1), 1).values).toEqual(
    (await open({ 'themnist-images-idx3-ubyte': upright })).draw(seededRandom(1), 1).values,
  );
  expect(found.notes.slice(0, 2)).toEqual([
    'The pictures of emnist-balanced-train-images-idx3-ubyte are read; not those of emnist-letters-train-images-idx3-ubyte. Name the file itself as the path to read another.',
    'EMNIST lies on its side in its files; its pictures are turned upright.',
  ]);
  expect((await open(files, 'emnist-letters-train-images-idx3-ubyte')).notes[0]).toMatch(/^EMNIST lies/);
});
