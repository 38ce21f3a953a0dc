import { cpus, totalmem } from 'node:os';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { describe, openGenerator, openSession } from '../engine/train.ts';
import { openBackend, type OpenedBackend, reportBackends } from '../engine/backend.ts';
import type { RunConfig } from '../../shared/run-config.ts';
import { readCheckpoint, writeCheckpoint } from './checkpoint-file.ts';
import type { Dataset } from '../engine/dataset.ts';
import type { Environment } from '../../shared/run.ts';
import { datasetOpener, fingerprintOf } from './dataset-opener.ts';
import type { TrainerHome } from './home.ts';
import { forwardClock } from './forward-clock.ts';
import { nodeBackendHome } from './node-home.ts';

/** The trainer's home under Node, plain or in Electron's utility process. `code` is Ganymede's version and commit. */
export function nodeTrainer(code: string): TrainerHome {
  const openDataset = datasetOpener();
  return {
    now: forwardClock(Date.now, () => performance.now()),
    breathe: () => setImmediate(),
    pause: (milliseconds) => setTimeout(milliseconds),
    engine: { openSession, openGenerator, describe },
    ...openBackends(),
    environment: ({ tf, name, device }, dataset) => ({
      backend: name,
      device,
      node: process.versions.node,
      platform: `${process.platform} ${process.arch}`,
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      memoryBytes: totalmem(),
      tfjs: tf.version.tfjs,
      code,
      ...dataOf(dataset),
    }),
    openDataset: async (config, seed, onFile) => openDataset(config, seed, onFile),
    checkpoints: { read: readCheckpoint, write: writeCheckpoint },
  };
}

function dataOf(dataset: Dataset): Pick<Environment, 'data'> {
  const data = fingerprintOf(dataset);
  return data === undefined ? {} : { data };
}

/** Opens a backend once and answers the same as long as the same is asked for: opening proves it by a reference step. */
function openBackends(): Pick<TrainerHome, 'ready' | 'backends'> {
  let active: { preferred: RunConfig['backend']; threads: number | undefined; backend: OpenedBackend } | null = null;
  return {
    async ready({ backend: preferred, threads }) {
      const isReady =
        active !== null && active.threads === threads && (active.preferred === preferred || active.backend.name === preferred);
      if (active === null || !isReady) {
        active = null;
        active = { preferred, threads, backend: await openBackend(preferred, { ...nodeBackendHome, threads }) };
      }
      return active.backend;
    },
    backends() {
      // The report leaves another backend active.
      active = null;
      return reportBackends(nodeBackendHome);
    },
  };
}
