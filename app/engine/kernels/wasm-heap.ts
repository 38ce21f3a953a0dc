import type { TensorInfo } from '../tensor-data.ts';
import type { Tf } from '../tensor.ts';

/**
 * What these kernels use of tfjs's wasm backend (4.22): a tensor's numbers are a view into the heap of the WebAssembly module.
 * Making an output may grow the heap, which detaches every earlier view: make all outputs first, then take the views.
 */
export interface WasmBackend {
  makeOutput(shape: number[], dtype: string): TensorInfo;
  write(numbers: Float32Array | Int32Array, shape: number[], dtype: string): object;
  typedArrayFromHeap(info: TensorInfo): Float32Array | Int32Array;
  disposeData(dataId: object): boolean;
  incRef(dataId: object): void;
  /** The address of a tensor's first number. */
  getMemoryOffset(dataId: object): number;
  /** The Emscripten module; its raw exports hold the memory. */
  wasm?: { asm?: { memory?: unknown }; _malloc?(bytes: number): number; _free?(address: number): void };
}
export interface KernelCall {
  inputs: Record<string, TensorInfo>;
  attrs: Record<string, unknown>;
  backend: WasmBackend;
}
export type KernelFunction = (call: KernelCall) => TensorInfo;

/** The kernel that tfjs registered for wasm, before any of ours takes its place. */
export function stockKernel(tf: Tf, kernelName: string): KernelFunction {
  const found = tf.getKernel(kernelName, 'wasm');
  return found.kernelFunc as unknown as KernelFunction;
}

/** Puts `kernel` in the place of tfjs's own, or where it has none; the stock one stays set up, since ours may call it. */
export function registerWasmKernel(tf: Tf, kernelName: string, kernel: KernelFunction): void {
  const stock = tf.getKernel(kernelName, 'wasm');
  if (stock !== undefined && stock !== null) {
    tf.unregisterKernel(kernelName, 'wasm');
  }
  tf.registerKernel({
    kernelName,
    backendName: 'wasm',
    ...(stock?.setupFunc === undefined ? {} : { setupFunc: stock.setupFunc }),
    kernelFunc: kernel as unknown as Parameters<Tf['registerKernel']>[0]['kernelFunc'],
  });
}

/** The same numbers under another shape, without a copy; to be disposed like any other. */
export function reshaped(backend: WasmBackend, info: TensorInfo, shape: number[]): TensorInfo {
  backend.incRef(info.dataId);
  return { dataId: info.dataId, shape, dtype: info.dtype };
}
