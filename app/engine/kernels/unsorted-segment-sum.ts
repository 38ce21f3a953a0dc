import type { KernelFunction } from './wasm-heap.ts';
import { sizeOf, type TensorInfo } from '../tensor-data.ts';

/** The gradient of gather, which the stock wasm backend lacks: rows of x summed by their segment; rows of no segment (< 0) are left out. */
export const unsortedSegmentSum: KernelFunction = ({ inputs, attrs, backend }) => {
  const { x, segmentIds } = inputs as { x: TensorInfo; segmentIds: TensorInfo };
  const segments = attrs.numSegments as number;
  const tail = x.shape.slice(segmentIds.shape.length);
  const width = sizeOf(tail);
  const sums = backend.makeOutput([segments, ...tail], x.dtype);
  const to = backend.typedArrayFromHeap(sums).fill(0);
  const from = backend.typedArrayFromHeap(x);
  const ids = backend.typedArrayFromHeap(segmentIds);
  for (let row = 0; row < ids.length; row += 1) {
    const segment = ids[row]!;
    if (segment >= 0 && segment < segments) {
      for (let column = 0; column < width; column += 1) {
        to[segment * width + column] = to[segment * width + column]! + from[row * width + column]!;
      }
    }
  }
  return sums;
};
