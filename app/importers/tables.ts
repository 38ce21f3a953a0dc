import { resolve } from 'node:path';
import type { Importer } from '../importer.ts';
import { findRuns } from './tables/find-runs.ts';
import { readRun, type TablePosition } from './tables/read-run.ts';

/** Tables by whoever wrote them; those of known tools are told by their looks, the columns of others by their names, and the user may say otherwise. */
export const tables: Importer = {
  name: 'tables',
  title: 'Tables',
  reads:
    'CSV, TSV, JSON, JSON lines and Parquet with a column of steps; Lightning’s, Keras’, Ultralytics’ and Hugging Face’s logs, downloads of W&B and TensorBoard, Aim',
  isLast: true,
  look: async (path, desk) => findRuns(resolve(path), desk.columns ?? {}),
  async *read(run, position) {
    yield* readRun(run, position as TablePosition | null);
  },
};
