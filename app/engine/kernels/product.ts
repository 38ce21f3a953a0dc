import { productModule, type RunProduct, tileColumns, tileRows } from './product-code.ts';
import type { TensorInfo, WasmBackend } from './wasm-heap.ts';

/** A product of rows that are read where they lie (product-code.ts) with a matrix of `columns` columns. */
export interface Product {
  rows: number;
  /** Writes pairs (address of a row's first number, address of its output), in bytes. */
  addressRows(table: Int32Array): void;
  /** Byte offsets of each row's runs; every run has `count` numbers `step` bytes apart. */
  runs: number[];
  count: number;
  step: number;
  columns: number;
  /** Where the right side's number of row k and column n lies: start + k·rowStride + n·columnStride, in numbers. */
  right: { from: TensorInfo; start: number; rowStride: number; columnStride: number };
}

/** The compiled inner loop over this backend's memory; null where the runtime can't (no SIMD, or memory shared by threads). */
export function productOn(backend: WasmBackend): RunProduct | null {
  let found = compiled.get(backend);
  if (found === undefined) {
    found = compile(backend);
    compiled.set(backend, found);
  }
  return found;
}

const compiled = new WeakMap<WasmBackend, RunProduct | null>();

/** Outputs must be made before their addresses are taken: `addressRows` is called after the last allocation. */
export function multiply(backend: WasmBackend, run: RunProduct, product: Product): void {
  const { rows, runs, count, step, columns, right } = product;
  const tiles = Math.ceil(rows / tileRows);
  const inner = runs.length * count;
  const table = backend.makeOutput([2 * tiles * tileRows], 'int32');
  const offsets = backend.makeOutput([runs.length], 'int32');
  const packed = backend.makeOutput([Math.ceil(columns / tileColumns) * tileColumns * inner], 'float32');
  const scratch = backend.makeOutput([tileColumns], 'float32');
  const addresses = backend.typedArrayFromHeap(table) as Int32Array;
  product.addressRows(addresses);
  // The last tile is filled up with its last row, which is then computed more than once.
  for (let row = rows; row < tiles * tileRows; row += 1) {
    addresses[2 * row] = addresses[2 * rows - 2]!;
    addresses[2 * row + 1] = addresses[2 * rows - 1]!;
  }
  const runOffsets = backend.typedArrayFromHeap(offsets);
  runOffsets.set(runs);
  const panels = backend.typedArrayFromHeap(packed) as Float32Array;
  pack(panels, backend.typedArrayFromHeap(right.from) as Float32Array, right, inner, columns);
  run(
    addresses.byteOffset,
    addresses.byteOffset + addresses.byteLength,
    runOffsets.byteOffset,
    runOffsets.byteOffset + runOffsets.byteLength,
    count,
    step,
    panels.byteOffset,
    columns,
    backend.typedArrayFromHeap(scratch).byteOffset,
  );
  for (const { dataId } of [table, offsets, packed, scratch]) {
    backend.disposeData(dataId);
  }
}

/** Columns beyond the last are zeros. */
function pack(
  to: Float32Array,
  from: Float32Array,
  { start, rowStride, columnStride }: Product['right'],
  inner: number,
  columns: number,
): void {
  let at = 0;
  for (let left = 0; left < columns; left += tileColumns) {
    const used = Math.min(tileColumns, columns - left);
    for (let row = 0; row < inner; row += 1) {
      const source = start + row * rowStride + left * columnStride;
      for (let column = 0; column < used; column += 1) {
        to[at + column] = from[source + column * columnStride]!;
      }
      for (let column = used; column < tileColumns; column += 1) {
        to[at + column] = 0;
      }
      at += tileColumns;
    }
  }
}

function compile(backend: WasmBackend): RunProduct | null {
  const memory = backend.wasm?.asm?.memory;
  if (!(memory instanceof api.Memory) || !(memory.buffer instanceof ArrayBuffer)) {
    return null;
  }
  return compileProduct(memory, { fused: true }) ?? compileProduct(memory, { fused: false });
}

/** Null where the runtime doesn't know the instructions. */
export function compileProduct(memory: { buffer: ArrayBufferLike }, { fused }: { fused: boolean }): RunProduct | null {
  const bytes = productModule({ fused });
  return api.validate(bytes) ? new api.Instance(new api.Module(bytes), { env: { memory } }).exports.run : null;
}

/** What this file uses of the WebAssembly API, which the language's own types leave out. */
interface WebAssemblyApi {
  Memory: new (pages: { initial: number }) => { buffer: ArrayBufferLike };
  Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  Instance: new (module: object, imports: Record<string, Record<string, unknown>>) => { exports: { run: RunProduct } };
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}

export const { WebAssembly: api } = globalThis as unknown as { WebAssembly: WebAssemblyApi };
