import { cpus, totalmem } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { findDataset } from '../engine/datasets/index.ts';
import { describe, openGenerator, openSession } from '../engine/train.ts';
import { fillWasmKernels } from '../engine/kernels/index.ts';
import type { Tf } from '../engine/tensor.ts';
import { readCheckpoint, writeCheckpoint } from './checkpoint-file.ts';
import type { TrainerHome } from './home.ts';

/** The trainer's home under Node, plain or in Electron's utility process. `code` is Ganymede's version and commit. */
export function nodeTrainer(code: string): TrainerHome {
  return {
    now: Date.now,
    breathe: () => setImmediate(),
    engine: { openSession, openGenerator, describe },
    async ready(preferred) {
      const tf = await loadTf();
      const name = preferred === 'cpu' ? 'cpu' : 'wasm';
      await tf.setBackend(name);
      return { tf, name, device: name };
    },
    environment: ({ tf, name, device }) => ({
      backend: name,
      device,
      node: process.versions.node,
      platform: `${process.platform} ${process.arch}`,
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      memoryBytes: totalmem(),
      tfjs: tf.version.tfjs,
      code,
    }),
    openDataset: async ({ name, params }, seed) => findDataset(name).open({ params, seed, files: { entries: [] } }),
    checkpoints: { read: readCheckpoint, write: writeCheckpoint },
    backends: async () => [],
  };
}

async function loadTf(): Promise<Tf> {
  const loaded = (await import('@tensorflow/tfjs')) as unknown as { default?: Tf } & Tf;
  const tf = loaded.default ?? loaded;
  await import('@tensorflow/tfjs-backend-wasm');
  fillWasmKernels(tf);
  return tf;
}
