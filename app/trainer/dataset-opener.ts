import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { DataFiles, Dataset, ReadDataset, ReadOptions } from '../engine/dataset.ts';
import { findDataset } from '../engine/datasets/index.ts';
import { StudioError } from '../../shared/errors.ts';
import type { Params } from '../../shared/params.ts';
import { todaysParams } from '../../shared/stored-params.ts';
import { type OpenAlbum, openAlbum } from './album/album.ts';
import { datasetFiles } from './dataset-files.ts';
import { nodeDecoders } from './decoders.ts';
import { sumOf } from './sum-of.ts';
import type { OpenDataset, OnFile } from './home.ts';

/**
 * Opens datasets, and keeps the last one that was read from disk for as long as the same is asked for and none of its files has changed:
 * a form asks for it again with every change of a config, and reading may take a minute.
 */
export function datasetOpener({ beyond = mostBefore }: { beyond?: number } = {}): OpenDataset {
  let last: { key: string; recipe: ReadDataset; dataset: Dataset; album: OpenAlbum | null } | null = null;
  return async ({ name, params: stored }, seed, { onFile, isStopped } = {}) => {
    const recipe = findDataset(name);
    const { params } = todaysParams({ specs: recipe.params, stored, kind: recipe.kind, preset: 'small' });
    if (recipe.files === undefined) return recipe.open({ params, seed });
    const files = datasetFiles(recipe, params);
    const stamps = new Map<string, string>();
    const key = JSON.stringify([
      name,
      params,
      seed,
      files.picked,
      files.notes,
      stampsOf(files.entries, stamps),
      stampsOf(files.also ?? []),
    ]);
    if (last?.key === key && last.recipe === recipe) return last.dataset;
    // What is kept is let go first: two of them may not fit.
    await last?.album?.rest();
    last = null;
    let album: OpenAlbum | null = null;
    const openTheAlbum: OpenTheAlbum = (entries, form) => {
      album = openAlbum(entries, form, (place) => stamps.get(place) ?? '');
      return album;
    };
    const watch = onFile && watchReads(mostRead(recipe, params, files), onFile);
    const handed = watch ? watched(files, watch.see) : files;
    const isStoppedLater = isStopped && (() => setImmediate().then(isStopped));
    const read = await opened(recipe, {
      ...{ params, seed, files: handed, decoders: nodeDecoders, isStopped: isStoppedLater },
      album: { beyond, open: openTheAlbum },
    });
    const dataset = { ...read, notes: [...read.notes, ...(files.notes ?? [])] };
    const begun = album as OpenAlbum | null;
    last = { key, recipe, dataset, album: begun };
    if (begun !== null) albums.set(dataset, begun);
    if (watch) fingerprints.set(dataset, begun === null ? watch.fingerprint() : `stamps:${begun.key}`);
    return dataset;
  };
}

type OpenTheAlbum = NonNullable<ReadOptions['album']>['open'];

/** More pictures are decoded while the training goes on. */
const mostBefore = 20_000;

const albums = new WeakMap<Dataset, OpenAlbum>();

/** Milliseconds that drawing from a large folder has waited for pictures to be decoded; 0 for any other data. */
export function waitedFor(dataset: Dataset): number {
  return albums.get(dataset)?.waited() ?? 0;
}

const fingerprints = new WeakMap<Dataset, string>();

/**
 * sha256 over what a training has read of each file, by their names; of an album `stamps:` and a hash over names, lengths and times of
 * change, since nothing is read yet. Undefined for data that was read from no file.
 */
export function fingerprintOf(dataset: Dataset): string | undefined {
  return fingerprints.get(dataset);
}

function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Hears what is read: counts the files and digests the most that was read of each. */
function watchReads(of: number, onFile: OnFile) {
  const reads = new Map<string, { length: number; digest: string }>();
  return {
    see(name: string, bytes: Uint8Array): void {
      const known = reads.get(name);
      if (known === undefined || bytes.length >= known.length) reads.set(name, { length: bytes.length, digest: digestOf(bytes) });
      if (known === undefined) onFile(reads.size, of);
    },
    fingerprint: () =>
      digestOf(
        [...reads]
          .map(([name, { digest }]) => `${name}\n${digest}`)
          .sort()
          .join('\n'),
      ),
  };
}

/** The same files; what is read of one is told to `see`, by a name that no other has. */
function watched(files: DataFiles, see: (name: string, bytes: Uint8Array) => void): DataFiles {
  const watching = (entries: DataFiles['entries'], place: string): DataFiles['entries'] =>
    entries.map((entry) => ({
      ...entry,
      read: (most) => {
        const bytes = entry.read(most);
        see(`${place} ${entry.path}`, bytes);
        return bytes;
      },
    }));
  return { ...files, entries: watching(files.entries, 'path'), ...(files.also ? { also: watching(files.also, 'also') } : {}) };
}

function mostRead({ files: needs }: ReadDataset, params: Params, { entries, also = [] }: DataFiles): number {
  return Math.min(entries.length + also.length, needs.mostRead?.(params) ?? Number.POSITIVE_INFINITY);
}

/** What is wrong with the user's own files is wrong with the param that names them. */
async function opened(recipe: ReadDataset, options: ReadOptions): Promise<Dataset> {
  try {
    return await recipe.open(options);
  } catch (error) {
    if (!(error instanceof StudioError) || error.code !== 'invalid' || error.issues.length > 0) throw error;
    const issues = [{ path: 'dataset.params.path', message: error.message }];
    throw new StudioError('invalid', error.message, { issues, cause: error.cause });
  }
}

/** One sum of which files there are and how they are; the stamp of each is kept for who asks again. */
function stampsOf(entries: DataFiles['entries'], kept?: Map<string, string>): string {
  return sumOf(
    entries.map(({ path, place, stamp }) => {
      const found = stamp?.() ?? '';
      if (place !== undefined) kept?.set(place, found);
      return `${path}\0${found}\n`;
    }),
  );
}
