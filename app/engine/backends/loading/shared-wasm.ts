import type { Sharing } from '../../backend.ts';
import { mostPages } from '../../kernels/wasm-code.ts';

const file = 'tfjs-backend-wasm-simd.wasm';

/**
 * tfjs's wasm backend over a memory that threads may share. Its own threaded build gives nothing under Node, and has other code;
 * so this is the plain one with one bit more in its memory's limits: the same instructions, the same numbers. Null where the runtime
 * has no such memory, else the address to load it from.
 */
export function sharedWasm({ wasmFile, addressOf }: Sharing): string | null {
  const { WebAssembly: api } = globalThis as unknown as { WebAssembly: WebAssemblyApi };
  const bytes = withSharedMemory(wasmFile(file));
  try {
    new api.Memory({ initial: 1, maximum: mostPages, shared: true });
  } catch {
    return null;
  }
  return bytes !== null && api.validate(bytes) ? addressOf(bytes) : null;
}

const [memorySection, hasMaximum, sharedWithMaximum] = [5, 1, 3];

/** Null where the module's one memory has no maximum, which a shared one must have. */
export function withSharedMemory(module: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | null {
  let at = 8;
  while (at < module.length) {
    const id = module[at]!;
    const { value: length, next } = unsigned(module, at + 1);
    if (id === memorySection) {
      if (module[next] !== 1 || module[next + 1] !== hasMaximum) {
        return null;
      }
      const changed = module.slice();
      changed[next + 1] = sharedWithMaximum;
      return changed;
    }
    at = next + length;
  }
  return null;
}

/** LEB128, and where it ends. */
function unsigned(bytes: Uint8Array, start: number): { value: number; next: number } {
  let value = 0;
  for (let at = start, shift = 0; ; at += 1, shift += 7) {
    value |= (bytes[at]! & 0x7f) << shift;
    if ((bytes[at]! & 0x80) === 0) {
      return { value: value >>> 0, next: at + 1 };
    }
  }
}

interface WebAssemblyApi {
  Memory: new (pages: { initial: number; maximum: number; shared: boolean }) => object;
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}
