import type { TensorInfo } from '../tensor-data.ts';
import { type Chain, chainArguments, chainModule } from './chain-code.ts';
import { api, type WasmMemory } from './loops.ts';
import type { WasmBackend } from './wasm-heap.ts';

export interface ChainSizes {
  rows: number;
  rowLength: number;
  outputs: { shape: number[] }[];
}

type RunChain = (args: number) => void;

/** A chain as a kernel that takes its inputs as a list and gives its outputs as one. */
export function chainKernel(chain: Chain, { rows, rowLength, outputs }: ChainSizes) {
  let run: RunChain | null = null;
  return ({ inputs, backend: given }: { inputs: TensorInfo[]; backend: unknown }): TensorInfo[] => {
    const backend = given as WasmBackend;
    const made = outputs.map(({ shape }) => backend.makeOutput(shape, 'float32'));
    const { memory, args } = placesOf(backend);
    run ??= compiled(backend, chain);
    const words = new Int32Array(memory.buffer, args, chainArguments.length + inputs.length + made.length);
    words[0] = rows;
    words[1] = rowLength;
    for (const [at, { dataId }] of [...inputs, ...made].entries()) {
      words[chainArguments.length + at] = backend.getMemoryOffset(dataId);
    }
    run(args);
    return made;
  };
}

const mostArguments = 64;
const places = new WeakMap<WasmBackend, { memory: WasmMemory; args: number; modules: Map<string, RunChain> }>();

function placesOf(backend: WasmBackend) {
  const known = places.get(backend);
  if (known !== undefined) {
    return known;
  }
  const made = {
    memory: backend.wasm!.asm!.memory as WasmMemory,
    args: backend.wasm!._malloc!(4 * mostArguments) >>> 0,
    modules: new Map<string, RunChain>(),
  };
  places.set(backend, made);
  return made;
}

/** Chains of the same operations share a module, whatever their sizes. */
function compiled(backend: WasmBackend, chain: Chain): RunChain {
  const { memory, modules } = placesOf(backend);
  const key = JSON.stringify(chain);
  let run = modules.get(key);
  if (run === undefined) {
    const module = new api.Module(chainModule(chain, { shared: !(memory.buffer instanceof ArrayBuffer) }));
    ({ chain: run } = new api.Instance(module, { env: { memory } }).exports as unknown as { chain: RunChain });
    modules.set(key, run);
  }
  return run;
}
