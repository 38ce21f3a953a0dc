import { createHash } from 'node:crypto';
import type { DataFiles, Dataset, ReadDataset, ReadOptions } from '../engine/dataset.ts';
import { findDataset } from '../engine/datasets/index.ts';
import { StudioError } from '../../shared/errors.ts';
import type { Params } from '../../shared/params.ts';
import { todaysParams } from '../../shared/stored-params.ts';
import { datasetFiles } from './dataset-files.ts';
import { nodeDecoders } from './decoders.ts';
import type { OpenDataset, OnFile } from './home.ts';

/**
 * Opens datasets, and keeps the last one that was read from disk for as long as the same is asked for and none of its files has changed:
 * a form asks for it again with every change of a config, and reading may take a minute.
 */
export function datasetOpener(): OpenDataset {
  let last: { key: string; dataset: Dataset } | null = null;
  return async ({ name, params: stored }, seed, { onFile, isStopped } = {}) => {
    const recipe = findDataset(name);
    const { params } = todaysParams({ specs: recipe.params, stored, kind: recipe.kind, preset: 'small' });
    if (recipe.files === undefined) return recipe.open({ params, seed });
    const files = datasetFiles(recipe, params);
    const key = JSON.stringify([name, params, seed, files.picked, files.notes, stampsOf(files.entries), stampsOf(files.also ?? [])]);
    if (last?.key === key) return last.dataset;
    // What is kept is let go first: two of them may not fit.
    last = null;
    const digests = new Map<string, string>();
    const handed = onFile ? counted(digested(files, digests), params, onFile) : files;
    const read = await opened(recipe, { params, seed, files: handed, decoders: nodeDecoders, isStopped });
    const dataset = { ...read, notes: [...read.notes, ...(files.notes ?? [])] };
    last = { key, dataset };
    if (digests.size > 0) fingerprints.set(dataset, digestOf([...digests].sort().flat().join('\n')));
    return dataset;
  };
}

const fingerprints = new WeakMap<Dataset, string>();

/** sha256 over the files that a training has read whole, by their names; undefined for data that was read from no file. */
export function fingerprintOf(dataset: Dataset): string | undefined {
  return fingerprints.get(dataset);
}

function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The same files, what each holds told in `digests`. */
function digested(files: DataFiles, digests: Map<string, string>): DataFiles {
  const digesting = (entries: DataFiles['entries'], place: string): DataFiles['entries'] =>
    entries.map((entry) => ({
      ...entry,
      read: (most) => {
        const bytes = entry.read(most);
        if (most === undefined) digests.set(`${place} ${entry.path}`, digestOf(bytes));
        return bytes;
      },
    }));
  return { ...files, entries: digesting(files.entries, 'path'), ...(files.also ? { also: digesting(files.also, 'also') } : {}) };
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

function stampsOf(entries: DataFiles['entries']): (string | undefined)[][] {
  return entries.map(({ path, stamp }) => [path, stamp?.()]);
}

/** The same files, each counted when it is read whole. A dataset that takes no more than its param `most` reads so many at each place. */
function counted(files: DataFiles, { most }: Params, onFile: OnFile): DataFiles {
  const places = files.also === undefined ? [files.entries] : [files.entries, files.also];
  const cap = typeof most === 'number' ? most : Number.POSITIVE_INFINITY;
  const of = places.reduce((sum, { length }) => sum + Math.min(length, cap), 0);
  let read = 0;
  const counting = (entries: DataFiles['entries']): DataFiles['entries'] =>
    entries.map((entry) => ({
      ...entry,
      read: (bytes) => {
        if (bytes === undefined) {
          read += 1;
          onFile(read, of);
        }
        return entry.read(bytes);
      },
    }));
  return { ...files, entries: counting(files.entries), ...(files.also ? { also: counting(files.also) } : {}) };
}
