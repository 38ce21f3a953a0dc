import { type BackendDevice, type BackendName, type Gpu, partsOf } from '../../shared/backend-choice.ts';

/** What a home can list. */
interface Lists {
  adapters?(): Promise<string[]>;
  gpus?(): Promise<Gpu[]>;
}

/** The devices that a backend can be asked for by number, with what the driver tells of each. */
export async function devicesOf(name: BackendName, home: Lists): Promise<BackendDevice[]> {
  if (name === 'cuda') return (await listed(home)).map((gpu) => ({ ...factsOf(gpu), choice: `cuda:${gpu.index}` as const }));
  if (name === 'webgpu') {
    const [adapters, gpus] = await Promise.all([home.adapters?.() ?? [], listed(home)]);
    return adapters.map((adapter, at) => ({ ...webgpuFacts(adapter, gpus), choice: `webgpu:${at}` as const }));
  }
  return [];
}

function listed(home: Lists): Promise<Gpu[]> {
  return home.gpus?.() ?? Promise.resolve([]);
}

function factsOf({ name, driver, memoryBytes, freeBytes }: Gpu): Omit<BackendDevice, 'choice'> {
  return { name, driver, memoryBytes, freeBytes };
}

/** WebGPU tells no memory; an NVIDIA card of that name does. */
function webgpuFacts(adapter: string, gpus: Gpu[]): Omit<BackendDevice, 'choice'> {
  const same = named(adapter, gpus);
  return same === undefined ? { name: adapter, driver: null, memoryBytes: null, freeBytes: null } : factsOf(same);
}

function named(adapter: string, gpus: Gpu[]): Gpu | undefined {
  return gpus.find(({ name }) => name === adapter);
}

/** A device among what the driver tells. */
export function gpuOf({ choice, name }: BackendDevice, gpus: Gpu[]): Gpu | undefined {
  return partsOf(choice).name === 'cuda' ? gpus.find(({ index }) => choice === `cuda:${index}`) : named(name, gpus);
}
