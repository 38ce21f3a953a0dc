import type { BackendValues, DataType, KernelBackend, TensorInfo } from '@tensorflow/tfjs';
import type { Tf } from '../tensor.ts';
import { kinds, type Kind, type TorchValues } from './addon.ts';
import type { Id, TorchLibrary } from './library.ts';

/** The name under which tfjs knows it; `native` and `cuda` are both this, on another device. */
export const torchName = 'torch';

export interface TorchBackend extends KernelBackend {
  readonly torch: TorchLibrary;
  id(tensor: TensorInfo): Id;
  /** What was run last, as tfjs's tensor. */
  out(id: Id, dtype: DataType): TensorInfo;
  /** The same data under another shape; only as good as its dtype. */
  same(tensor: TensorInfo, shape?: number[]): TensorInfo;
}

interface Datum {
  id: Id;
  references: number;
  /** As torch has it; a tensor that shares the data may have another. */
  shape: number[];
  dtype: DataType;
}

export function torchBackend(tf: Tf, torch: TorchLibrary): TorchBackend {
  class Backend extends tf.KernelBackend implements TorchBackend {
    readonly torch = torch;
    private readonly data: {
      get(id: object): Datum;
      set(id: object, datum: Datum): void;
      has(id: object): boolean;
      delete(id: object): boolean;
      numDataIds(): number;
    } = new tf.DataStorage<Datum>(this, tf.engine());

    /** Reading and writing wait for a GPU. */
    get isFar(): boolean {
      return torch.isOnGpu;
    }
    override numDataIds(): number {
      return this.data.numDataIds();
    }
    override floatPrecision(): 32 {
      return 32;
    }
    override epsilon(): number {
      return 1e-7;
    }
    override memory(): { unreliable: boolean } {
      return { unreliable: false };
    }
    override timerAvailable(): boolean {
      return false;
    }
    override dispose(): void {}

    override write(values: BackendValues, shape: number[], dtype: DataType): object {
      const dataId = {};
      this.move(dataId, values, shape, dtype, 1);
      return dataId;
    }
    override move(dataId: object, values: BackendValues, shape: number[], dtype: DataType, references: number): void {
      const id = torch.keep(torch.create(numbersOf(values, dtype), shape, kindOf(dtype)));
      this.data.set(dataId, { id, references, shape, dtype });
    }
    /** To read what a GPU computes stops this thread until it is there, so who asks has the first turn. */
    override async read(dataId: object): Promise<BackendValues> {
      if (!torch.isOnGpu) return this.readSync(dataId);
      const { id, shape } = this.data.get(dataId);
      const held = torch.keep(torch.run('reshape', id, shape));
      await null;
      try {
        return torch.addon.read(held);
      } finally {
        torch.addon.drop(held);
      }
    }
    override readSync(dataId: object): BackendValues {
      return torch.addon.read(this.data.get(dataId).id);
    }
    override refCount(dataId: object): number {
      return this.data.has(dataId) ? this.data.get(dataId).references : 0;
    }
    override incRef(dataId: object): void {
      this.data.get(dataId).references += 1;
    }
    override disposeData(dataId: object, force = false): boolean {
      if (!this.data.has(dataId)) return true;
      const datum = this.data.get(dataId);
      datum.references -= 1;
      if (!force && datum.references > 0) return false;
      torch.addon.drop(datum.id);
      this.data.delete(dataId);
      return true;
    }

    id({ dataId, shape }: TensorInfo): Id {
      const datum = this.data.get(dataId);
      return isSameShape(shape, datum.shape) ? datum.id : torch.run('reshape', datum.id, shape);
    }
    out(id: Id, dtype: DataType): TensorInfo {
      const shape = torch.shape();
      const dataId = {};
      this.data.set(dataId, { id: torch.keep(id), references: 1, shape, dtype });
      return { dataId, shape, dtype };
    }
    same({ dataId, shape, dtype }: TensorInfo, other = shape): TensorInfo {
      this.incRef(dataId);
      return { dataId, shape: other, dtype };
    }
  }
  return new Backend();
}

function isSameShape(a: number[], b: number[]): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}

export function kindOf(dtype: DataType): Kind {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return kinds[dtype];
  throw new Error(`libtorch is used for float32, int32 and bool here, not for ${dtype}.`);
}

function numbersOf(values: BackendValues, dtype: DataType): TorchValues {
  const Numbers = dtype === 'float32' ? Float32Array : dtype === 'int32' ? Int32Array : Uint8Array;
  return values instanceof Numbers ? values : Numbers.from(values as ArrayLike<number>);
}
