import { StudioError } from '../../shared/errors.ts';

interface Dawn {
  create(flags: string[]): GPU;
  globals: object;
}
/** Of WebGPU only what is used here. */
interface GPU {
  requestAdapter(options?: object): Promise<unknown>;
}

let loading: Promise<Dawn | null> | undefined;

/**
 * Dawn, from the npm package webgpu; VK_ICD_FILENAMES chooses the Vulkan driver as for any program. It needs buffers that
 * Electron's memory cage refuses, so there it is null: the desktop launches trainers for it in the project's own Node.
 */
export async function dawnGpu(device: number | null): Promise<GPU | null> {
  loading ??= 'electron' in process.versions ? Promise.resolve(null) : load();
  const dawn = await loading;
  if (dawn === null || device === null) return dawn?.create([]) ?? null;
  return dawn.create([`adapter=${nameOf(device, await adaptersOf(dawn))}`]);
}

/** The names of the adapters, best first as Dawn lists them; those of one name can't be told apart. */
export async function dawnAdapters(): Promise<string[]> {
  loading ??= 'electron' in process.versions ? Promise.resolve(null) : load();
  const dawn = await loading;
  return dawn === null ? [] : adaptersOf(dawn);
}

async function load(): Promise<Dawn | null> {
  try {
    const { create, globals } = await import('webgpu');
    Object.assign(globalThis, globals);
    return { create: create as Dawn['create'], globals };
  } catch {
    return null;
  }
}

/** WebGPU itself lists no adapters; Dawn does where it is asked for one that is not there. */
async function adaptersOf(dawn: Dawn): Promise<string[]> {
  try {
    await dawn.create(['adapter=no adapter has this name']).requestAdapter();
    return [];
  } catch (error) {
    return parseAdapters(error instanceof Error ? error.message : String(error));
  }
}

/** The null adapter computes nothing. */
export function parseAdapters(message: string): string[] {
  const found = [...message.matchAll(/backend: '(\w+)', name: '(.*)'$/gm)];
  return [...new Set(found.filter(([, backend]) => backend !== 'null').map(([, , name]) => name))];
}

function nameOf(device: number, names: string[]): string {
  const name = names[device];
  if (name !== undefined) return name;
  const there = names.length === 0 ? 'none' : names.map((known, at) => `webgpu:${at} (${known})`).join(', ');
  throw new StudioError('unavailable', `There is no webgpu:${device} on this machine; WebGPU finds ${there}.`);
}
