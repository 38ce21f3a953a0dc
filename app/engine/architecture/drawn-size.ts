import type { DrawnSize } from '../../../shared/architecture.ts';

/** Stands for the size of a batch, so that it is seen wherever it goes; prime, and larger than any side. */
export const batchMark = 1_000_003;

/** `n` where the batch stands. */
export function drawnSize(size: number): DrawnSize {
  if (size === 0 || size % batchMark !== 0) return size;
  return size === batchMark ? 'n' : `n*${size / batchMark}`;
}
