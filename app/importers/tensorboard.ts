import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { flatParams } from '../../shared/flat-params.ts';
import type { Params } from '../../shared/params.ts';
import type { Importer } from '../importer.ts';
import { findRuns } from './tensorboard/find-runs.ts';
import { readRun, type RunPosition } from './tensorboard/read-run.ts';

const longestYaml = 1 << 20;

/**
 * Log directories of TensorFlow, Keras, PyTorch, tensorboardX, Lightning and transformers: event files by whoever wrote them
 * (tensorflow/core/util/event.proto), and beside them Lightning's hparams.yaml.
 */
export const tensorboard: Importer = {
  name: 'tensorboard',
  title: 'TensorBoard',
  reads: 'log directories: files with tfevents in their name',
  look: async (path) => findRuns(resolve(path)),
  async *read({ source, files }, position) {
    if (position === null) {
      const params = await yamlParams(join(source, 'hparams.yaml'));
      yield {
        type: 'facts',
        facts: { sentence: 'TensorBoard’s files do not say how a run ended.', ...(params === null ? {} : { params }) },
      };
    }
    yield* readRun(files, position as RunPosition | null);
  },
};

/** Lightning writes tags such as !!python/tuple, which name no more than a list here. */
async function yamlParams(file: string): Promise<Params | null> {
  try {
    if (!existsSync(file) || statSync(file).size > longestYaml) return null;
    const { parse } = await import('yaml');
    return flatParams(parse(readFileSync(file, 'utf8'), { logLevel: 'silent', maxAliasCount: 100 }));
  } catch {
    return null; // What the events themselves say is taken all the same.
  }
}
