import type { Tf, Variable } from './tensor.ts';

/** A tensor's numbers, as JavaScript holds them. */
export type Numbers = Float32Array | Int32Array | Uint8Array;

/** A tensor without tfjs's core around it. */
export interface TensorInfo {
  dataId: object;
  shape: number[];
  dtype: string;
}

/** How many numbers a tensor of this shape has. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}

/** What is used of any tfjs backend: a tensor's numbers are its `dataId`, counted by how many hold it. */
export interface DataBackend {
  write(numbers: Numbers | null, shape: number[], dtype: string): object;
  incRef(dataId: object): void;
  /** One holder less, or with `force` none; true where it is gone. */
  disposeData(dataId: object, force?: boolean): boolean;
  refCount(dataId: object): number;
  read(dataId: object): Promise<Numbers>;
  readSync(dataId: object): Numbers;
  /** wasm alone: the numbers where they lie, until memory grows. */
  typedArrayFromHeap?(info: TensorInfo): Numbers;
}

export function dataBackend(tf: Tf): DataBackend {
  return tf.backend() as unknown as DataBackend;
}

/** Lets go of what was held by `incRef`; tfjs forgets it with its last holder. */
export function letGo(tf: Tf, dataId: object): void {
  const backend = tf.backend();
  if (backend.disposeData(dataId)) tf.engine().removeDataId(dataId, backend);
}

/** A hold on `dataId` goes over to the variable, which lets go of what it was. */
export function giveTo(tf: Tf, variable: Variable, dataId: object): void {
  const { shape, dtype } = variable;
  const tensor = tf.engine().makeTensorFromTensorInfo({ dataId, shape, dtype });
  variable.assign(tensor as Variable);
  tensor.dispose();
}

/** On a backend that is not far: without a copy where its memory can be looked into, until it next makes a tensor. */
export function look(backend: DataBackend, info: TensorInfo): Float32Array {
  return (backend.typedArrayFromHeap?.(info) ?? backend.readSync(info.dataId)) as Float32Array;
}

/** A variable's numbers where they lie, to be changed there; null where others hold them too, or memory can't be reached. */
export function ownNumbers(tf: Tf, variable: Variable): Float32Array | null {
  const backend = dataBackend(tf);
  if (backend.typedArrayFromHeap === undefined || backend.refCount(variable.dataId) !== 1) return null;
  return backend.typedArrayFromHeap(variable) as Float32Array;
}

/** Whether reading a number back from the active backend means waiting for another device. */
export function isFar(tf: Tf): boolean {
  return (tf.backend() as { isFar?: boolean }).isFar === true;
}
