import { columnSumArguments, columnSumsFunction } from './column-sums-code.ts';
import { copyArguments, copyFunction, transposeFunction } from './copy-code.ts';
import { productArguments, productFunction } from './product-code.ts';
import { type Scratch, openScratch } from './scratch.ts';
import { claimFunction, failFunction, performFunction, serveFunction, shared } from './share-code.ts';
import type { WasmBackend } from './wasm-heap.ts';
import { wasmModule } from './wasm-code.ts';

/** Our own loops, compiled over a backend's memory: each does the units of one task, which may be shared by threads. */
export interface Loops {
  product(task: Record<(typeof productArguments)[number], number> & Units): void;
  copy(task: CopyTask): void;
  transpose(task: CopyTask): void;
  columnSums(task: Record<(typeof columnSumArguments)[number], number> & { units: number }): void;
  /** Room for what a kernel needs while it runs, in the same memory. */
  scratch: Scratch;
  memory: WasmMemory;
  /** What a thread needs to serve tasks, and `claim`, by which this one takes its part. */
  shared: { module: object; task: number; claim(task: number): void };
  /** Lets `crew` do tasks from now on; null takes them back. */
  hand(crew: Crew | null): void;
  isHanded(): boolean;
}
interface Units {
  units: number;
  /** Roughly, in nanoseconds of one thread: what is over sooner than a thread wakes is not shared. */
  effort: number;
}
export type CopyTask = Record<(typeof copyArguments)[number], number> & { units: number };
/** Does the written task's units; `alone` does them on this thread. */
export type Crew = (units: number, effort: number, alone: () => void) => void;

/** Null where the runtime can't: no SIMD, or no access to the memory. */
export function loopsOn(backend: WasmBackend): Loops | null {
  let found = compiled.get(backend);
  if (found === undefined) {
    found = compile(backend);
    compiled.set(backend, found);
  }
  return found;
}

const compiled = new WeakMap<WasmBackend, Loops | null>();

function compile(backend: WasmBackend): Loops | null {
  const memory = backend.wasm?.asm?.memory;
  if (!(memory instanceof api.Memory)) {
    return null;
  }
  const compiled = compileLoops(memory, { fused: true }) ?? compileLoops(memory, { fused: false });
  return compiled === null ? null : loopsOver(backend, memory, compiled);
}

function loopsOver(backend: WasmBackend, memory: WasmMemory, { module, run }: CompiledLoops): Loops {
  const { _malloc: allocate } = backend.wasm!;
  const task = alignedTo64(allocate!(shared.bytes + 64) >>> 0);
  new Int32Array(memory.buffer, task, shared.bytes / 4).fill(0);
  let crew: Crew | null = null;
  const perform = (kind: number, names: readonly string[], args: Record<string, number>, units: number, effort: number) => {
    // Taken anew each time: an unshared memory that grew has left its earlier views.
    const words = new Int32Array(memory.buffer, task, shared.bytes / 4);
    for (const [place, name] of names.entries()) {
      words[shared.arguments / 4 + place] = args[name]!;
    }
    const alone = () => run.perform(kind, task + shared.arguments, 0, units);
    if (crew === null) {
      alone();
    } else {
      words[shared.kind / 4] = kind;
      crew(units, effort, alone);
    }
  };
  return {
    product: ({ units, effort, ...args }) => perform(0, productArguments, args, units, effort),
    copy: ({ units, ...args }) => perform(1, copyArguments, args, units, moving(args, units)),
    transpose: ({ units, ...args }) => perform(2, copyArguments, args, units, 2 * moving(args, units)),
    columnSums: ({ units, ...args }) => perform(3, columnSumArguments, args, units, 0.5 * args.rows * args.columns),
    scratch: openScratch(backend.wasm!),
    memory,
    shared: { module, task, claim: run.claim },
    hand(next) {
      crew = next;
    },
    isHanded: () => crew !== null,
  };
}

/** Half a nanosecond a number. */
function moving({ parts, rows, columns }: Omit<CopyTask, 'units'>, units: number): number {
  return 0.5 * units * parts * rows * columns;
}

function alignedTo64(address: number): number {
  return 64 * Math.ceil(address / 64);
}

export interface CompiledLoops {
  module: object;
  run: {
    perform(kind: number, args: number, from: number, to: number): void;
    claim(task: number): void;
  };
}

/** Null where the runtime doesn't know the instructions. */
export function compileLoops(memory: WasmMemory, { fused }: { fused: boolean }): CompiledLoops | null {
  const tasks = [productFunction({ fused }), copyFunction(), transposeFunction(), columnSumsFunction()];
  const perform = tasks.length;
  const functions = [
    ...tasks,
    performFunction(tasks.length),
    claimFunction({ perform }),
    serveFunction({ claim: perform + 1 }),
    failFunction(),
  ];
  const bytes = wasmModule(functions, { shared: !(memory.buffer instanceof ArrayBuffer) });
  if (!api.validate(bytes)) {
    return null;
  }
  const module = new api.Module(bytes);
  return { module, run: new api.Instance(module, { env: { memory } }).exports };
}

export interface WasmMemory {
  buffer: ArrayBufferLike;
}

/** What this file uses of the WebAssembly API, which the language's own types leave out. */
interface WebAssemblyApi {
  Memory: new (pages: { initial: number; maximum?: number; shared?: boolean }) => WasmMemory;
  Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  Instance: new (module: object, imports: Record<string, Record<string, unknown>>) => { exports: CompiledLoops['run'] };
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}

export const { WebAssembly: api } = globalThis as unknown as { WebAssembly: WebAssemblyApi };
