import type { Loops } from './loops.ts';
import type { WasmBackend } from './wasm-heap.ts';
import type { TensorInfo } from '../tensor-data.ts';

export interface Margins {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** Pictures with zeros around each, at an address; their height and width with the margins. */
export interface Padded {
  address: number;
  tall: number;
  broad: number;
}

/** [n,h,w,c] → [n,h+margins,w+margins,c]; x itself where there are none. Inside `scratch.during`, as the others. */
export function padded(backend: WasmBackend, loops: Loops, x: TensorInfo, margins: Margins): Padded {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const { tall, broad, before } = sides(x, margins);
  if (tall === height && broad === width) {
    return { address: backend.getMemoryOffset(x.dataId), tall, broad };
  }
  const address = framed(loops, { pictures: batch, height, width, each: channels }, margins);
  loops.copy({
    from: backend.getMemoryOffset(x.dataId),
    to: address + 4 * before * channels,
    units: batch,
    unitFrom: 4 * height * width * channels,
    unitTo: 4 * tall * broad * channels,
    ...onePart,
    rows: height,
    rowFrom: 4 * width * channels,
    rowTo: 4 * broad * channels,
    columns: width * channels,
  });
  return { address, tall, broad };
}

/** [n,h,w,c] → [c,n,h+margins,w+margins]: each channel's pictures one after the other. */
export function paddedByChannel(backend: WasmBackend, loops: Loops, x: TensorInfo, margins: Margins): Padded {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const { tall, broad, before } = sides(x, margins);
  const address = framed(loops, { pictures: channels * batch, height, width, each: 1 }, margins);
  loops.transpose({
    from: backend.getMemoryOffset(x.dataId),
    to: address + 4 * before,
    units: batch,
    unitFrom: 4 * height * width * channels,
    unitTo: 4 * tall * broad,
    parts: height,
    partFrom: 4 * width * channels,
    partTo: 4 * broad,
    rows: width,
    rowFrom: 4 * channels,
    rowTo: 4 * batch * tall * broad,
    columns: channels,
  });
  return { address, tall, broad };
}

/** [n,h,w,c] → [c,h+margins,w+margins,n]: all examples of one place side by side. */
export function paddedByPlace(backend: WasmBackend, loops: Loops, x: TensorInfo, margins: Margins): Padded {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const { tall, broad, before } = sides(x, margins);
  const address = framed(loops, { pictures: channels, height, width, each: batch }, margins);
  loops.transpose({
    from: backend.getMemoryOffset(x.dataId),
    to: address + 4 * before * batch,
    units: height,
    unitFrom: 4 * width * channels,
    unitTo: 4 * broad * batch,
    parts: width,
    partFrom: 4 * channels,
    partTo: 4 * batch,
    rows: batch,
    rowFrom: 4 * height * width * channels,
    rowTo: 4 * tall * broad * batch,
    columns: channels,
  });
  return { address, tall, broad };
}

export const onePart = { parts: 1, partFrom: 0, partTo: 0 };

/** `before` counts the places before the first picture's first pixel. */
function sides(x: TensorInfo, { top, bottom, left, right }: Margins): { tall: number; broad: number; before: number } {
  const [tall, broad] = [x.shape[1]! + top + bottom, x.shape[2]! + left + right];
  return { tall, broad, before: top * broad + left };
}

/** Room for pictures of `each` numbers a place, with zeros in the margins alone: what lies between one row's last place and the next one's first is one gap. */
function framed(
  loops: Loops,
  { pictures, height, width, each }: { pictures: number; height: number; width: number; each: number },
  { top, bottom, left, right }: Margins,
): number {
  const [tall, broad] = [top + height + bottom, left + width + right];
  const address = loops.scratch.take(pictures * tall * broad * each);
  const first = top * broad + left;
  const gaps = [
    { at: 0, places: first, rows: 1 },
    { at: first + width, places: left + right, rows: height - 1 },
    { at: first + (height - 1) * broad + width, places: right + bottom * broad, rows: 1 },
  ].filter(({ places, rows }) => places * rows > 0);
  const longest = Math.max(0, ...gaps.map(({ places }) => places));
  const zeros = loops.scratch.take(longest * each);
  new Float32Array(loops.memory.buffer, zeros, longest * each).fill(0);
  for (const { at, places, rows } of gaps) {
    loops.copy({
      ...{ from: zeros, to: address + 4 * at * each, units: pictures, unitFrom: 0, unitTo: 4 * tall * broad * each },
      ...{ ...onePart, rows, rowFrom: 0, rowTo: 4 * broad * each, columns: places * each },
    });
  }
  return address;
}
