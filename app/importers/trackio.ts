import { resolve } from 'node:path';
import type { Importer } from '../importer.ts';
import { findRuns } from './trackio/find-runs.ts';
import { readRun, type RunPosition } from './trackio/read-run.ts';

/** trackio's databases, `~/.cache/huggingface/trackio/PROJECT.db`, with the media beside them. */
export const trackio: Importer = {
  name: 'trackio',
  title: 'trackio',
  reads: 'trackio databases, one a project, with the media folder beside them',
  look: async (path, desk) => findRuns(resolve(path), desk),
  async *read(run, position, desk) {
    yield* readRun(run, position as RunPosition | null, desk);
  },
};
