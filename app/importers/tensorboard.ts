import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Importer } from '../importer.ts';
import { paramsInYaml } from './reading/yaml-file.ts';
import { findRuns } from './tensorboard/find-runs.ts';
import { readRun, type RunPosition } from './tensorboard/read-run.ts';

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
    const from = position as RunPosition | null;
    const file = join(source, 'hparams.yaml');
    // Lightning writes it when it likes: before the first event or long after.
    const mark = markOf(file);
    const params = mark !== undefined && mark !== from?.yaml ? paramsInYaml(file) : null;
    if (from === null || params !== null) {
      yield {
        type: 'facts',
        facts: {
          ...(from === null ? { sentence: 'TensorBoard’s files do not say how a run ended.' } : {}),
          ...(params === null ? {} : { params }),
        },
      };
    }
    yield* readRun(files, from, mark);
  },
};

/** Undefined where it is none that could be read. */
function markOf(file: string): string | undefined {
  try {
    const found = statSync(file);
    return found.isFile() ? `${found.size} ${found.mtimeMs}` : undefined;
  } catch {
    return undefined;
  }
}
