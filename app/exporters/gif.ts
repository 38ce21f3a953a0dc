import * as loaded from 'gifenc';
import { StudioError } from '../../shared/errors.ts';
import { gridOf, type Bitmap } from '../../shared/picture-grid.ts';
import type { Exporter } from '../exporter.ts';
import { pictureSteps, picturesOf } from './report/pictures.ts';

/** Node loads gifenc's CommonJS build, whose exports all stand under `default`; a bundler takes its module. */
const gifenc: typeof loaded.default = Object.hasOwn(loaded, 'GIFEncoder') ? loaded : loaded.default;
const frames = 200;
const picturesAFrame = 64;

/** The same latents over the steps of a run. */
export const gif: Exporter = {
  name: 'gif',
  title: 'GIF',
  purpose: 'The recorded sample pictures over the steps of a run, as a loop.',
  type: 'image/gif',
  ending: '.gif',
  async export(source, { runs }) {
    if (runs.length !== 1) throw new StudioError('invalid', 'A GIF shows one run at a time.');
    const entries = pictureSteps(source, runs[0]);
    const chosen = entries.filter((_, index) => index === entries.length - 1 || index % Math.ceil(entries.length / frames) === 0);
    const encoder = gifenc.GIFEncoder();
    chosen.forEach((entry, index) => {
      const pixels = picturesOf(source, entry, picturesAFrame);
      const bitmap = gridOf(pixels, Math.ceil(Math.sqrt(pixels.shape[0])), { scale: pixels.shape[1] < 48 ? 2 : 1 });
      const colors = toRgba(bitmap);
      const palette = gifenc.quantize(colors, 256);
      const delay = index === chosen.length - 1 ? 1500 : 100;
      encoder.writeFrame(gifenc.applyPalette(colors, palette), bitmap.width, bitmap.height, { palette, delay, repeat: 0 });
    });
    encoder.finish();
    return encoder.bytes();
  },
};

function toRgba({ channels, data }: Bitmap): Uint8Array {
  const rgba = new Uint8Array((data.length / channels) * 4).fill(255);
  for (let pixel = 0; pixel * 4 < rgba.length; pixel++) {
    for (let channel = 0; channel < 3; channel++) rgba[pixel * 4 + channel] = data[pixel * channels + Math.min(channel, channels - 1)];
  }
  return rgba;
}
