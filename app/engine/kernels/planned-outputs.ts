import { sizeOf, type TensorInfo } from '../tensor-data.ts';

/** What is reached into of tfjs's wasm backend (4.22) to hand out places of our own. */
export interface PlannedBackend {
  makeOutput(shape: number[], dtype: string, memoryOffset?: number | null, values?: ArrayLike<number> | null): TensorInfo;
  disposeData(dataId: object, force?: boolean): boolean;
  incRef(dataId: object): void;
  typedArrayFromHeap(info: TensorInfo): { set(numbers: ArrayLike<number>): void };
  dataIdMap: { get(dataId: object): { memoryOffset: number } };
  wasm: { _malloc(bytes: number): number; _free(address: number): void };
}

/** A tensor that a kernel makes while it runs, its outputs and what it lets go itself: `data` where it has a place, else from the heap. */
export interface Slot {
  data: object | null;
  shape: number[];
  dtype: string;
}

export interface PlannedOutputs {
  /** What `kernel` makes lies in `slots`, in their order. @throws Error where it makes something else */
  inSlots<Result>(slots: Slot[], kernel: () => Result): Result;
  /** What `kernel` makes, as ever, written down; null where it made something in a way of its own. */
  listed<Result>(kernel: () => Result): { result: Result; made: TensorInfo[] | null };
  /** A tensor at an address, that nothing lets go but `unplace`. */
  place(shape: number[], dtype: string, address: number): object;
  unplace(data: object): void;
}

/** The ways in which kernels make and let go of tensors, led past the heap while a planned tape is played. */
export function plannedOutputs(backend: PlannedBackend): PlannedOutputs {
  let found = opened.get(backend);
  if (found === undefined) {
    found = open(backend);
    opened.set(backend, found);
  }
  return found;
}

const opened = new WeakMap<PlannedBackend, PlannedOutputs>();

function open(backend: PlannedBackend): PlannedOutputs {
  const stock = { makeOutput: backend.makeOutput, disposeData: backend.disposeData, incRef: backend.incRef };
  const placed = new Set<object>();
  let slots: Slot[] | null = null;
  let next = 0;
  let made: TensorInfo[] | null = null;
  let isListing = false;

  backend.makeOutput = (shape, dtype, memoryOffset, values) => {
    if (slots !== null && (memoryOffset === undefined || memoryOffset === null)) {
      const slot = slots[next];
      next += 1;
      if (slot === undefined || slot.dtype !== dtype || sizeOf(slot.shape) !== sizeOf(shape)) {
        throw new Error('A kernel made other tensors than when its tape was planned.');
      }
      if (slot.data !== null) {
        const info = { dataId: slot.data, shape, dtype };
        if (values !== undefined && values !== null) backend.typedArrayFromHeap(info).set(values);
        return info;
      }
    }
    const info = stock.makeOutput.call(backend, shape, dtype, memoryOffset, values);
    if (isListing) {
      if (memoryOffset === undefined || memoryOffset === null) made?.push({ ...info });
      else made = null;
    }
    return info;
  };
  backend.disposeData = (data, force) => placed.has(data) || stock.disposeData.call(backend, data, force);
  backend.incRef = (data) => {
    if (!placed.has(data)) stock.incRef.call(backend, data);
  };

  return {
    inSlots(given, kernel) {
      slots = given;
      next = 0;
      try {
        return kernel();
      } finally {
        slots = null;
      }
    },
    listed(kernel) {
      made = [];
      isListing = true;
      try {
        const result = kernel();
        return { result, made };
      } finally {
        isListing = false;
      }
    },
    place(shape, dtype, address) {
      const { dataId } = stock.makeOutput.call(backend, shape, dtype, address);
      placed.add(dataId);
      return dataId;
    },
    unplace(data) {
      placed.delete(data);
      // Its place is not the heap's to free; an address of 0 is nobody's.
      backend.dataIdMap.get(data).memoryOffset = 0;
      stock.disposeData.call(backend, data, true);
    },
  };
}
