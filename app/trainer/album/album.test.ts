import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { encode } from 'fast-png';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { seededRandom } from '../../engine/random.ts';
import { datasetOpener, fingerprintOf } from '../dataset-opener.ts';
import { type OpenAlbum, openAlbum } from './album.ts';
import { makeRoom } from './kept-albums.ts';

let folder: string;
const opened: OpenAlbum[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ganymede-album-'));
  mkdirSync(join(folder, 'pictures'));
  vi.stubEnv('GANYMEDE_DATA', join(folder, 'data'));
  for (let at = 0; at < 12; at += 1) write(at);
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((album) => album.close()));
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const nameOf = (at: number) => `${String(at).padStart(2, '0')}.png`;
function write(at: number, level = at, seconds = 1_700_000_000): void {
  const data = new Uint8Array(4 * 4 * 3).fill(10 * level);
  writeFileSync(join(folder, 'pictures', nameOf(at)), encode({ width: 4, height: 4, data, channels: 3 }));
  utimesSync(join(folder, 'pictures', nameOf(at)), seconds, seconds);
}
function open(names: string[] = Array.from({ length: 12 }, (_, at) => nameOf(at)), size = 4): OpenAlbum {
  const place = (name: string) => join(folder, 'pictures', name);
  const entries = names.map((path) => {
    return { path, place: place(path), read: () => new Uint8Array() };
  });
  const album = openAlbum(entries, { size, channels: 3 }, (found) => `${statSync(found).size} ${statSync(found).mtimeMs}`);
  opened.push(album);
  return album;
}
function levelOf(album: OpenAlbum, picture: number): number | null {
  const bytes = new Uint8Array(48);
  if (!album.has(picture)) return null;
  album.read(picture, bytes);
  return bytes[0]! / 10;
}
const shelf = () => readdirSync(join(folder, 'data', 'decoded'));

test('a picture is decoded when it is wanted, and found decoded by the next opening', async () => {
  const first = open();
  expect(Array.from({ length: 12 }, (_, at) => levelOf(first, at))).toEqual(Array.from({ length: 12 }, (_, at) => at));
  await first.rest();
  for (let at = 0; at < 12; at += 1)
    writeFileSync(join(folder, 'pictures', nameOf(at)), new Uint8Array(statSync(join(folder, 'pictures', nameOf(at))).size));
  for (let at = 0; at < 12; at += 1) utimesSync(join(folder, 'pictures', nameOf(at)), 1_700_000_000, 1_700_000_000);
  // Of the same length and date: nothing is read of the files any more.
  const again = open();
  expect(levelOf(again, 7)).toBe(7);
  expect(again.waited()).toBe(0);
  expect(shelf()).toHaveLength(1);
});

test('what is expected is decoded before it is read', async () => {
  const album = open();
  album.expect(Int32Array.of(3, 5));
  await vi.waitFor(() => expect(album.ready()).toBe(2), { timeout: 60_000 });
  expect([levelOf(album, 3), levelOf(album, 5)]).toEqual([3, 5]);
  expect(album.waited()).toBe(0);
});

test('a changed, added or missing file is seen, and the others are taken over decoded', async () => {
  const first = open();
  for (let at = 0; at < 12; at += 1) levelOf(first, at);
  await first.rest();
  write(4, 20, 1_700_000_001);
  write(12);
  const next = open([0, 2, 3, 4, 12].map(nameOf));
  expect(next.ready()).toBe(3);
  expect([0, 1, 2, 3, 4].map((at) => levelOf(next, at))).toEqual([0, 2, 3, 20, 12]);
  expect(shelf()).toHaveLength(2);
  expect(open(undefined, 8).ready()).toBe(0);
});

test('what can’t be decoded is told, and remembered', async () => {
  writeFileSync(join(folder, 'pictures', nameOf(2)), 'no picture');
  const album = open();
  expect([levelOf(album, 2), levelOf(album, 3)]).toEqual([null, 3]);
  expect(album.broken()).toEqual([join(folder, 'pictures', nameOf(2))]);
  await album.rest();
  expect(open().broken()).toHaveLength(1);
});

test('where its thread has ended, another begins, and nothing waits for the one that is gone', async () => {
  const album = open();
  const [data, away] = [join(folder, 'data'), join(folder, 'away')];
  const begun = new Promise<Worker>((resolve) => process.once('worker', resolve));
  renameSync(data, away);
  album.expect(Int32Array.of(3));
  const thread = await begun;
  await new Promise((ended) => thread.once('exit', ended));
  await album.rest();
  renameSync(away, data);
  expect(levelOf(album, 3)).toBe(3);
});

test('albums that were not opened for the longest make room', () => {
  const kept = join(folder, 'kept');
  for (const [name, seconds] of [
    ['old', 1000],
    ['new', 3000],
    ['middle', 2000],
  ] as const) {
    mkdirSync(join(kept, name), { recursive: true });
    writeFileSync(join(kept, name, 'pixels'), new Uint8Array(100));
    utimesSync(join(kept, name), seconds, seconds);
  }
  makeRoom(kept, 100, 300);
  expect(readdirSync(kept)).toEqual(['middle', 'new']);
  makeRoom(kept, 300, 300);
  expect(readdirSync(kept)).toEqual([]);
});

test('a large folder is drawn from as one that is read beforehand, but for the place of a broken picture', async () => {
  writeFileSync(join(folder, 'pictures', 'broken.png'), 'no picture');
  const config = (most: number) => ({
    name: 'picture-folder',
    params: { path: join(folder, 'pictures'), size: '16', colors: 'color', most, heldOut: 0, flip: true, shift: 2, jitter: 0.1 },
  });
  const whole = await datasetOpener()(config(12), 1);
  const large = await datasetOpener({ beyond: 3 })(config(12), 1, { onFile: () => {} });
  expect(fingerprintOf(large)).toMatch(/^stamps:[0-9a-f]{32}$/);
  expect(large.examples).toBe(12);
  expect(large.draw(seededRandom(3), 40)).toEqual(whole.draw(seededRandom(3), 40));
  const opener = datasetOpener({ beyond: 3 });
  const all = await opener(config(100), 1);
  expect(all.examples).toBe(13);
  const drawn = all.draw(seededRandom(4), 200).values;
  expect(drawn.every(Number.isFinite)).toBe(true);
  // Another seed of the dataset lets the first opening go, with what it has found.
  const again = await opener(config(100), 2);
  expect(again.draw(seededRandom(4), 200).values).toEqual(drawn);
  expect(again.notes.join()).toMatch(/broken.png can’t be read; the picture after it/);
});
