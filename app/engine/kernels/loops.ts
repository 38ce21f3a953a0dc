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
  /** Takes in a loop that was compiled later, over the same memory: an export `run(arguments, from, to)`. Gives its kind. */
  adopt(module: object): number;
  adopted(kind: number, values: number[], extent: Units): void;
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
export interface Crew {
  /** Does the written task's units; `alone` does them on this thread. */
  perform(units: number, effort: number, alone: () => void): void;
  /** Of every loop that was adopted, before there is a task of its kind. */
  tell(loop: AdoptedLoop): void;
}
export interface AdoptedLoop {
  kind: number;
  module: object;
}

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
  const runs: RunUnits[] = [];
  const other = (kind: number, ...units: Parameters<RunUnits>) => runs[kind]!(...units);
  const compiled = compileLoops(memory, { fused: true, other }) ?? compileLoops(memory, { fused: false, other });
  return compiled === null ? null : loopsOver(backend, memory, compiled, runs);
}

/** `runs` are of the loops that are adopted, by their kinds. */
function loopsOver(backend: WasmBackend, memory: WasmMemory, { module, run, kinds }: CompiledLoops, runs: RunUnits[]): Loops {
  const { _malloc: allocate } = backend.wasm!;
  const task = alignedTo64(allocate!(shared.bytes + 64) >>> 0);
  new Int32Array(memory.buffer, task, shared.bytes / 4).fill(0);
  let crew: Crew | null = null;
  const modules: AdoptedLoop[] = [];
  const perform = (kind: number, values: number[], { units, effort }: Units) => {
    // Taken anew each time: an unshared memory that grew has left its earlier views.
    const words = new Int32Array(memory.buffer, task, shared.bytes / 4);
    words.set(values, shared.arguments / 4);
    const alone = () => run.perform(kind, task + shared.arguments, 0, units);
    if (crew === null) {
      alone();
    } else {
      words[shared.kind / 4] = kind;
      crew.perform(units, effort, alone);
    }
  };
  return {
    product: (work) => perform(0, listed(productArguments, work), work),
    copy: (work) => perform(1, listed(copyArguments, work), { units: work.units, effort: moving(work) }),
    transpose: (work) => perform(2, listed(copyArguments, work), { units: work.units, effort: 2 * moving(work) }),
    columnSums: (work) => perform(3, listed(columnSumArguments, work), { units: work.units, effort: 0.5 * work.rows * work.columns }),
    adopt(added) {
      const loop = { kind: kinds + modules.length, module: added };
      runs[loop.kind] = (new api.Instance(added, { env: { memory } }).exports as unknown as { run: RunUnits }).run;
      modules.push(loop);
      crew?.tell(loop);
      return loop.kind;
    },
    adopted: perform,
    scratch: openScratch(backend.wasm!),
    memory,
    shared: { module, task, claim: run.claim },
    hand(next) {
      crew = next;
      for (const loop of modules) next?.tell(loop);
    },
    isHanded: () => crew !== null,
  };
}

function listed<Name extends string>(names: readonly Name[], values: Record<Name, number>): number[] {
  return names.map((name) => values[name]);
}

/** Half a nanosecond a number. */
function moving({ parts, rows, columns, units }: CopyTask): number {
  return 0.5 * units * parts * rows * columns;
}

function alignedTo64(address: number): number {
  return 64 * Math.ceil(address / 64);
}

export type RunUnits = (args: number, from: number, to: number) => void;
export interface CompiledLoops {
  module: object;
  /** How many kinds of tasks it has itself: adopted ones are counted on from there. */
  kinds: number;
  run: {
    perform(kind: number, args: number, from: number, to: number): void;
    claim(task: number): void;
  };
}

/** Null where the runtime doesn't know the instructions. `other` does tasks of adopted kinds. */
export function compileLoops(
  memory: WasmMemory,
  { fused, other }: { fused: boolean; other?: (kind: number, ...units: Parameters<RunUnits>) => void },
): CompiledLoops | null {
  const tasks = [productFunction({ fused }), copyFunction(), transposeFunction(), columnSumsFunction()];
  const imports = [{ name: 'other', parameters: 4 }];
  const perform = imports.length + tasks.length;
  const functions = [
    ...tasks,
    performFunction({ first: imports.length, kinds: tasks.length, other: 0 }),
    claimFunction({ perform }),
    serveFunction({ claim: perform + 1 }),
    failFunction(),
  ];
  const bytes = wasmModule(functions, { shared: !(memory.buffer instanceof ArrayBuffer), imports });
  if (!api.validate(bytes)) {
    return null;
  }
  const module = new api.Module(bytes);
  return { module, kinds: tasks.length, run: new api.Instance(module, { env: { memory, other: other ?? (() => undefined) } }).exports };
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
