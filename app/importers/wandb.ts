import { resolve } from 'node:path';
import type { Importer } from '../importer.ts';
import { findRuns } from './wandb/find-runs.ts';
import { readRun, type RunPosition } from './wandb/read-run.ts';

/**
 * Runs that wandb wrote offline (or that still lie beside the script): `wandb/offline-run-…/run-ID.wandb`, its media beside it. Read as
 * wandb's own datastore.py (0.16) reads them; both its Python and its Go writer.
 */
export const wandb: Importer = {
  name: 'wandb',
  title: 'Weights & Biases',
  reads: 'wandb folders: offline runs (files that end in .wandb) with their media',
  look: async (path) => findRuns(resolve(path)),
  async *read({ files }, position) {
    yield* readRun(files, position as RunPosition | null);
  },
};
