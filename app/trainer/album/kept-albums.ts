import { readdirSync, readFileSync, readSync, rmSync, statSync, writeSync, openSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import type { AlbumIndex } from './album.ts';
import { pictureStates } from './developing.ts';

/** Of all albums together, on the disk; those not opened for the longest go first. */
const mostKept = 20e9;

/** Lets old albums go until there is room for another of so many bytes. One that a trainer still reads stays readable to it. */
export function makeRoom(shelf: string, bytes: number, most = mostKept): void {
  const kept = albumsOn(shelf);
  let total = kept.reduce((sum, album) => sum + album.bytes, bytes);
  for (const { folder, bytes: own } of kept.sort((a, b) => a.opened - b.opened)) {
    if (total <= most) return;
    try {
      rmSync(folder, { recursive: true, force: true });
      total -= own;
    } catch {
      // A system that keeps open files: the next time.
    }
  }
}

function albumsOn(shelf: string): { folder: string; opened: number; bytes: number }[] {
  return readdirSync(shelf).flatMap((name) => {
    const folder = join(shelf, name);
    const [of, pixels] = [folder, join(folder, 'pixels')].map((path) => statSync(path, { throwIfNoEntry: false }));
    if (of === undefined || pixels === undefined) return [];
    return [{ folder, opened: of.mtimeMs, bytes: pixels.size }];
  });
}

/** The states of a new album: pictures that an older one has developed, and whose files are as they were, are copied from it. */
export function takeOver(shelf: string, { size, channels, files }: AlbumIndex, each: number, pixels: number): Uint8Array {
  const states = new Uint8Array(files.length);
  const newest = albumsOn(shelf).sort((a, b) => b.opened - a.opened);
  for (const { folder } of newest) {
    const older = olderIndex(folder);
    if (older === null || older.size !== size || older.channels !== channels) continue;
    const at = new Map(older.files.map(([place, stamp], index) => [`${stamp} ${place}`, index]));
    const common = files.map(([place, stamp]) => at.get(`${stamp} ${place}`));
    if (!common.some((index) => index !== undefined)) continue;
    copyPictures(folder, common, { states, each, pixels });
    return states;
  }
  return states;
}

function olderIndex(folder: string): AlbumIndex | null {
  try {
    return JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as AlbumIndex;
  } catch {
    return null;
  }
}

function copyPictures(folder: string, from: (number | undefined)[], into: { states: Uint8Array; each: number; pixels: number }): void {
  const { states, each, pixels } = into;
  const known = readFileSync(join(folder, 'states'));
  const source = openSync(join(folder, 'pixels'), 'r');
  const bytes = new Uint8Array(each);
  try {
    from.forEach((older, index) => {
      const state = older === undefined ? pictureStates.unknown : (known[older] ?? pictureStates.unknown);
      if (state === pictureStates.whole) {
        if (readSync(source, bytes, 0, each, older! * each) !== each) return;
        writeSync(pixels, bytes, 0, each, index * each);
      }
      states[index] = state;
    });
  } finally {
    closeSync(source);
  }
}
