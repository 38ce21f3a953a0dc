import type { TensorInfo } from '@tensorflow/tfjs';
import type { Tf } from '../tensor.ts';
import type { TorchAddon, TorchOptions } from './addon.ts';
import type { Call, Kernels } from './kernel.ts';
import { convolutions } from './kernels/convolutions.ts';
import { creation } from './kernels/creation.ts';
import { elementwise } from './kernels/elementwise.ts';
import { indexing } from './kernels/indexing.ts';
import { layout } from './kernels/layout.ts';
import { products } from './kernels/products.ts';
import { reductions } from './kernels/reductions.ts';
import { resizing } from './kernels/resizing.ts';
import { TorchLibrary } from './library.ts';
import { type TorchBackend, torchBackend, torchName } from './torch-backend.ts';

export const torchKernels: Kernels = {
  ...elementwise,
  ...reductions,
  ...layout,
  ...creation,
  ...indexing,
  ...products,
  ...convolutions,
  ...resizing,
};

const registered = new WeakMap<Tf, TorchLibrary>();

/** Opens libtorch and makes it a backend of this tfjs, once. @throws Error in libtorch's or the addon's words */
export function registerTorch(tf: Tf, addon: TorchAddon, options: TorchOptions): TorchLibrary {
  const known = registered.get(tf);
  if (known !== undefined) {
    known.choose(options);
    return known;
  }
  const torch = new TorchLibrary(addon, options);
  registered.set(tf, torch);
  const backend = torchBackend(tf, torch);
  tf.registerBackend(torchName, () => backend);
  for (const [kernelName, kernel] of Object.entries(torchKernels)) {
    tf.registerKernel({
      kernelName,
      backendName: torchName,
      kernelFunc: ({ inputs, attrs }) => torch.tidy(() => kernel(callOf(tf, torch, backend, inputs as never, (attrs ?? {}) as never))),
    });
  }
  return torch;
}

function callOf(
  tf: Tf,
  torch: TorchLibrary,
  backend: TorchBackend,
  inputs: Record<string, TensorInfo> & TensorInfo[],
  attrs: Call['attrs'],
): Call {
  return { tf, torch, backend, inputs, attrs, input: (name) => inputs[name]! };
}
