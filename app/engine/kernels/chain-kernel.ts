import type { TensorInfo } from '../tensor-data.ts';
import { type Chain, chainModule } from './chain-code.ts';
import { api, type Loops, loopsOn } from './loops.ts';
import type { WasmBackend } from './wasm-heap.ts';

export interface ChainSizes {
  rows: number;
  rowLength: number;
  outputs: { shape: number[] }[];
}

/** What is cut where nothing comes in rows: a few of these are worth a thread's turn. */
const pieceLength = 4096;

/** A chain as a kernel that takes its inputs as a list and gives its outputs as one. */
export function chainKernel(chain: Chain, { rows, rowLength, outputs }: ChainSizes) {
  const size = rows * rowLength;
  const unitLength = rows === 1 ? pieceLength : rowLength;
  // Measured: a chain waits for memory.
  const extent = { units: Math.ceil(size / unitLength), effort: 0.15 * size * (chain.inputs.length + outputs.length) };
  let kind: number | null = null;
  return ({ inputs, backend: given }: { inputs: TensorInfo[]; backend: unknown }): TensorInfo[] => {
    const backend = given as WasmBackend;
    const made = outputs.map(({ shape }) => backend.makeOutput(shape, 'float32'));
    const loops = loopsOn(backend)!;
    kind ??= kindOf(loops, chain);
    const addresses = [...inputs, ...made].map(({ dataId }) => backend.getMemoryOffset(dataId));
    loops.adopted(kind, [size, unitLength, ...addresses], extent);
    return made;
  };
}

const kinds = new WeakMap<Loops, Map<string, number>>();

/** Chains of the same operations share a module, whatever their sizes. */
function kindOf(loops: Loops, chain: Chain): number {
  const known = kinds.get(loops) ?? new Map<string, number>();
  kinds.set(loops, known);
  const key = JSON.stringify(chain);
  const kind = known.get(key) ?? loops.adopt(new api.Module(chainModule(chain, { shared: !(loops.memory.buffer instanceof ArrayBuffer) })));
  known.set(key, kind);
  return kind;
}
