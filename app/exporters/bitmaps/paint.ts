import type { Bitmap } from '../../../shared/picture-grid.ts';
import type { WireTensor } from '../../../shared/safetensors.ts';
import { dotsOf, letterWidth } from './letters.ts';

/** Drawing on a bitmap of three channels. Everything outside it is left out. */
export type Color = readonly [number, number, number];
export const ink: Color = [27, 33, 40];
export const soft: Color = [110, 119, 130];
export const line: Color = [214, 219, 225];
export const wrong: Color = [190, 40, 30];

export function blank(width: number, height: number): Bitmap {
  const size = { width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) };
  return { ...size, channels: 3, data: new Uint8Array(size.width * size.height * 3).fill(255) };
}

export function fill(bitmap: Bitmap, left: number, top: number, width: number, height: number, color: Color): void {
  const [right, bottom] = [Math.round(left + width), Math.round(top + height)];
  for (let y = Math.max(0, Math.round(top)); y < Math.min(bitmap.height, bottom); y += 1) {
    for (let x = Math.max(0, Math.round(left)); x < Math.min(bitmap.width, right); x += 1) {
      const at = (y * bitmap.width + x) * 3;
      bitmap.data[at] = color[0];
      bitmap.data[at + 1] = color[1];
      bitmap.data[at + 2] = color[2];
    }
  }
}

export function dot(bitmap: Bitmap, x: number, y: number, radius: number, color: Color): void {
  const reach = Math.ceil(radius);
  for (let down = -reach; down <= reach; down += 1) {
    for (let right = -reach; right <= reach; right += 1) {
      if (right * right + down * down <= radius * radius) fill(bitmap, Math.round(x) + right, Math.round(y) + down, 1, 1, color);
    }
  }
}

/** A polygon without dents, by its rows of pixels. */
export function polygon(bitmap: Bitmap, corners: readonly (readonly [number, number])[], color: Color): void {
  const heights = corners.map(([, y]) => y);
  for (let y = Math.floor(Math.min(...heights)); y <= Math.ceil(Math.max(...heights)); y += 1) {
    let [left, right] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    corners.forEach(([x1, y1], at) => {
      const [x2, y2] = corners[(at + 1) % corners.length];
      if (y + 0.5 < Math.min(y1, y2) || y + 0.5 > Math.max(y1, y2) || y1 === y2) return;
      const x = x1 + ((y + 0.5 - y1) / (y2 - y1)) * (x2 - x1);
      left = Math.min(left, x);
      right = Math.max(right, x);
    });
    if (left <= right) fill(bitmap, Math.floor(left), y, Math.ceil(right) - Math.floor(left), 1, color);
  }
}

/** `scale` pixels a dot of a letter. */
export function text(bitmap: Bitmap, words: string, left: number, top: number, color: Color, scale = 1): void {
  [...words].forEach((letter, at) => {
    dotsOf(letter).forEach((row, y) => {
      row.forEach((isSet, x) => {
        if (isSet) fill(bitmap, left + (at * letterWidth + x) * scale, top + y * scale, scale, scale, color);
      });
    });
  });
}
export function textWidth(words: string, scale = 1): number {
  return [...words].length * letterWidth * scale;
}

/** Picture `index` of `pixels` [n,h,w,c], each of its pixels `scale` wide. */
export function stamp(bitmap: Bitmap, pixels: WireTensor, index: number, left: number, top: number, scale: number): void {
  const [, height, width, channels] = pixels.shape;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = ((index * height + y) * width + x) * channels;
      const of = (channel: number) => pixels.data[from + Math.min(channel, channels - 1)];
      fill(bitmap, left + x * scale, top + y * scale, scale, scale, [of(0), of(1), of(2)]);
    }
  }
}
