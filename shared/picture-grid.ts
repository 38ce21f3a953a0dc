import type { NamedTensor } from './measurement.ts';

/** One picture of many, 8 bits a channel, row by row. */
export interface Bitmap {
  width: number;
  height: number;
  /** 1 is grey, 3 is red, green, blue. */
  channels: number;
  data: Uint8Array;
}

/** Pictures [n,height,width,channels] (uint8) side by side in `columns`, a gap of `gap` light pixels between them; `scale` repeats pixels. */
export function gridOf(pixels: NamedTensor, columns: number, { gap = 1, scale = 1 } = {}): Bitmap {
  const [count, height, width, channels] = pixels.shape;
  const across = Math.max(1, Math.min(columns, count));
  const rows = Math.max(1, Math.ceil(count / across));
  const cellWidth = width * scale;
  const cellHeight = height * scale;
  const total = across * (cellWidth + gap) - gap;
  const bitmap: Bitmap = {
    width: total,
    height: rows * (cellHeight + gap) - gap,
    channels,
    data: new Uint8Array(total * (rows * (cellHeight + gap) - gap) * channels).fill(255),
  };
  for (let picture = 0; picture < count; picture += 1) {
    const left = (picture % across) * (cellWidth + gap);
    const top = Math.floor(picture / across) * (cellHeight + gap);
    for (let y = 0; y < cellHeight; y += 1) {
      for (let x = 0; x < cellWidth; x += 1) {
        const from = ((picture * height + Math.floor(y / scale)) * width + Math.floor(x / scale)) * channels;
        const to = ((top + y) * total + left + x) * channels;
        for (let channel = 0; channel < channels; channel += 1) bitmap.data[to + channel] = pixels.data[from + channel];
      }
    }
  }
  return bitmap;
}
