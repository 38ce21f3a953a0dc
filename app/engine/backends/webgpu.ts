import { StudioError } from '../../../shared/errors.ts';
import type { Backend } from '../backend.ts';
import { activate, loadTf } from './loading/load-tf.ts';
import type { Tf } from '../tensor.ts';

/**
 * Any GPU by Vulkan, Metal or Direct3D 12, with no toolkit to install. A driver that only pretends (SwiftShader, llvmpipe,
 * WARP) computes right but far slower than wasm: it is opened when asked for by name and marked as emulated.
 */
export const webgpu: Backend = {
  name: 'webgpu',
  async open(home) {
    const gpu = (await home.gpu?.()) as GPU | null | undefined;
    if (gpu === null || gpu === undefined) {
      throw new StudioError(
        'unavailable',
        'This process has no WebGPU: in a window it needs a browser that has it, under Node the npm package webgpu.',
      );
    }
    showToTf(gpu);
    const tf = await loadTf();
    if (tf.findBackend('webgpu') === null) {
      await register(tf, gpu);
    }
    await activate(tf, 'webgpu', 'webgpu');
    const { device, emulated } = adapters.get(tf)!;
    return { tf, device, emulated };
  },
};

const adapters = new WeakMap<Tf, { device: string; emulated: boolean }>();

async function register(tf: Tf, gpu: GPU): Promise<void> {
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
  adapters.set(tf, { device: described(info), emulated: isEmulated(info) });
  tf.registerBackend('webgpu', () => new WebGPUBackend(device, info as ConstructorParameters<typeof WebGPUBackend>[1]));
}

/** As the standard has it now; the types that come with tfjs are older. */
interface AdapterInfo {
  vendor: string;
  architecture: string;
  device: string;
  description: string;
  isFallbackAdapter?: boolean;
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

/** Chromium hides the description from pages, so the architecture has to do; WARP says so by isFallbackAdapter. */
function isEmulated(info: AdapterInfo): boolean {
  const names = `${info.vendor} ${info.architecture} ${info.device} ${info.description}`.toLowerCase();
  return info.isFallbackAdapter === true || /swiftshader|llvmpipe|lavapipe|software|basic render/.test(names);
}
