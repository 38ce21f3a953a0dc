import { decibels, spectrogram } from '../../shared/spectrum.ts';

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
export interface SoundColors {
  wave: string;
  cursor: string;
}
interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The wave in the upper half of the box, its frequencies from 0 to half the rate in the lower; a cursor where `share` of it was played. */
export function drawSound(context: Context, wave: Float32Array, box: Box, { wave: color, cursor }: SoundColors, share = 0): void {
  const { left, top, width, height } = box;
  const half = height / 2;
  context.beginPath();
  for (let at = 0; at < wave.length; at += 1)
    context.lineTo(left + (at / wave.length) * width, top + half / 2 - (Math.max(-1, Math.min(1, wave[at])) * half) / 2.1);
  context.strokeStyle = color;
  context.lineWidth = 1;
  context.stroke();
  const size = wave.length >= 512 ? 128 : 64;
  const frames = spectrogram(wave, size, size / 4);
  const bins = size / 2 + 1;
  context.fillStyle = color;
  // Sixty decibels below the loudest is nothing.
  decibels(frames).forEach((frame, column) => {
    frame.forEach((loud, bin) => {
      if (loud === 0) return;
      context.globalAlpha = loud;
      context.fillRect(
        left + (column / frames.length) * width,
        top + height - ((bin + 1) / bins) * half,
        width / frames.length + 0.5,
        half / bins + 0.5,
      );
    });
  });
  context.globalAlpha = 1;
  if (share > 0) {
    context.fillStyle = cursor;
    context.fillRect(left + share * width, top, 1.5, height);
  }
}

/** Sound `index` of `waves` [n,length]. */
export function waveOf(waves: { shape: number[]; data: ArrayLike<number> }, index: number): Float32Array {
  const length = waves.shape[1];
  return Float32Array.from({ length }, (_, at) => waves.data[index * length + at]);
}
