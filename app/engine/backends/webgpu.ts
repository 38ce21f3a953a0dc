import { StudioError } from '../../../shared/errors.ts';
import type { Backend, ReadiedBackend } from '../backend.ts';
import { activate, loadTf } from './loading/load-tf.ts';
import type { Tf } from '../tensor.ts';

/**
 * Any GPU by Vulkan, Metal or Direct3D 12, with no toolkit to install. A driver that only pretends (SwiftShader, llvmpipe,
 * WARP) computes right but far slower than wasm: it is opened when asked for by name and passed over by `auto`.
 */
export const webgpu: Backend = {
  name: 'webgpu',
  async open(home) {
    const index = home.gpuIndex ?? null;
    const gpu = (await home.gpu?.(index)) as GPU | null | undefined;
    if (gpu === null || gpu === undefined) {
      throw new StudioError(
        'unavailable',
        'This process has no WebGPU: in a window it needs a browser that has it, under Node the npm package webgpu.',
      );
    }
    showToTf(gpu);
    const tf = await loadTf();
    if (tf.findBackend('webgpu') === null || (index !== null && opened.get(tf)?.index !== index)) {
      await register(tf, gpu, index, (await home.adapters?.()) ?? []);
    }
    await activate(tf, 'webgpu', 'webgpu');
    return { tf, ...opened.get(tf)! };
  },
};

const opened = new WeakMap<Tf, Omit<ReadiedBackend, 'tf'>>();

async function register(tf: Tf, gpu: GPU, index: number | null, names: string[]): Promise<void> {
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) {
    throw new StudioError(
      'unavailable',
      "WebGPU found no graphics adapter; it needs a GPU with a Vulkan, Metal or Direct3D 12 driver (on Linux the package of your GPU's Vulkan driver).",
    );
  }
  const loaded: WebgpuModule & { default?: WebgpuModule } = await import('@tensorflow/tfjs-backend-webgpu');
  const { WebGPUBackend } = loaded.default ?? loaded;
  // The package registers itself where it sees navigator.gpu while loading; ours asks for the same limits and keeps the adapter's name.
  if (tf.findBackendFactory('webgpu') !== undefined) {
    tf.removeBackend('webgpu');
  }
  const device = await adapter.requestDevice({
    requiredFeatures: (['timestamp-query', 'bgra8unorm-storage'] as const).filter((feature) => adapter.features.has(feature)),
    requiredLimits: Object.fromEntries(raisedLimits.map((limit) => [limit, adapter.limits[limit]])),
  });
  const { info } = adapter as unknown as { info: AdapterInfo };
  const { index: at, name } = recognised(info, names, index);
  const passedOver = isEmulated(info) ? 'computes on the processor, slower than wasm' : undefined;
  opened.set(tf, { index: at, device: name, driver: info.description, passedOver, broken: breaking(device, name) });
  const backend = () => new WebGPUBackend(device, info as ConstructorParameters<typeof WebGPUBackend>[1]);
  tf.registerBackend('webgpu', () => Object.assign(backend(), { isFar: true }));
}

/**
 * A command that the driver refuses is left out and everything after it goes on as if nothing had been: without this the run
 * would train on zeros.
 */
function breaking(device: GPUDevice, name: string): Promise<StudioError> {
  const onward = 'Resuming goes on from the last checkpoint.';
  return new Promise((tell) => {
    device.lost.then(({ message }) => tell(new StudioError('failed', `The GPU (${name}) was lost: ${asSentence(message)} ${onward}`)));
    (device as unknown as Erring).addEventListener('uncapturederror', ({ error }) => {
      const { message } = error;
      const isMemory = error.constructor.name === 'GPUOutOfMemoryError' || /out of memory/i.test(message);
      const what = isMemory ? 'ran out of memory' : 'refused a command';
      const advice = isMemory ? ' A smaller batch or network may fit.' : '';
      tell(new StudioError('failed', `The GPU (${name}) ${what}: ${asSentence(message)}${advice} ${onward}`));
    });
  });
}

/** The first line of what a driver says, ended as a sentence. */
function asSentence(message: string): string {
  const line = message.trim().split('\n')[0].slice(0, 300);
  return line === '' ? 'the driver gave no reason.' : /[.!?]$/.test(line) ? line : `${line}.`;
}

/** As the standard has it now; the types that come with tfjs are older. */
interface AdapterInfo {
  vendor: string;
  architecture: string;
  device: string;
  description: string;
  isFallbackAdapter?: boolean;
}
/** The types that come with tfjs know no events of a device. */
interface Erring {
  addEventListener(name: 'uncapturederror', listen: (event: { error: Error }) => void): void;
}
type WebgpuModule = typeof import('@tensorflow/tfjs-backend-webgpu');

const raisedLimits = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const;

/** tfjs looks for navigator.gpu itself; Node has a navigator without one. */
function showToTf(gpu: GPU): void {
  const scope = globalThis as { navigator?: { gpu?: GPU } };
  if (scope.navigator === undefined) {
    Object.defineProperty(scope, 'navigator', { value: {}, configurable: true });
  }
  if (scope.navigator?.gpu === undefined) {
    Object.defineProperty(scope.navigator, 'gpu', { value: gpu, configurable: true });
  }
}

function described({ vendor, architecture, device, description }: AdapterInfo): string {
  return description || [vendor, architecture, device].filter((part) => part !== '').join(' ') || 'GPU without a name';
}

/** Which of the listed adapters it is: the one that was asked for, else the one of its name; null where none is. */
export function recognised(info: AdapterInfo, names: string[], asked: number | null): { index: number | null; name: string } {
  const found = asked ?? names.findIndex((name) => shortened(name) === info.device);
  return { index: found === -1 ? null : found, name: names[found] ?? described(info) };
}

/** As Dawn shortens an adapter's name for its info. */
function shortened(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}

/** Chromium hides the description from pages, so the architecture has to do; WARP says so by isFallbackAdapter. */
function isEmulated(info: AdapterInfo): boolean {
  const names = `${info.vendor} ${info.architecture} ${info.device} ${info.description}`.toLowerCase();
  return info.isFallbackAdapter === true || /swiftshader|llvmpipe|lavapipe|software|basic render/.test(names);
}
