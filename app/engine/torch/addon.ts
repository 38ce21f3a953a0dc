/** What the native addon offers (native/addon.cc). Tensors and operators are small numbers; arguments and shapes travel by the scratch. */
export interface TorchAddon {
  /** Loads libtorch, once a process, and gives the scratch. @throws Error saying why not */
  open(options: TorchOptions): Float64Array;
  version(): string;
  threads(): number;
  /** `results`: how many tensors the operator gives; the further ones' numbers are found in the scratch from `furtherResults` on. */
  define(name: string, overload: string, letters: string, results: number): number;
  /** A tensor of the scratch's shape. */
  create(values: TorchValues, kind: Kind): number;
  fill(kind: Kind, value: number): number;
  read(tensor: number): TorchValues;
  drop(tensor: number): void;
  /** The arguments lie in the scratch; afterwards the shape of the first result does. */
  run(operator: number): number;
  live(): number;
  /** What NVIDIA's driver says. @throws Error where there is none */
  driver(): TorchDriver;
}

export interface TorchOptions {
  /** The folder of libtorch_cpu. */
  folder: string;
  /** The GPU's index, or -1 for the processor. */
  gpu: number;
  threads: number;
}

export interface TorchDriver {
  /** The newest CUDA that it serves: 1000 · major + 10 · minor. */
  cuda: number;
  gpus: { name: string; memoryBytes: number }[];
}

export type TorchValues = Float32Array | Int32Array | Uint8Array;
export type Kind = 0 | 1 | 2 | 3;
/** Kinds of numbers as the addon counts them; int64 is for torch's own indices and never leaves it. */
export const kinds = { float32: 0, int32: 1, bool: 2, int64: 3 } as const;

export const furtherResults = 10;
