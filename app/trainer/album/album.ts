import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statfsSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { StudioError } from '../../../shared/errors.ts';
import type { Album, DataFiles } from '../../engine/dataset.ts';
import { dataFolder } from '../data-folder.ts';
import { sumOf } from '../sum-of.ts';
import { control, type DevelopTask, failures, pictureStates, type Wanted } from './developing.ts';
import { makeRoom, takeOver } from './kept-albums.ts';

/** Another one where pictures would be reduced otherwise than those that are kept. */
const version = 1;
/** A thread that gave no sign of life for so long has ended. */
const patience = 120_000;
const look = 5000;

export interface OpenAlbum extends Album {
  /** How many need no decoding any more. */
  ready(): number;
  /** Milliseconds spent waiting for pictures that were not developed when they were wanted. */
  waited(): number;
  /** Of its files as they are, and of how they are reduced. */
  key: string;
  /** Lets its thread go, with what was developed kept; another one begins where it is wanted again. */
  rest(): Promise<void>;
  /** For good. */
  close(): Promise<void>;
}

/** What makes an album the same one: which files, as they are, and how they are reduced. */
export interface AlbumIndex {
  size: number;
  channels: 1 | 3;
  /** Of each picture its place and its stamp: length and time of change. */
  files: [place: string, stamp: string][];
}

type Entries = DataFiles['entries'];

/**
 * Pictures of a folder, each decoded once, by a thread, when it is wanted or expected to be; kept reduced on the disk under the folder of
 * data, where they are found again until a file changes. Memory holds a byte a picture, and their names.
 * @throws StudioError disk-full, unavailable where nothing can be written there
 */
export function openAlbum(
  entries: Entries,
  { size, channels }: { size: number; channels: 1 | 3 },
  stampOf: (place: string) => string,
): OpenAlbum {
  const index: AlbumIndex = { size, channels, files: entries.map(({ place = '' }) => [place, stampOf(place)]) };
  const each = size * size * channels;
  const key = keyOf(index);
  const folder = writable(() => albumFolder(index, key, each));
  const pixels = openSync(join(folder, 'pixels'), 'r');
  const states = new Uint8Array(new SharedArrayBuffer(entries.length));
  states.set(readFileSync(join(folder, 'states')).subarray(0, entries.length));
  const signals = new Int32Array(new SharedArrayBuffer(12));
  const task: DevelopTask = {
    places: index.files.map(([place]) => place),
    ...{ size, channels, pixels: join(folder, 'pixels'), kept: join(folder, 'states') },
    states: states.buffer as SharedArrayBuffer,
    control: signals.buffer as SharedArrayBuffer,
  };
  let thread: Worker | null = null;
  let waited = 0;

  /** It begins when something is not there yet: an album that is whole needs none. */
  function want(wanted: Wanted): void {
    if (thread === null) {
      const begun = new Worker(threadEntry(), { workerData: task, name: 'album' });
      begun.on('error', () => Atomics.store(signals, control.failed, failures.other));
      begun.on('exit', () => {
        if (thread === begun) thread = null;
      });
      begun.unref();
      thread = begun;
    }
    thread.postMessage(wanted);
  }

  function waitFor(picture: number): void {
    const begun = performance.now();
    // What failed before is tried again: the disk may have room by now.
    Atomics.store(signals, control.failed, failures.none);
    want({ now: true, indices: Int32Array.of(picture) });
    let [alive, since] = [Atomics.load(signals, control.alive), begun];
    for (;;) {
      const done = Atomics.load(signals, control.done);
      if (Atomics.load(states, picture) !== pictureStates.unknown) break;
      const failed = Atomics.load(signals, control.failed);
      if (failed !== failures.none) throw failure(failed, folder);
      sleepUntil(signals, done);
      const beat = Atomics.load(signals, control.alive);
      if (beat !== alive) [alive, since] = [beat, performance.now()];
      else if (performance.now() - since > patience) throw failure(failures.other, folder);
    }
    waited += performance.now() - begun;
  }

  async function rest(): Promise<void> {
    const resting = thread;
    thread = null;
    if (resting === null) return;
    const gone = new Promise((done) => resting.once('exit', done));
    resting.ref();
    resting.postMessage('close');
    await gone;
  }

  return {
    count: entries.length,
    has(picture) {
      if (Atomics.load(states, picture) === pictureStates.unknown) waitFor(picture);
      return Atomics.load(states, picture) === pictureStates.whole;
    },
    read(picture, into) {
      if (readSync(pixels, into, 0, each, picture * each) === each) return;
      throw new StudioError(
        'damaged',
        `${join(folder, 'pixels')} was cut short meanwhile. Delete the folder; the pictures are decoded anew.`,
      );
    },
    expect(pictures) {
      const unknown = pictures.filter((picture) => states[picture] === pictureStates.unknown);
      if (unknown.length > 0) want({ now: false, indices: unknown });
    },
    broken: () => index.files.flatMap(([place], picture) => (states[picture] === pictureStates.broken ? [place] : [])),
    ready: () => states.reduce((sum, state) => sum + (state === pictureStates.unknown ? 0 : 1), 0),
    waited: () => waited,
    key,
    rest,
    async close() {
      await rest();
      closeSync(pixels);
    },
  };
}

