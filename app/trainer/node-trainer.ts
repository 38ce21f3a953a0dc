import { cpus, totalmem } from 'node:os';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { architectureIn } from '../engine/architecture/describe.ts';
import { checkRecipe } from '../engine/extensions/check-recipe.ts';
import { findRecipe } from '../engine/recipes/index.ts';
import { extendWith } from '../engine/own/additions.ts';
import { describe, openGenerator, openSession } from '../engine/train.ts';
import { openBackend, type OpenedBackend, reportBackends } from '../engine/backend.ts';
import type { BackendChoice } from '../../shared/backend-choice.ts';
import type { StudioError } from '../../shared/errors.ts';
import { readCheckpoint, writeCheckpoint } from './checkpoint-file.ts';
import type { Dataset } from '../engine/dataset.ts';
import type { Environment } from '../../shared/run.ts';
import { datasetOpener, fingerprintOf } from './dataset-opener.ts';
import { deviceRoom } from './device-room.ts';
import { loadExtensions } from './extensions.ts';
import { listGpus } from './gpus.ts';
import { inspectExtension } from './inspect-extension.ts';
import type { TrainerHome } from './home.ts';
import { forwardClock } from './forward-clock.ts';
import { openMachine } from './machine.ts';
import { nodeBackendHome } from './node-home.ts';

/** The trainer's home under Node, plain or in Electron's utility process. `code` is Ganymede's version and commit. */
export function nodeTrainer(code: string): TrainerHome {
  return {
    now: forwardClock(Date.now, () => performance.now()),
    breathe: () => setImmediate(),
    pause: (milliseconds) => setTimeout(milliseconds),
    engine: {
      openSession,
      openGenerator,
      describe,
      architecture: architectureIn,
      check: (options) => checkRecipe({ ...options, recipe: findRecipe(options.config.recipe) }),
    },
    extend: async (extensions) => extendWith(await loadExtensions(extensions)),
    inspect: inspectExtension,
    ...openBackends(),
    room: (backend) => deviceRoom(backend, listGpus),
    environment: ({ tf, name, device, facts }, dataset) => ({
      backend: name,
      device,
      ...placed(facts),
      node: process.versions.node,
      platform: `${process.platform} ${process.arch}`,
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      memoryBytes: totalmem(),
      tfjs: tf.version.tfjs,
      code,
      ...dataOf(dataset),
    }),
    machine: openMachine,
    openDataset: datasetOpener(),
    checkpoints: { read: readCheckpoint, write: writeCheckpoint },
  };
}

function dataOf(dataset: Dataset): Pick<Environment, 'data'> {
  const data = fingerprintOf(dataset);
  return data === undefined ? {} : { data };
}

function placed(facts: OpenedBackend['facts']): Pick<Environment, 'place' | 'driver' | 'deviceMemoryBytes'> {
  if (facts === null) return {};
  const { choice, driver, memoryBytes } = facts;
  return {
    place: choice,
    ...(driver === null ? {} : { driver }),
    ...(memoryBytes === null ? {} : { deviceMemoryBytes: memoryBytes }),
  };
}

/** Opens a backend once and answers the same as long as the same is asked for: opening proves it by a reference step. */
function openBackends(): Pick<TrainerHome, 'ready' | 'backends' | 'onBroken'> {
  let active: { preferred: BackendChoice; threads: number | undefined; backend: OpenedBackend } | null = null;
  const watched = new Set<Promise<StudioError>>();
  const listeners: ((why: StudioError) => void)[] = [];

  function watch({ broken }: OpenedBackend): void {
    if (broken === null || watched.has(broken)) return;
    watched.add(broken);
    void broken.then((why) => {
      for (const listen of listeners) listen(why);
    });
  }

  return {
    onBroken: (listen) => void listeners.push(listen),
    async ready({ backend: preferred, threads }, gpu = null) {
      const isReady =
        active !== null && active.threads === threads && (active.preferred === preferred || active.backend.name === preferred);
      if (active === null || !isReady) {
        active = null;
        active = { preferred, threads, backend: await openBackend(preferred, { ...nodeBackendHome, threads }, gpu) };
        watch(active.backend);
      }
      return active.backend;
    },
    backends(names) {
      // The report leaves another backend active.
      active = null;
      return reportBackends(nodeBackendHome, names);
    },
  };
}
