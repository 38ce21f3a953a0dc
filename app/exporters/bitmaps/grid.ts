import type { SampleMeta } from '../../../shared/measurement.ts';
import type { Bitmap } from '../../../shared/picture-grid.ts';
import type { WireTensor } from '../../../shared/safetensors.ts';
import { letterHeight, letterWidth } from './letters.ts';
import { blank, ink, soft, stamp, text, textWidth } from './paint.ts';

const gap = 2;
const head = letterHeight + 6;
const longestName = 22;

/** `pixels` [rows,columns,h,w,c] under the names of their columns, beside those of their rows. */
export function gridBitmap({ pixels }: Record<string, WireTensor>, meta: SampleMeta): Bitmap {
  const [rows, columns, height, width, channels] = pixels.shape;
  const scale = Math.max(1, Math.round(48 / width));
  const names = (meta.columns ?? []).map((name) => fitting(name, width * scale + gap));
  const rowNames = (meta.rows ?? []).map((name) => name.slice(0, longestName));
  const left = rowNames.length === 0 ? 0 : Math.max(...rowNames.map((name) => textWidth(name))) + 6;
  const top = names.length === 0 ? 0 : head;
  const bitmap = blank(left + columns * (width * scale + gap) - gap, top + rows * (height * scale + gap) - gap);
  names.forEach((name, column) => {
    text(bitmap, name, left + column * (width * scale + gap), 2, ink);
  });
  const flat = { shape: [rows * columns, height, width, channels], data: pixels.data };
  for (let row = 0; row < rows; row += 1) {
    const y = top + row * (height * scale + gap);
    text(bitmap, rowNames[row] ?? '', 0, y + (height * scale - letterHeight) / 2, soft);
    for (let column = 0; column < columns; column += 1)
      stamp(bitmap, flat, row * columns + column, left + column * (width * scale + gap), y, scale);
  }
  return bitmap;
}

function fitting(name: string, width: number): string {
  return name.slice(0, Math.max(1, Math.floor(width / letterWidth)));
}
