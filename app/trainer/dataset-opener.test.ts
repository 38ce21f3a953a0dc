import { encode } from 'fast-png';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { idxLabels, idxPictures, wav } from '../engine/datasets/test-files.ts';
import { datasetOpener, fingerprintOf } from './dataset-opener.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ganymede-opener-'));
  write('a.png', 10);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, level: number, seconds = 1_700_000_000): void {
  writeFileSync(join(folder, name), encode({ width: 4, height: 4, data: new Uint8Array(48).fill(level), channels: 3 }));
  utimesSync(join(folder, name), seconds, seconds);
}

const pictures = (size = '16') => ({ name: 'picture-folder', params: { path: folder, size, colors: 'color', most: 100, heldOut: 0 } });

test('the same data is read once, and again when its params, seed or files are others', async () => {
  const open = datasetOpener();
  const first = await open(pictures(), 1);
  expect(await open(pictures(), 1)).toBe(first);
  expect(await open(pictures(), 2)).not.toBe(first);
  expect(await open(pictures('28'), 1)).not.toBe(await open(pictures(), 1));
});

test('a file that was changed, added or taken away is seen', async () => {
  const open = datasetOpener();
  const first = await open(pictures(), 1);
  write('a.png', 99, 1_700_000_001);
  const changed = await open(pictures(), 1);
  expect(changed).not.toBe(first);
  write('b.png', 5);
  const added = await open(pictures(), 1);
  expect([changed.examples, added.examples]).toEqual([1, 2]);
  rmSync(join(folder, 'a.png'));
  expect((await open(pictures(), 1)).examples).toBe(1);
});

test('a refusal is told each time, and procedural data is made each time', async () => {
  const open = datasetOpener();
  const gone = { name: 'picture-folder', params: { ...pictures().params, path: join(folder, 'gone') } };
  await expect(open(gone, 1)).rejects.toThrow('there is nothing at');
  await expect(open(gone, 1)).rejects.toThrow('there is nothing at');
  const ring = { name: 'ring8', params: { deviation: 0.02 } };
  expect(await open(ring, 1)).not.toBe(await open(ring, 1));
});

test('what lies beside the data is counted in its notes', async () => {
  writeFileSync(join(folder, 'b.bmp'), 'BM');
  expect((await datasetOpener()(pictures(), 1)).notes.join()).toMatch(
    /^1 file of another kind in ganymede-opener-\w+ is not read: 1 .bmp.$/,
  );
});

test('reading ends between two pictures when it is told so', async () => {
  for (let at = 0; at < 9; at += 1) write(`${at}.png`, at);
  let [read, isStopped] = [0, false];
  const onFile = () => {
    read += 1;
    if (read === 2) isStopped = true;
  };
  await expect(datasetOpener()(pictures(), 1, { onFile, isStopped: () => isStopped })).rejects.toThrow(
    'The reading of the data was stopped.',
  );
  expect(read).toBe(2);
});

test('reading of sounds, which are decoded at once, lets an order to stop arrive between two of them', async () => {
  for (let at = 0; at < 9; at += 1) writeFileSync(join(folder, `${at}.wav`), wav(new Uint8Array(400).fill(at)));
  const sounds = { name: 'wav-folder', params: { path: folder, rate: 'recorded', length: 100, most: 1, heldOut: 0 } };
  let [read, isStopped] = [0, false];
  const onFile = () => {
    read += 1;
    if (read === 2) setImmediate(() => (isStopped = true));
  };
  const reading = datasetOpener()(sounds, 1, { onFile, isStopped: () => isStopped });
  await expect(reading).rejects.toThrow('The reading of the data was stopped.');
  expect(read).toBe(2);
});

test('who waits hears of every file; no more are counted than the dataset takes', async () => {
  write('b.png', 5);
  write('c.png', 6);
  const heard: number[][] = [];
  await datasetOpener()(pictures(), 1, { onFile: (files, of) => heard.push([files, of]) });
  expect(heard).toEqual([
    [1, 3],
    [2, 3],
    [3, 3],
  ]);
  heard.length = 0;
  await datasetOpener()({ ...pictures(), params: { ...pictures().params, most: 2 } }, 1, {
    onFile: (files, of) => heard.push([files, of]),
  });
  expect(heard).toEqual([
    [1, 2],
    [2, 2],
  ]);
});

test('what a training has read has a fingerprint: of the bytes, not of their dates, and none where nothing was read', async () => {
  const trained = async () => fingerprintOf(await datasetOpener()(pictures(), 1, { onFile: () => {} }));
  const first = await trained();
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  write('a.png', 10, 1_700_000_001);
  expect(await trained()).toBe(first);
  write('a.png', 11);
  const changed = await trained();
  write('b.png', 11);
  expect(new Set([first, changed, await trained()]).size).toBe(3);
  expect(fingerprintOf(await datasetOpener()({ name: 'ring8', params: {} }, 1, { onFile: () => {} }))).toBeUndefined();
});

test('pictures of plain IDX, of which no more is read than the header asks for, are in the fingerprint with their labels', async () => {
  const [pictures, labels] = [idxPictures(2, 16, 16), idxLabels([0, 1])];
  const trained = async (changes: { picture?: number; label?: number }) => {
    pictures[16] = changes.picture ?? 0;
    labels[8] = changes.label ?? 0;
    writeFileSync(join(folder, 'train-images-idx3-ubyte'), pictures);
    writeFileSync(join(folder, 'train-labels-idx1-ubyte'), labels);
    const stored = { name: 'idx', params: { path: folder, size: '16', heldOut: 0 } };
    return fingerprintOf(await datasetOpener()(stored, 1, { onFile: () => {} }));
  };
  const first = await trained({});
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set([first, await trained({ picture: 99 }), await trained({ label: 1 })]).size).toBe(3);
  expect(await trained({})).toBe(first);
});

test('no more files are counted than there are to read: sounds of which a minute is taken, two folders in one', async () => {
  const heard: number[][] = [];
  const onFile = (files: number, of: number) => heard.push([files, of]);
  const sounds = join(folder, 'sounds');
  mkdirSync(sounds);
  for (const name of ['a', 'b', 'c']) writeFileSync(join(sounds, `${name}.wav`), wav(new Uint8Array(128), { rate: 4000 }));
  const params = { path: sounds, rate: '4000', length: 16, most: 1, heldOut: 0 };
  await datasetOpener()({ name: 'wav-folder', params }, 1, { onFile });
  expect(heard.splice(0)).toEqual([
    [1, 3],
    [2, 3],
    [3, 3],
  ]);
  const domains = join(folder, 'domains');
  for (const name of ['A', 'B']) {
    mkdirSync(join(domains, name), { recursive: true });
    for (const at of [1, 2]) write(`domains/${name}/${at}.png`, at);
  }
  const both = { name: 'two-folders', params: { ...pictures().params, path: domains, second: '', most: 1 } };
  await datasetOpener()(both, 1, { onFile });
  expect(heard).toEqual([
    [1, 2],
    [2, 2],
  ]);
});
