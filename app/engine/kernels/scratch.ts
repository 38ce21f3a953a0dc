/** Room that kernels use while they run; kept from call to call, so that a step asks the heap for none. */
export interface Scratch {
  /** The address of `numbers` times four bytes, at a multiple of 64. May grow the heap: take views afterwards. */
  take(numbers: number): number;
  /** Runs one kernel; what it took is free again afterwards. */
  during<Result>(kernel: () => Result): Result;
}

interface Heap {
  _malloc?(bytes: number): number;
  _free?(address: number): void;
}

export function openScratch(heap: Heap): Scratch {
  let block = { address: 0, bytes: 0 };
  let used = 0;
  let depth = 0;
  /** Where the block was too small; the next one is as large as all together. */
  let beside: { address: number; bytes: number }[] = [];
  const allocate = (bytes: number) => {
    const address = heap._malloc!(bytes + 64) >>> 0;
    if (address === 0) {
      throw new Error('The memory of WebAssembly is full (4 GiB).');
    }
    return { address, bytes };
  };
  const startOf = ({ address }: { address: number }) => 64 * Math.ceil(address / 64);
  return {
    take(numbers) {
      const bytes = 64 * Math.ceil(numbers / 16);
      if (used + bytes > block.bytes) {
        const more = allocate(bytes);
        beside.push(more);
        return startOf(more);
      }
      used += bytes;
      return startOf(block) + used - bytes;
    },
    during(kernel) {
      const mark = used;
      depth += 1;
      try {
        return kernel();
      } finally {
        depth -= 1;
        used = mark;
        if (depth === 0 && beside.length > 0) {
          const bytes = beside.reduce((sum, { bytes }) => sum + bytes, block.bytes);
          for (const { address } of [block, ...beside]) {
            heap._free!(address);
          }
          beside = [];
          block = { address: 0, bytes: 0 };
          block = allocate(bytes);
        }
      }
    },
  };
}
