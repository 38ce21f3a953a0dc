import type { DataType, TensorInfo } from '@tensorflow/tfjs';
import type { Tf } from '../tensor.ts';
import type { Id, TorchLibrary } from './library.ts';
import type { TorchBackend } from './torch-backend.ts';

/** What a kernel is handed: the inputs by tfjs's names, its attributes, and what it computes with. */
export interface Call {
  tf: Tf;
  torch: TorchLibrary;
  backend: TorchBackend;
  /** The one input of this name. */
  input(name: string): TensorInfo;
  /** All inputs, of a kernel that takes a list. */
  inputs: TensorInfo[];
  attrs: Record<string, never>;
}
/** Gives what it ran last, by `backend.out`; it calls no tf operation, so that a recorded step can run it again. */
export type Kernel = (call: Call) => TensorInfo | TensorInfo[];
export type Kernels = Record<string, Kernel>;

export interface Operand {
  id: Id;
  shape: number[];
  dtype: DataType;
}
