import { totalmem } from 'node:os';
import type { Gpu } from '../../shared/backend-choice.ts';
import { gpuOf } from '../engine/devices.ts';
import type { ReadyBackend, TrainerHome } from './home.ts';

/** The addresses of WebAssembly end at 4 GB. */
const wasmReach = 2 ** 32;

/** The memory of what a backend computes on, as the driver tells it now: whole and free. */
export async function deviceRoom(
  { name, facts }: Pick<ReadyBackend, 'name' | 'facts'>,
  listGpus: () => Promise<Gpu[]>,
): ReturnType<TrainerHome['room']> {
  if (name === 'cuda' || name === 'webgpu') {
    if (facts === null || facts.memoryBytes === null) return null;
    const free = gpuOf(facts, await listGpus())?.freeBytes ?? facts.freeBytes;
    return { whole: facts.memoryBytes, free: free ?? facts.memoryBytes };
  }
  const reach = name === 'wasm' ? wasmReach : Number.POSITIVE_INFINITY;
  return { whole: Math.min(reach, totalmem()), free: Math.min(reach, process.availableMemory()) };
}
