import type { TensorInfo, WasmBackend } from './wasm-heap.ts';

export interface Margins {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** [n,h,w,c] with zeros around every picture; to be disposed like any other. */
export function padded(backend: WasmBackend, x: TensorInfo, { top, bottom, left, right }: Margins): TensorInfo {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  if (top + bottom + left + right === 0) {
    backend.incRef(x.dataId);
    return x;
  }
  const [tall, broad] = [height + top + bottom, width + left + right];
  const result = backend.makeOutput([batch, tall, broad, channels], 'float32');
  const from = backend.typedArrayFromHeap(x);
  const to = backend.typedArrayFromHeap(result).fill(0);
  const row = width * channels;
  for (let example = 0; example < batch; example += 1) {
    for (let y = 0; y < height; y += 1) {
      const source = (example * height + y) * row;
      to.set(from.subarray(source, source + row), ((example * tall + y + top) * broad + left) * channels);
    }
  }
  return result;
}

/** [n,h,w,c] → [c,n,h+margins,w+margins]: each channel's pictures one after the other, with zeros around. */
export function paddedByChannel(backend: WasmBackend, x: TensorInfo, { top, bottom, left, right }: Margins): TensorInfo {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const [tall, broad] = [height + top + bottom, width + left + right];
  const result = backend.makeOutput([channels, batch, tall, broad], 'float32');
  const from = backend.typedArrayFromHeap(x);
  const to = backend.typedArrayFromHeap(result).fill(0);
  for (let example = 0; example < batch; example += 1) {
    for (let y = 0; y < height; y += 1) {
      const row = (example * height + y) * width * channels;
      for (let channel = 0; channel < channels; channel += 1) {
        const target = ((channel * batch + example) * tall + y + top) * broad + left;
        for (let column = 0; column < width; column += 1) {
          to[target + column] = from[row + column * channels + channel]!;
        }
      }
    }
  }
  return result;
}
