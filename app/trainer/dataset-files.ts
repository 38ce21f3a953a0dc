import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import type { DataFiles, DatasetRecipe } from '../engine/dataset.ts';
import { StudioError } from '../../shared/errors.ts';
import type { Params } from '../../shared/params.ts';

/** Far beyond any data set of pictures; a path like `/` is stopped here. */
const mostFiles = 2_000_000;
/** The rest is for the training. */
const mostOfMemory = 0.8;
/** One call of the system reads no more than 2 GiB. */
const mostAtOnce = 1 << 30;

/**
 * Lists what a dataset needs at its param `path`, and at its second place where it has one; nothing is read before its turn.
 * Procedural data needs nothing.
 * @throws StudioError 'invalid' where a path is missing, not there, or holds nothing that fits
 */
export function datasetFiles({ name, files: needs }: DatasetRecipe, params: Params): DataFiles {
  if (needs === undefined) return { entries: [] };
  const found = filesAt({ ...needs, name, param: 'path' }, params.path);
  const { also } = needs;
  if (also === undefined || isEmpty(params[also.param])) return found;
  return { ...found, also: filesAt({ ...also, name }, params[also.param]).entries };
}

/** What a dataset, by name, looks for at the path that one of its params names. */
interface Place {
  name: string;
  param: string;
  select: 'file' | 'folder';
  endings: string[];
  neighbors?: boolean;
}

function filesAt(place: Place, given: Params[string] | undefined): DataFiles {
  const path = givenPath(place, given);
  const endings = place.endings.map((ending) => ending.toLowerCase());
  const fits = (name: string) => endings.some((ending) => name.toLowerCase().endsWith(ending));
  if (kindOf(place, path) === 'file') {
    const others = place.neighbors === true ? listFiles(place, dirname(path), fits).filter((name) => !name.includes('/')) : [];
    const names = [...new Set([...others, basename(path)])].sort();
    return { entries: entriesOf(place, dirname(path), names), picked: basename(path) };
  }
  if (place.select === 'file')
    throw refusal(place, `${path} is a folder; the dataset ${place.name} takes one file (${place.endings.join(', ')}).`);
  const names = listFiles(place, path, fits).sort();
  if (names.length === 0)
    throw refusal(place, `The folder ${path} holds no file that the dataset ${place.name} can read (${place.endings.join(', ')}).`);
  return { entries: entriesOf(place, path, names) };
}

function isEmpty(path: Params[string] | undefined): boolean {
  return path === undefined || String(path).trim() === '';
}

function givenPath(place: Place, path: Params[string] | undefined): string {
  const { name, param } = place;
  if (typeof path !== 'string' || isEmpty(path))
    throw refusal(place, `The dataset ${name} is read from disk: say where with its param ${param}.`);
  if (!isAbsolute(path))
    throw refusal(place, `The path ${path} of the dataset ${name} is not absolute. Write it from the root of the disk.`);
  return path;
}

function kindOf(place: Place, path: string): 'file' | 'folder' {
  try {
    const found = statSync(path);
    if (found.isFile()) return 'file';
    if (found.isDirectory()) return 'folder';
  } catch (cause) {
    throw refusal(place, `The dataset ${place.name} could not be opened: ${reason(cause, path)}`, cause);
  }
  throw refusal(place, `${path} is neither a file nor a folder.`);
}

/** Names below the folder with `/` between, hidden ones left out; links to folders are not followed. */
function listFiles(place: Place, folder: string, fits: (name: string) => boolean): string[] {
  const found: string[] = [];
  const waiting = [''];
  for (let below = waiting.pop(); below !== undefined; below = waiting.pop()) {
    for (const entry of entriesIn(place, join(folder, below))) {
      const name = `${below}${entry.name}`;
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) waiting.push(`${name}/`);
      else if (fits(entry.name)) found.push(name);
    }
    if (found.length > mostFiles) throw refusal(place, `More than ${mostFiles} files lie below ${folder}. Pick a folder further down.`);
  }
  return found;
}

function entriesIn(place: Place, folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    throw refusal(place, `The folder could not be listed: ${reason(cause, folder)}`, cause);
  }
}

function entriesOf(place: Place, folder: string, names: string[]): DataFiles['entries'] {
  return names.map((path) => ({
    path,
    read: (most) => readFile(place, join(folder, path), most),
    stamp: () => stampOf(join(folder, path)),
  }));
}

function stampOf(path: string): string {
  try {
    const { size, mtimeMs } = statSync(path);
    return `${size} ${mtimeMs}`;
  } catch {
    return 'gone';
  }
}

/** Also beyond the 2 GiB that one read of Node's takes. */
function readFile(place: Place, path: string, most = Number.POSITIVE_INFINITY): Uint8Array {
  try {
    const file = openSync(path, 'r');
    try {
      const size = Math.min(most, fstatSync(file).size);
      const free = process.availableMemory();
      if (size > free * mostOfMemory) throw tooLarge(place, path, size, free);
      const bytes = new Uint8Array(size);
      let at = 0;
      while (at < bytes.length) {
        const got = readSync(file, bytes, at, Math.min(mostAtOnce, bytes.length - at), at);
        if (got === 0) break;
        at += got;
      }
      return bytes.subarray(0, at);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    if (cause instanceof StudioError) throw cause;
    throw refusal(place, `The file could not be read: ${reason(cause, path)}`, cause);
  }
}

function tooLarge(place: Place, path: string, size: number, free: number): StudioError {
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1).replace('.0', '')} GB`;
  const sizes = `${path} is ${gigabytes(size)}, and ${gigabytes(free)} of memory are free`;
  return refusal(place, `${sizes}; a file is held in memory whole. Take a part of it, or a machine with more memory.`);
}

function reason(cause: unknown, path: string): string {
  switch ((cause as { code?: string }).code) {
    case 'ENOENT':
      return `there is nothing at ${path}.`;
    case 'EACCES':
    case 'EPERM':
      return `this user may not read ${path}.`;
    default:
      return `${path}: ${cause instanceof Error ? cause.message : String(cause)}.`;
  }
}

function refusal({ param }: Place, sentence: string, cause?: unknown): StudioError {
  return new StudioError('invalid', sentence, { issues: [{ path: `dataset.params.${param}`, message: sentence }], cause });
}
