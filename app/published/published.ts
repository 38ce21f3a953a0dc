import { existsSync, linkSync, mkdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { PublishedPhase, PublishedSet, PublishedSets, PublishedState } from '../../shared/api/published.ts';
import { isMirror } from '../../shared/api/studio.ts';
import { StudioError } from '../../shared/errors.ts';
import { nearestName } from '../../shared/nearest-name.ts';
import { downloadBytes, keptFiles, type Published, type PublishedFile } from '../../shared/published.ts';
import { dataFolder, isWhole, setFolder } from '../trainer/data-folder.ts';
import { digestOf, fetchFile } from './fetch-file.ts';
import { hold } from './hold.ts';
import { unpack } from './unpack.ts';

export interface PublishedOptions {
  sets: { name: string; title: string; published: Published }[];
  /** Asked instead of the publishers: MIRROR/NAME-OF-THE-SET/NAME-OF-THE-FILE. Empty where there is none. */
  mirror(): string;
  now(): number;
  /** A set began, or came to an end. */
  changed(): void;
  freeBytes?(folder: string): number;
  pause?(milliseconds: number, signal: AbortSignal): Promise<void>;
  patience?: number;
}

/** Fetches the sets that others publish into the folder of data. Several at once, each once at a time. */
export interface PublishedData {
  list(): PublishedSets;
  /** @throws StudioError not-found, conflict while it is on its way, disk-full */
  start(name: string): PublishedSet;
  cancel(name: string): Promise<PublishedSet>;
  close(): Promise<void>;
}

type Entry = PublishedOptions['sets'][number];
interface Work {
  phase: PublishedPhase;
  bytes: number;
  of: number;
  abort: AbortController;
  ended: Promise<void>;
}

export function openPublished(options: PublishedOptions): PublishedData {
  const { sets, mirror, now, changed, freeBytes = freeIn, patience = 30_000 } = options;
  const pause = options.pause ?? (async (milliseconds, signal) => void (await setTimeout(milliseconds, undefined, { signal })));
  const working = new Map<string, Work>();
  const ends = new Map<string, string>();

  function start(name: string): PublishedSet {
    const entry = entryOf(sets, name);
    const { title, published } = entry;
    if (working.has(name)) throw new StudioError('conflict', `${title} is being fetched already; wait for it, or cancel it.`);
    if (isWhole(setFolder(name), published)) throw new StudioError('conflict', `${title} is here already, in ${setFolder(name)}.`);
    const part = partOf(name);
    const release = takePlace(part, title);
    const work: Work = {
      phase: 'fetching',
      bytes: 0,
      of: downloadBytes(published),
      abort: new AbortController(),
      ended: Promise.resolve(),
    };
    working.set(name, work);
    ends.delete(name);
    work.ended = bring(entry, part, work)
      .then(() => release())
      .catch((error: unknown) => {
        ends.set(
          name,
          work.abort.signal.aborted
            ? 'Cancelled; what has come is kept, and is gone on from.'
            : sentenceOf(error, part, comeOf(published, part)),
        );
        release();
        if (isFull(error) && !(error instanceof StudioError)) rmSync(part, { recursive: true, force: true });
      })
      .finally(() => {
        working.delete(name);
        changed();
      });
    changed();
    return setOf(entry);
  }

  /** Makes the folder of what has come, and holds it. */
  function takePlace(part: string, title: string): () => void {
    try {
      mkdirSync(part, { recursive: true });
      return hold(join(part, 'fetching.json'), title, now);
    } catch (cause) {
      if (cause instanceof StudioError) throw cause;
      const why = (cause as Error).message;
      throw new StudioError('unavailable', `Nothing can be written to ${dataFolder()}: ${why}. GANYMEDE_DATA names another folder.`, {
        cause,
      });
    }
  }

  /** Everything is made under `part`; the set's folder comes into being by one rename, or is mended where there is one. */
  async function bring({ name, published }: Entry, part: string, work: Work): Promise<void> {
    const { signal } = work.abort;
    checkSpace(published, part);
    const whole = join(part, 'whole');
    mkdirSync(whole, { recursive: true });
    let before = 0;
    for (const file of published.files) {
      const place = join(file.members === undefined ? whole : part, file.name);
      Object.assign(work, { phase: 'fetching', bytes: before });
      if (!(await isThere(file, place, name, signal))) {
        await fetchFile(file, {
          addresses: addressesOf(name, published),
          place,
          onBytes: (bytes) => Object.assign(work, { phase: 'fetching', bytes: before + bytes }),
          onChecking: () => Object.assign(work, { phase: 'checking' }),
          ...{ signal, pause, patience },
        });
      }
      before += file.bytes;
    }
    for (const file of published.files.filter(({ members }) => members !== undefined)) {
      const of = file.members!.reduce((sum, { bytes }) => sum + bytes, 0);
      Object.assign(work, { phase: 'unpacking', bytes: 0, of });
      await unpack(join(part, file.name), file, { folder: whole, onBytes: (bytes) => Object.assign(work, { bytes }), signal });
    }
    if (!isWhole(whole, published)) throw new StudioError('failed', `${whole} is not whole after all; it was changed meanwhile.`);
    signal.throwIfAborted();
    const place = setFolder(name);
    if (!existsSync(place)) renameSync(whole, place);
    // What else lies there may be the user's own, and stays.
    else for (const file of keptFiles(published)) await copyTo(join(whole, file.name), join(place, file.name));
    rmSync(part, { recursive: true, force: true });
  }

  /** Whether an earlier try, or the user by hand, has brought the file: told by its sum. */
  async function isThere({ name, bytes, sha256 }: PublishedFile, place: string, set: string, signal: AbortSignal): Promise<boolean> {
    for (const found of [place, join(partOf(set), name), join(setFolder(set), name)]) {
      if (statSync(found, { throwIfNoEntry: false })?.size !== bytes) continue;
      if ((await digestOf(found, signal)) !== sha256) continue;
      if (found !== place) await copyTo(found, place);
      return true;
    }
    rmSync(place, { force: true });
    return false;
  }

  function addressesOf(name: string, { addresses }: Published): string[] {
    const other = mirror();
    if (other !== '' && !isMirror(other)) {
      throw new StudioError(
        'invalid',
        `The mirror ${other} is no address that begins with http:// or https://; mend GANYMEDE_DATA_MIRROR.`,
      );
    }
    return other === '' ? addresses : [new URL(`${name}/`, other.endsWith('/') ? other : `${other}/`).href];
  }

  function checkSpace(published: Published, part: string): void {
    const unpacked = published.files.some(({ members }) => members) ? keptFiles(published).reduce((sum, { bytes }) => sum + bytes, 0) : 0;
    const needed = downloadBytes(published) - comeOf(published, part) + unpacked;
    const free = freeBytes(part);
    if (free >= needed) return;
    throw new StudioError(
      'disk-full',
      `${dataFolder()} has ${megabytes(free)} free, and ${megabytes(needed)} are needed while it is fetched.`,
    );
  }

  function setOf({ name, published }: Entry): PublishedSet {
    return { name, folder: setFolder(name), state: stateOf(name, published) };
  }

  function stateOf(name: string, published: Published): PublishedState {
    const work = working.get(name);
    if (work !== undefined) return { state: 'working', phase: work.phase, bytes: work.bytes, of: work.of };
    if (isWhole(setFolder(name), published)) return { state: 'here' };
    return { state: 'away', bytes: comeOf(published, partOf(name)), of: downloadBytes(published), sentence: ends.get(name) ?? null };
  }

  async function cancel(name: string): Promise<PublishedSet> {
    const entry = entryOf(sets, name);
    const work = working.get(name);
    work?.abort.abort(new StudioError('conflict', 'Cancelled.'));
    await work?.ended;
    return setOf(entry);
  }

  return {
    list: () => ({ folder: dataFolder(), mirror: mirror(), sets: sets.map(setOf) }),
    start,
    cancel,
    close: async () => {
      await Promise.all([...working.keys()].map(cancel));
    },
  };
}

function entryOf(sets: Entry[], name: string): Entry {
  const found = sets.find((entry) => entry.name === name);
  if (found !== undefined) return found;
  const names = sets.map((entry) => entry.name);
  const nearest = nearestName(name, names);
  throw new StudioError(
    'not-found',
    `There is no set named ${name} to fetch. ${nearest === null ? `There are ${names.join(', ')}.` : `Did you mean ${nearest}?`}`,
  );
}

function partOf(name: string): string {
  return `${setFolder(name)}.part`;
}

/** What has come of a set, its last file in part. */
function comeOf({ files }: Published, part: string): number {
  const size = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const ways = (name: string) => [join(part, 'whole', name), join(part, name)].flatMap((path) => [size(path), size(`${path}.part`)]);
  return files.reduce((sum, { name, bytes }) => sum + Math.min(bytes, Math.max(...ways(name))), 0);
}

async function copyTo(found: string, place: string): Promise<void> {
  rmSync(place, { force: true });
  try {
    linkSync(found, place);
  } catch {
    await copyFile(found, place); // A disk without links.
  }
}

function sentenceOf(error: unknown, part: string, bytes: number): string {
  if (isFull(error)) {
    if (error instanceof StudioError) return error.message;
    return 'The disk is full; what was fetched is removed again.';
  }
  if (!(error instanceof StudioError)) return `It could not be fetched: ${(error as Error).message}.`;
  return `${error.message}${bytes > 0 ? ' What has come is kept.' : ''} Files that you bring yourself into ${part} are taken, where they are the right ones.`;
}

function isFull(error: unknown): boolean {
  return ['disk-full', 'ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException | null)?.code ?? '');
}

function freeIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}
