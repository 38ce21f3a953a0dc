import type { DataFiles, Dataset } from '../engine/dataset.ts';
import { findDataset } from '../engine/datasets/index.ts';
import type { DatasetConfig } from '../../shared/run-config.ts';
import { datasetFiles } from './dataset-files.ts';

/**
 * Opens datasets, and keeps the last one that was read from disk for as long as the same is asked for and none of its files has changed:
 * a form asks for it again with every change of a config, and reading may take a minute.
 */
export function datasetOpener(): (config: DatasetConfig, seed: number) => Dataset {
  let last: { key: string; dataset: Dataset } | null = null;
  return ({ name, params }, seed) => {
    const recipe = findDataset(name);
    const files = datasetFiles(recipe, params);
    if (recipe.files === undefined) return recipe.open({ params, seed, files });
    const key = JSON.stringify([name, params, seed, files.picked, stampsOf(files.entries), stampsOf(files.also ?? [])]);
    if (last?.key === key) return last.dataset;
    // What is kept is let go first: two of them may not fit.
    last = null;
    last = { key, dataset: recipe.open({ params, seed, files }) };
    return last.dataset;
  };
}

function stampsOf(entries: DataFiles['entries']): (string | undefined)[][] {
  return entries.map(({ path, stamp }) => [path, stamp?.()]);
}
