import type { Bitmap } from '../../../shared/picture-grid.ts';
import type { WireTensor } from '../../../shared/safetensors.ts';
import { decibels, spectrogram } from '../../../shared/spectrum.ts';
import { blank, fill, ink, line } from './paint.ts';

const [width, half, gap] = [600, 64, 14];
const most = 8;

/** `waves` [n,length]: the wave above, its frequencies from 0 to half the rate below; sixty decibels under the loudest is white. */
export function soundBitmap({ waves }: Record<string, WireTensor>): Bitmap {
  const [all, length] = waves.shape;
  const count = Math.min(all, most);
  const bitmap = blank(width, count * (2 * half + gap) - gap);
  for (let at = 0; at < count; at += 1) {
    const top = at * (2 * half + gap);
    const wave = Float32Array.from(waves.data.subarray(at * length, (at + 1) * length));
    fill(bitmap, 0, top + half / 2, width, 1, line);
    drawWave(bitmap, wave, top);
    const size = wave.length >= 512 ? 128 : 64;
    const frames = spectrogram(wave, size, size / 4);
    const bins = size / 2 + 1;
    const loudness = decibels(frames);
    frames.forEach((_, column) => {
      for (let bin = 0; bin < bins; bin += 1) {
        const loud = loudness[column][bin];
        const shade = Math.round(255 - 225 * loud);
        if (loud > 0)
          fill(
            bitmap,
            (column / frames.length) * width,
            top + 2 * half - ((bin + 1) / bins) * half,
            width / frames.length + 1,
            half / bins + 1,
            [shade, shade, shade],
          );
      }
    });
  }
  return bitmap;
}

/** Upright strokes from the lowest to the highest of what falls on a column of pixels; between samples it goes straight. */
function drawWave(bitmap: Bitmap, wave: Float32Array, top: number): void {
  const y = (value: number) => top + half / 2 - (Math.max(-1, Math.min(1, value)) * half) / 2.1;
  const at = (place: number) => {
    const before = Math.min(wave.length - 1, Math.floor(place));
    return wave[before] + (place - before) * (wave[Math.min(wave.length - 1, before + 1)] - wave[before]);
  };
  for (let x = 0; x < width; x += 1) {
    const [from, to] = [(x / width) * (wave.length - 1), ((x + 1) / width) * (wave.length - 1)];
    const seen = [at(from), at(to), ...wave.subarray(Math.ceil(from), Math.floor(to) + 1)];
    const [high, low] = [y(Math.max(...seen)), y(Math.min(...seen))];
    fill(bitmap, x, high, 1, Math.max(1, low - high), ink);
  }
}
