import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StudioError } from '../../shared/errors.ts';
import type { ReadDataset } from '../engine/dataset.ts';
import { idx } from '../engine/datasets/idx.ts';
import { findDataset } from '../engine/datasets/index.ts';
import { npz } from '../engine/datasets/npz.ts';
import { datasetFiles } from './dataset-files.ts';
import { nodeDecoders } from './decoders.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ganymede-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const pictures = findDataset('picture-folder');
const pairs = findDataset('paired-folders');

function file(name: string, text = 'x'): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
}

test('procedural data needs no file', () => {
  expect(datasetFiles(findDataset('ring8'), {}).entries).toEqual([]);
});

test('a folder is listed in a stable order, by ending, without what is hidden, and read one by one', () => {
  file('dogs/b.PNG', 'dog');
  file('cats/a.jpeg');
  file('cats/notes.txt');
  file('.hidden/c.png');
  file('z.png');
  const { entries, picked } = datasetFiles(pictures, { path: folder });
  expect(entries.map(({ path }) => path)).toEqual(['cats/a.jpeg', 'dogs/b.PNG', 'z.png']);
  expect(picked).toBeUndefined();
  expect(new TextDecoder().decode(entries[1].read())).toBe('dog');
});

test('a picked file comes with its neighbours where the dataset asks for them, and alone elsewhere', () => {
  const path = file('t10k-images-idx3-ubyte');
  file('t10k-labels-idx1-ubyte');
  file('deeper/train-images-idx3-ubyte');
  const found = datasetFiles(idx, { path });
  expect(found.picked).toBe('t10k-images-idx3-ubyte');
  expect(found.entries.map((entry) => entry.path)).toEqual(['t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte']);
  expect(datasetFiles(npz, { path: file('a.npz') }).entries).toHaveLength(1);
});

test('a folder of pictures behind a link is read, what the link hides is not followed around', () => {
  file('real/a.png');
  symlinkSync(join(folder, 'real'), join(folder, 'link'));
  symlinkSync(folder, join(folder, 'real', 'loop'));
  expect(datasetFiles(pictures, { path: join(folder, 'link') }).entries.map(({ path }) => path)).toEqual(['a.png']);
});

test.each([
  ['no path', () => ({}), 'say where with its param path'],
  ['an empty path', () => ({ path: ' ' }), 'say where with its param path'],
  ['a relative path', () => ({ path: 'pictures' }), 'is not absolute'],
  ['nothing there', () => ({ path: join(folder, 'gone') }), 'there is nothing at'],
  ['an empty folder', () => ({ path: folder }), 'holds no file that the dataset picture-folder can read (.png, .apng, .jpg,'],
])('%s is refused in a sentence that stands at the param', (_what, params, sentence) => {
  const refused = () => datasetFiles(pictures, params() as Record<string, string>);
  expect(refused).toThrow(sentence);
  try {
    refused();
  } catch (error) {
    expect(error).toBeInstanceOf(StudioError);
    expect((error as StudioError).issues[0].path).toBe('dataset.params.path');
  }
});

test('a folder where one file is wanted is refused; a file that went away is refused when read', () => {
  expect(() => datasetFiles(npz, { path: folder })).toThrow('is a folder; the dataset npz takes one file');
  const path = file('a.npz');
  const [entry] = datasetFiles(npz, { path }).entries;
  rmSync(path);
  expect(() => entry.read()).toThrow('there is nothing at');
});

test('a second place is listed where it is named, and stands at its own param where it is wrong', () => {
  file('photos/a.png');
  file('labels/a.png', 'label');
  const path = join(folder, 'photos');
  expect(datasetFiles(pairs, { path, partners: '' }).also).toBeUndefined();
  const { entries, also } = datasetFiles(pairs, { path, partners: join(folder, 'labels') });
  expect([entries.length, also!.map((entry) => entry.path)]).toEqual([1, ['a.png']]);
  expect(new TextDecoder().decode(also![0].read())).toBe('label');
  try {
    datasetFiles(pairs, { path, partners: join(folder, 'gone') });
    throw new Error('it was taken');
  } catch (error) {
    expect(error).toBeInstanceOf(StudioError);
    expect((error as StudioError).issues).toEqual([
      { path: 'dataset.params.partners', message: expect.stringContaining('there is nothing at') },
    ]);
  }
});

/** Opens the dataset of one file; answers how many bytes of it were read. */
function bytesRead(dataset: ReadDataset, path: string): { open: () => Promise<unknown>; bytes: () => number } {
  let bytes = 0;
  const files = datasetFiles(dataset, { path });
  const [entry] = files.entries;
  const read = (most?: number) => {
    const found = entry.read(most);
    bytes += found.length;
    return found;
  };
  const open = () =>
    dataset.open({
      params: { path, size: 28, heldOut: 0, flip: false, shift: 0, jitter: 0 },
      seed: 1,
      files: { ...files, entries: [{ ...entry, read }] },
      decoders: nodeDecoders,
    });
  return { open, bytes: () => bytes };
}

test.each([
  ['train-images-idx3-ubyte', '', idx, /begins with 0x00000000; IDX pictures begin with 0x00000803/],
  ['pictures.npz', '', npz, /is neither an .npy nor an .npz file/],
])('three sparse gigabytes of zeros named %s are told by their beginning', async (name, start, dataset, sentence) => {
  const path = file(name, start);
  truncateSync(path, 3_000_000_000);
  const { open, bytes } = bytesRead(dataset, path);
  await expect(open()).rejects.toThrow(sentence);
  expect(bytes()).toBeLessThan(100);
});

test('of a file with a whole header no more is read than the header asks for', async () => {
  const header = Buffer.from([0, 0, 8, 3, 0, 0, 0, 10, 0, 0, 0, 28, 0, 0, 0, 28]);
  const path = join(folder, 'train-images-idx3-ubyte');
  writeFileSync(path, header);
  truncateSync(path, 3_000_000_000);
  const { open, bytes } = bytesRead(idx, path);
  await open();
  expect(bytes()).toBe(16 + 16 + 7840);
});

test('a file larger than the memory that is left is refused by both sizes', () => {
  const path = file('huge.npz', 'PK');
  truncateSync(path, 8_000_000_000_000);
  expect(() => datasetFiles(npz, { path }).entries[0].read()).toThrow(
    /huge.npz is 8000 GB, and \d+(\.\d)? GB of memory are free; a file is held in memory whole/,
  );
});
