import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import type { DataFiles, DatasetRecipe } from '../engine/dataset.ts';
import { StudioError } from '../../shared/errors.ts';
import type { Params } from '../../shared/params.ts';

/** Far beyond any data set of pictures; a path like `/` is stopped here. */
const mostFiles = 2_000_000;
/** One call of the system reads no more than 2 GiB. */
const mostAtOnce = 1 << 30;

/**
 * Lists what a dataset needs at its param `path`; nothing is read before its turn. Procedural data needs nothing.
 * @throws StudioError 'invalid' where the path is missing, not there, or holds nothing that fits
 */
export function datasetFiles(recipe: DatasetRecipe, params: Params): DataFiles {
  const { files: needs } = recipe;
  if (needs === undefined) return { entries: [] };
  const path = givenPath(recipe, params.path);
  const endings = needs.endings.map((ending) => ending.toLowerCase());
  const fits = (name: string) => endings.some((ending) => name.toLowerCase().endsWith(ending));
  if (kindOf(recipe, path) === 'file') {
    const others = needs.neighbors === true ? listFiles(dirname(path), fits).filter((name) => !name.includes('/')) : [];
    const names = [...new Set([...others, basename(path)])].sort();
    return { entries: entriesOf(dirname(path), names), picked: basename(path) };
  }
  if (needs.select === 'file')
    throw refusal(`${path} is a folder; the dataset ${recipe.name} takes one file (${needs.endings.join(', ')}).`);
  const names = listFiles(path, fits).sort();
  if (names.length === 0)
    throw refusal(`The folder ${path} holds no file that the dataset ${recipe.name} can read (${needs.endings.join(', ')}).`);
  return { entries: entriesOf(path, names) };
}

function givenPath({ name }: DatasetRecipe, path: Params[string] | undefined): string {
  if (typeof path !== 'string' || path.trim() === '')
    throw refusal(`The dataset ${name} is read from disk: say where with its param path.`);
  if (!isAbsolute(path)) throw refusal(`The path ${path} of the dataset ${name} is not absolute. Write it from the root of the disk.`);
  return path;
}

function kindOf({ name }: DatasetRecipe, path: string): 'file' | 'folder' {
  try {
    const found = statSync(path);
    if (found.isFile()) return 'file';
    if (found.isDirectory()) return 'folder';
  } catch (cause) {
    throw refusal(`The dataset ${name} could not be opened: ${reason(cause, path)}`, cause);
  }
  throw refusal(`${path} is neither a file nor a folder.`);
}

/** Names below the folder with `/` between, hidden ones left out; links to folders are not followed. */
function listFiles(folder: string, fits: (name: string) => boolean): string[] {
  const found: string[] = [];
  const waiting = [''];
  for (let below = waiting.pop(); below !== undefined; below = waiting.pop()) {
    for (const entry of entriesIn(join(folder, below))) {
      const name = `${below}${entry.name}`;
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) waiting.push(`${name}/`);
      else if (fits(entry.name)) found.push(name);
    }
    if (found.length > mostFiles) throw refusal(`More than ${mostFiles} files lie below ${folder}. Pick a folder further down.`);
  }
  return found;
}

function entriesIn(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    throw refusal(`The folder could not be listed: ${reason(cause, folder)}`, cause);
  }
}

function entriesOf(folder: string, names: string[]): DataFiles['entries'] {
  return names.map((path) => ({ path, read: () => readWhole(join(folder, path)) }));
}

/** Also beyond the 2 GiB that one read of Node's takes. */
function readWhole(path: string): Uint8Array {
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = new Uint8Array(fstatSync(file).size);
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
    throw refusal(`The file could not be read: ${reason(cause, path)}`, cause);
  }
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

function refusal(sentence: string, cause?: unknown): StudioError {
  return new StudioError('invalid', sentence, { issues: [{ path: 'dataset.params.path', message: sentence }], cause });
}
