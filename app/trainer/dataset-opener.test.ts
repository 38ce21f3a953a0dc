import { encode } from 'fast-png';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
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

const pictures = (size = '16') => ({ name: 'picture-folder', params: { path: folder, size, colors: 'color', most: 100 } });

test('the same data is read once, and again when its params, seed or files are others', () => {
  const open = datasetOpener();
  const first = open(pictures(), 1);
  expect(open(pictures(), 1)).toBe(first);
  expect(open(pictures(), 2)).not.toBe(first);
  expect(open(pictures('28'), 1)).not.toBe(open(pictures(), 1));
});

test('a file that was changed, added or taken away is seen', () => {
  const open = datasetOpener();
  const first = open(pictures(), 1);
  write('a.png', 99, 1_700_000_001);
  const changed = open(pictures(), 1);
  expect(changed).not.toBe(first);
  write('b.png', 5);
  const added = open(pictures(), 1);
  expect([changed.examples, added.examples]).toEqual([1, 2]);
  rmSync(join(folder, 'a.png'));
  expect(open(pictures(), 1).examples).toBe(1);
});

test('a refusal is told each time, and procedural data is made each time', () => {
  const open = datasetOpener();
  const gone = { name: 'picture-folder', params: { ...pictures().params, path: join(folder, 'gone') } };
  expect(() => open(gone, 1)).toThrow('there is nothing at');
  expect(() => open(gone, 1)).toThrow('there is nothing at');
  const ring = { name: 'ring8', params: { deviation: 0.02 } };
  expect(open(ring, 1)).not.toBe(open(ring, 1));
});

test('who waits hears of every file; no more are counted than the dataset takes', () => {
  write('b.png', 5);
  write('c.png', 6);
  const heard: number[][] = [];
  datasetOpener()(pictures(), 1, (files, of) => heard.push([files, of]));
  expect(heard).toEqual([
    [1, 3],
    [2, 3],
    [3, 3],
  ]);
  heard.length = 0;
  datasetOpener()({ ...pictures(), params: { ...pictures().params, most: 2 } }, 1, (files, of) => heard.push([files, of]));
  expect(heard).toEqual([
    [1, 2],
    [2, 2],
  ]);
});

test('what a training has read has a fingerprint: of the bytes, not of their dates, and none where nothing was read', () => {
  const trained = () => fingerprintOf(datasetOpener()(pictures(), 1, () => {}));
  const first = trained();
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  write('a.png', 10, 1_700_000_001);
  expect(trained()).toBe(first);
  write('a.png', 11);
  const changed = trained();
  write('b.png', 11);
  expect(new Set([first, changed, trained()]).size).toBe(3);
  expect(fingerprintOf(datasetOpener()({ name: 'ring8', params: {} }, 1, () => {}))).toBeUndefined();
});