function keyOf({ size, channels, files }: AlbumIndex): string {
  return sumOf([`${version} ${size} ${channels}\n`, ...files.map(([place, stamp]) => `${place}\0${stamp}\n`)]).slice(0, 32);
}

/** Where this very album is kept; begun where it is not, with what an older one of the same files has developed. */
function albumFolder(index: AlbumIndex, key: string, each: number): string {
  const shelf = join(dataFolder(), 'decoded');
  const folder = join(shelf, key);
  const now = new Date();
  if (existsSync(join(folder, 'states'))) {
    utimesSync(folder, now, now);
    return folder;
  }
  mkdirSync(shelf, { recursive: true });
  const bytes = each * index.files.length;
  makeRoom(shelf, bytes);
  const { bavail, bsize } = statfsSync(shelf);
  if (bavail * bsize < bytes) {
    const gigabytes = (amount: number) => `${(amount / 1e9).toFixed(1)} GB`;
    const sentence = `The decoded pictures take ${gigabytes(bytes)} in ${shelf}, and ${gigabytes(bavail * bsize)} are free. Free some, take smaller or fewer pictures, or name another folder by GANYMEDE_DATA.`;
    throw new StudioError('disk-full', sentence);
  }
  const part = `${folder}.${process.pid}`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part);
  const pixels = openSync(join(part, 'pixels'), 'w+');
  try {
    ftruncateSync(pixels, bytes);
    writeFileSync(join(part, 'states'), takeOver(shelf, index, each, pixels));
  } finally {
    closeSync(pixels);
  }
  writeFileSync(join(part, 'index.json'), JSON.stringify(index));
  try {
    renameSync(part, folder);
  } catch (error) {
    // Another trainer was quicker.
    rmSync(part, { recursive: true, force: true });
    if (!existsSync(join(folder, 'states'))) throw error;
  }
  return folder;
}

function writable<Made>(make: () => Made): Made {
  try {
    return make();
  } catch (cause) {
    if (cause instanceof StudioError) throw cause;
    const why = (cause as Error).message;
    throw new StudioError('unavailable', `Decoded pictures can’t be kept in ${dataFolder()}: ${why}. GANYMEDE_DATA names another folder.`, {
      cause,
    });
  }
}

/** Until another picture is done. Where a thread may not wait, as in a window's, it is looked again at once. */
function sleepUntil(signals: Int32Array, done: number): void {
  try {
    Atomics.wait(signals, control.done, done, look);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
}

function failure(kind: number, folder: string): StudioError {
  if (kind === failures.full)
    return new StudioError('disk-full', `The disk is full: decoded pictures are kept in ${folder}. Free some space and resume.`);
  if (kind === failures.undecodable)
    return new StudioError('unavailable', 'Pictures can’t be read on this machine: the package sharp, which decodes them, did not load.');
  return new StudioError(
    'failed',
    'The thread that decodes pictures has ended, or can’t write what it decoded. Resume the run to try again.',
  );
}

/** Beside this file in the source; beside the bundle, or above its chunks, where it is bundled. */
function threadEntry(): string {
  const name = `develop-thread${extname(import.meta.filename)}`;
  const beside = join(import.meta.dirname, name);
  return existsSync(beside) ? beside : join(dirname(import.meta.dirname), name);
}
