import { createRequire } from 'node:module';
import { availableParallelism, totalmem } from 'node:os';
import type { BackendHome } from '../engine/backend.ts';
import { sharing } from './threads.ts';
import { torchSource } from './torch/torch-home.ts';

/** What the backends need, under plain Node and in Electron's utility process. */
export const nodeBackendHome: BackendHome = {
  prepareNode,
  gpu,
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

let dawn: Promise<unknown | null> | undefined;

/**
 * Dawn, from the npm package webgpu; VK_ICD_FILENAMES chooses the Vulkan driver as for any program. It needs buffers that
 * Electron's memory cage refuses, so there it is null: the desktop launches trainers for it in the project's own Node.
 */
function gpu(): Promise<unknown | null> {
  dawn ??= 'electron' in process.versions ? Promise.resolve(null) : loadDawn();
  return dawn;
}

async function loadDawn(): Promise<unknown | null> {
  try {
    const { create, globals } = await import('webgpu');
    Object.assign(globalThis, globals);
    return create([]);
  } catch {
    return null;
  }
}
