import { sentenceOf } from '../../../shared/errors.ts';
import type { Backend, BackendHome } from '../backend.ts';
import { withChains } from '../kernels/chains.ts';
import { openCrew } from '../kernels/crew.ts';
import { fillWasmKernels } from '../kernels/index.ts';
import { type Loops, loopsOn } from '../kernels/loops.ts';
import { plannedPlayer } from '../kernels/planned-player.ts';
import type { WasmBackend } from '../kernels/wasm-heap.ts';
import { tapeTools } from '../recording/tape-tools.ts';
import { activate, loadTf } from './loading/load-tf.ts';
import { sharedWasm } from './loading/shared-wasm.ts';

/** WebAssembly with SIMD, with our kernels where tfjs has none or slow ones, which several threads share. Always there. */
export const wasm: Backend = {
  name: 'wasm',
  async open(home) {
    const tf = await loadTf();
    const loaded: WasmModule & { default?: WasmModule } = await import('@tensorflow/tfjs-backend-wasm');
    if (tf.findBackend('wasm') === null) {
      locate(loaded.default ?? loaded, home);
    }
    fillWasmKernels(tf);
    tapeTools.wasm = { rewrite: withChains, playerOf: plannedPlayer };
    await activate(tf, 'wasm', 'wasm');
    const simd = (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) ? 'WebAssembly SIMD' : 'WebAssembly without SIMD (slow)';
    const { threads, note } = await gathered(loopsOn(tf.backend() as unknown as WasmBackend), home);
    const counted = `${threads === 1 ? 'one thread' : `${threads} threads`}${home.cores === undefined ? '' : ` of ${home.cores} cores`}`;
    return { tf, device: `${simd}, ${counted}`, ...(note === null ? {} : { note }) };
  },
};

/** One thread for certain has a memory of its own, as tfjs loads it. */
function locate({ setWasmPaths }: WasmModule, { wasmPath, threads, sharing }: BackendHome): void {
  const url = threads === 1 || sharing === undefined ? null : sharedWasm(sharing);
  if (url !== null) {
    const files = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm-threaded-simd.wasm'];
    setWasmPaths(Object.fromEntries(files.map((name) => [name, url])) as Parameters<typeof setWasmPaths>[0], true);
  } else if (wasmPath !== undefined) {
    setWasmPaths(wasmPath);
  }
}

const crews = new WeakMap<Loops, { threads: number; end(): void }>();

/** The threads that really compute, and why they are fewer than asked for. */
async function gathered(
  loops: Loops | null,
  { threads: wanted = 1, sharing }: BackendHome,
): Promise<{ threads: number; note: string | null }> {
  const crew = loops === null ? undefined : crews.get(loops);
  // Threads that broke off are called again.
  if (crew?.threads === wanted && loops?.isHanded() === true) {
    return { threads: wanted, note: null };
  }
  crew?.end();
  if (loops !== null) crews.delete(loops);
  if (wanted === 1) {
    return { threads: 1, note: null };
  }
  try {
    if (loops === null || sharing === undefined || loops.memory.buffer instanceof ArrayBuffer) {
      throw new Error('its memory is not one that threads can share');
    }
    const end = await openCrew(loops, { threads: wanted, startThread: sharing.startThread });
    crews.set(loops, { threads: wanted, end });
    return { threads: wanted, note: null };
  } catch (error) {
    return { threads: 1, note: `WebAssembly computes on one thread, not on ${wanted}: ${sentenceOf(error)}.` };
  }
}

type WasmModule = typeof import('@tensorflow/tfjs-backend-wasm');
