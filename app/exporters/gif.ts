import * as loaded from 'gifenc';
import { StudioError } from '../../shared/errors.ts';
import type { Bitmap } from '../../shared/picture-grid.ts';
import type { Exporter } from '../exporter.ts';
import { bitmapOf } from './bitmaps/index.ts';
import { motionOf } from './bitmaps/motion.ts';
import { recordedAt, recordedBy } from './bitmaps/recorded.ts';

/** Node loads gifenc's CommonJS build, whose exports all stand under `default`; a bundler takes its module. */
const gifenc: typeof loaded.default = Object.hasOwn(loaded, 'GIFEncoder') ? loaded : loaded.default;
const mostFrames = 200;
const lastDelay = 1500;
const picturesAFrame = 64;

/** The same latents over the steps of a run, or one step that moves. */
export const gif: Exporter = {
  name: 'gif',
  title: 'GIF',
  purpose:
    'What a probe recorded over the steps of a run, as a loop; or one step in motion: a picture drawn value by value, solids turned.',
  type: 'image/gif',
  ending: '.gif',
  async export(source, { runs, probe, step, over }) {
    if (runs.length !== 1) throw new StudioError('invalid', 'A GIF shows one run at a time.');
    if (over === 'motion') {
      const entry = recordedAt(source, runs[0], { probe, step });
      const { frames, delay } = motionOf(entry, source.sampleTensors(entry.id));
      const isLoop = entry.kind === 'voxels';
      return encoded(frames, (index) => (index === frames.length - 1 && !isLoop ? lastDelay : delay));
    }
    const entries = recordedBy(source, runs[0], probe);
    const chosen = entries.filter((_, index) => index === entries.length - 1 || index % Math.ceil(entries.length / mostFrames) === 0);
    const frames = chosen.map(({ id, kind, meta }) => bitmapOf(kind, source.sampleTensors(id), meta, picturesAFrame));
    return encoded(frames, (index) => (index === frames.length - 1 ? lastDelay : 100));
  },
};

/** Frames of one size; smaller ones (sentences that were shorter) stand on white. */
function encoded(frames: readonly Bitmap[], delayOf: (index: number) => number): Uint8Array {
  const [width, height] = [Math.max(...frames.map((frame) => frame.width)), Math.max(...frames.map((frame) => frame.height))];
  const encoder = gifenc.GIFEncoder();
  frames.forEach((frame, index) => {
    const colors = toRgba(frame, width, height);
    const palette = gifenc.quantize(colors, 256);
    encoder.writeFrame(gifenc.applyPalette(colors, palette), width, height, { palette, delay: delayOf(index), repeat: 0 });
  });
  encoder.finish();
  return encoder.bytes();
}

function toRgba(bitmap: Bitmap, width: number, height: number): Uint8Array {
  const { channels, data } = bitmap;
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0; y < bitmap.height; y += 1) {
    for (let x = 0; x < bitmap.width; x += 1) {
      const from = (y * bitmap.width + x) * channels;
      for (let channel = 0; channel < 3; channel += 1) rgba[(y * width + x) * 4 + channel] = data[from + Math.min(channel, channels - 1)];
    }
  }
  return rgba;
}
