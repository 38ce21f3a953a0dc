import type { Backend } from '../backend.ts';
import { fillWasmKernels } from '../kernels/index.ts';
import { activate, loadTf } from './loading/load-tf.ts';

/** WebAssembly with SIMD on one thread, with our kernels where tfjs has none or slow ones. Always there. */
export const wasm: Backend = {
  name: 'wasm',
  async open({ wasmPath, cores }) {
    const tf = await loadTf();
    const loaded: WasmModule & { default?: WasmModule } = await import('@tensorflow/tfjs-backend-wasm');
    const { setWasmPaths } = loaded.default ?? loaded;
    if (wasmPath !== undefined && tf.findBackend('wasm') === null) {
      setWasmPaths(wasmPath);
    }
    fillWasmKernels(tf);
    await activate(tf, 'wasm', 'wasm');
    const simd = (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) ? 'WebAssembly SIMD' : 'WebAssembly without SIMD (slow)';
    return { tf, device: `${simd}, one thread${cores === undefined ? '' : ` of ${cores} cores`}` };
  },
};

type WasmModule = typeof import('@tensorflow/tfjs-backend-wasm');
