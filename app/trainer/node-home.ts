import { createRequire } from 'node:module';
import { availableParallelism, totalmem } from 'node:os';
import type { BackendHome } from '../engine/backend.ts';
import { sharing } from './threads.ts';
import { dawnAdapters, dawnGpu } from './dawn.ts';
import { listGpus } from './gpus.ts';
import { torchSource } from './torch/torch-home.ts';

// CUDA counts by speed where it is not told to count as the driver's own table does.
process.env.CUDA_DEVICE_ORDER ??= 'PCI_BUS_ID';

/** What the backends need, under plain Node and in Electron's utility process. */
export const nodeBackendHome: BackendHome = {
  prepareNode,
  gpu: dawnGpu,
  adapters: dawnAdapters,
  gpus: listGpus,
  torch: torchSource,
  threads: 1,
  sharing,
  memoryBytes: totalmem(),
  cores: availableParallelism(),
  now: () => performance.now(),
};

/** tfjs-node 4.22 calls two functions of node:util that Node 23 took away; they are laid back before it loads. */
function prepareNode(): void {
  // TensorFlow's products by oneDNN write beyond their memory where a signal interrupts them (a profiler, SIGUSR2).
  process.env.TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL ??= 'false';
  const util = createRequire(import.meta.url)('node:util') as {
    isNullOrUndefined?: (value: unknown) => boolean;
    isArray?: (value: unknown) => boolean;
  };
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}
