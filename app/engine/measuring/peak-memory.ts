import type { Tf } from '../tensor.ts';

/**
 * Bytes of all tensors at their height while `work` goes on: weights, activations kept for the gradient, gradients, the batch. What
 * shares its data counts once; what a kernel needs for itself alone is not seen.
 */
export async function peakBytes(tf: Tf, work: () => Promise<void>): Promise<number> {
  const state = (tf.engine() as unknown as { state: { tensorInfo: Known } }).state;
  const known = state.tensorInfo;
  let bytes = tf.memory().numBytes;
  let peak = bytes;
  state.tensorInfo = {
    get: (id) => known.get(id),
    has: (id) => known.has(id),
    set(id, info) {
      bytes += bytesOf(info);
      peak = Math.max(peak, bytes);
      known.set(id, info);
      return this;
    },
    delete(id) {
      const info = known.get(id);
      if (info !== undefined) bytes -= bytesOf(info);
      return known.delete(id);
    },
  };
  try {
    await work();
  } finally {
    state.tensorInfo = known;
  }
  return Math.max(peak, allocated(tf));
}

/** What tfjs knows of each stretch of data, by its id. */
interface Known {
  get(id: object): Info | undefined;
  has(id: object): boolean;
  set(id: object, info: Info): Known;
  delete(id: object): boolean;
}
interface Info {
  shape: number[];
  dtype: string;
}

function bytesOf({ shape, dtype }: Info): number {
  return shape.reduce((size, side) => size * side, dtype === 'bool' ? 1 : 4);
}

/** On a GPU by WebGPU also what lies in its pool, which never shrinks. */
function allocated(tf: Tf): number {
  return (tf.memory() as { numBytesInGPUAllocated?: number }).numBytesInGPUAllocated ?? 0;
}
