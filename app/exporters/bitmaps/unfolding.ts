import type { Bitmap } from '../../../shared/picture-grid.ts';
import type { WireTensor } from '../../../shared/safetensors.ts';
import { bitsOf, unfoldingOf } from '../../../shared/unfolding.ts';
import { colorOf } from '../report/color.ts';
import { blank, fill, ink, line, soft, stamp, text } from './paint.ts';

const [picture, gap, foot] = [192, 12, 30];

/** Every picture beside how unexpected each of its values was, in bits, from dark (expected) to light. */
export function unfoldingBitmap(tensors: Record<string, WireTensor>): Bitmap {
  const { pixels } = tensors;
  const [count, height, width, channels] = pixels.shape;
  const scale = scaleOf(pixels);
  const cell = { width: width * scale, height: height * scale + foot };
  const bitmap = blank(2 * cell.width + gap, count * cell.height);
  for (let at = 0; at < count; at += 1) {
    const unfolding = unfoldingOf(pixels, tensors.probabilities, at);
    const top = at * cell.height;
    stamp(bitmap, pixels, at, 0, top, scale);
    if (!unfolding) continue;
    const bits = bitsOf(unfolding);
    const most = Math.max(1, ...bits);
    for (let pixel = 0; pixel < width * height; pixel += 1) {
      const mean = bits.subarray(pixel * channels, (pixel + 1) * channels).reduce((sum, value) => sum + value, 0) / channels;
      const [red, green, blue] = colorOf(mean / most);
      const left = cell.width + gap + (pixel % width) * scale;
      fill(bitmap, left, top + Math.floor(pixel / width) * scale, scale, scale, [red, green, blue]);
    }
    const sum = bits.reduce((total, value) => total + value, 0);
    text(bitmap, `${(sum / bits.length).toFixed(3)} bits a value`, 0, top + height * scale + 6, ink);
    text(bitmap, `0 to ${most.toFixed(1)} bits`, cell.width + gap, top + height * scale + 6, soft);
  }
  return bitmap;
}

/** How many values one of the pictures has: the frames of its drawing, and one more for the empty picture. */
export function valuesIn({ probabilities }: Record<string, WireTensor>): number {
  return probabilities.shape[1];
}

/** The first picture with its first `upTo` values drawn, and the distribution predicted for the next. */
export function drawingBitmap(tensors: Record<string, WireTensor>, upTo: number): Bitmap {
  const { pixels, probabilities } = tensors;
  const [, height, width, channels] = pixels.shape;
  const scale = scaleOf(pixels);
  const size = { width: width * scale, height: height * scale };
  const bitmap = blank(2 * size.width + gap, size.height + foot);
  stamp(bitmap, pixels, 0, 0, 0, scale);
  for (let pixel = Math.floor(upTo / channels); pixel < width * height; pixel += 1)
    fill(bitmap, (pixel % width) * scale, Math.floor(pixel / width) * scale, scale, scale, line);
  const unfolding = unfoldingOf(pixels, probabilities, 0);
  if (!unfolding) return bitmap;
  const here = Math.min(upTo, unfolding.values - 1);
  const bar = size.width / unfolding.levels;
  for (let level = 0; level < unfolding.levels; level += 1) {
    const share = unfolding.probabilities[here * unfolding.levels + level];
    const left = size.width + gap + level * bar;
    const isDrawn = level === unfolding.drawn[here];
    fill(bitmap, left, size.height * (1 - share), Math.max(1, bar - 1), size.height * share, isDrawn ? [23, 86, 166] : soft);
  }
  fill(bitmap, size.width + gap, size.height, size.width, 1, soft);
  text(bitmap, `${upTo} of ${unfolding.values} values`, 0, size.height + 8, ink);
  text(bitmap, `predicted for value ${here + 1}`, size.width + gap, size.height + 8, soft);
  return bitmap;
}

function scaleOf(pixels: WireTensor): number {
  return Math.max(1, Math.round(picture / pixels.shape[2]));
}
