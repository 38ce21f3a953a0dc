import { existsSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import type { DataFiles, DatasetRecipe, FileNeeds } from '../engine/dataset.ts';
import { StudioError } from '../../shared/errors.ts';
import type { Params } from '../../shared/params.ts';
import { keptFiles, type Published } from '../../shared/published.ts';
import { setFolder } from './data-folder.ts';
import { type Listing, listFiles } from './list-files.ts';
import { readRegularFile, TooLarge } from './read-file.ts';

/** So many bytes tell what a file is. */
const headBytes = 16;
/** These are what they are called; there are as many of them as of pictures in some folders, and none is opened to see. */
const asCalled =
  /\.(txt|csv|tsv|jsonl?|xml|ya?ml|md|html?|py|ipynb|log|npy|npz|mat|h5|hdf5|pt|pkl|zip|tar|gz|7z|mp4|avi|mov|mkv|webm|wav|mp3|flac|pdf)$/i;

/**
 * Lists what a dataset needs at its param `path`, and at its second place where it has one; nothing is read before its turn.
 * Procedural data needs nothing.
 * @throws StudioError 'invalid' where a path is missing, not there, or holds nothing that fits
 */
export function datasetFiles(recipe: DatasetRecipe, params: Params): DataFiles {
  const { name, files: needs } = recipe;
  if (needs === undefined) return { entries: [] };
  if (recipe.published !== undefined) return { entries: publishedEntries(recipe, recipe.published) };
  const found = filesAt({ ...needs, name, param: 'path' }, params.path);
  const { also } = needs;
  if (also === undefined || isEmpty(params[also.param])) return found;
  const second = filesAt({ ...also, name }, params[also.param]);
  return { ...found, also: second.entries, notes: [...(found.notes ?? []), ...(second.notes ?? [])] };
}

function publishedEntries({ name, title, files }: DatasetRecipe & { files: FileNeeds }, published: Published): DataFiles['entries'] {
  const folder = setFolder(name);
  const kept = keptFiles(published).map((file) => file.name);
  if (!kept.every((file) => existsSync(join(folder, file)))) {
    const sentence = `${title} is not on this machine yet: ${folder} does not hold it. Get it on the Data page, or by: ganymede data get ${name}`;
    throw new StudioError('unavailable', sentence, { issues: [{ path: 'dataset.name', message: sentence }] });
  }
  const place = { ...files, name, param: 'name' };
  return entriesOf(place, folder, kept.filter((file) => fits(place, file, join(folder, file))).sort());
}

/** What a dataset, by name, looks for at the path that one of its params names. */
interface Place extends Omit<FileNeeds, 'also'> {
  name: string;
  param: string;
}

function filesAt(place: Place, given: Params[string] | undefined): DataFiles {
  const path = givenPath(place, given);
  if (kindOf(place, path) === 'file') {
    const others = place.neighbors === true ? listed(place, dirname(path), { isDeep: false }).names : [];
    const names = [...new Set([...others, basename(path)])].sort();
    return { entries: entriesOf(place, dirname(path), names), picked: basename(path) };
  }
  if (place.select === 'file')
    throw refusal(place, `${path} is a folder; the dataset ${place.name} takes one file (${place.endings.join(', ')}).`);
  const { names, notes } = listed(place, path);
  if (names.length === 0) {
    const found = notes.length === 0 ? '' : ` ${notes.join(' ')}`;
    throw refusal(place, `The folder ${path} holds no file that the dataset ${place.name} can read (${place.endings.join(', ')}).${found}`);
  }
  return { entries: entriesOf(place, path, names), notes };
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

function listed(place: Place, folder: string, depth?: { isDeep: boolean }): Listing {
  try {
    return listFiles(folder, (name, path) => fits(place, name, path), depth);
  } catch (cause) {
    if (cause instanceof RangeError) throw refusal(place, `Too much: ${cause.message}. Pick a folder further down.`, cause);
    throw refusal(place, `The folder could not be listed: ${reason(cause, folder)}`, cause);
  }
}

/** By its ending; of any other ending by what it begins with. */
function fits({ endings, beginsWell }: Place, name: string, path: string): boolean {
  const written = name.toLowerCase();
  if (endings.some((ending) => written.endsWith(ending.toLowerCase()))) return true;
  if (beginsWell === undefined || asCalled.test(written)) return false;
  try {
    return beginsWell(readRegularFile(path, headBytes));
  } catch {
    return false;
  }
}

function entriesOf(place: Place, folder: string, names: string[]): DataFiles['entries'] {
  return names.map((path) => {
    const file = join(folder, path);
    return { path, place: file, read: (most) => readFile(place, file, most), stamp: () => stampOf(file) };
  });
}

function stampOf(path: string): string {
  try {
    const { size, mtimeMs } = statSync(path);
    return `${size} ${mtimeMs}`;
  } catch {
    return 'gone';
  }
}

function readFile(place: Place, path: string, most?: number): Uint8Array {
  try {
    return readRegularFile(path, most);
  } catch (cause) {
    if (cause instanceof TooLarge) throw refusal(place, `${path} ${cause.message}`, cause);
    throw refusal(place, `The file could not be read: ${reason(cause, path)}`, cause);
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

function refusal({ param }: Place, sentence: string, cause?: unknown): StudioError {
  return new StudioError('invalid', sentence, { issues: [{ path: `dataset.params.${param}`, message: sentence }], cause });
}
