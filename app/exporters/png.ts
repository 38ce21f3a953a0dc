import { encode } from 'fast-png';
import type { Exporter } from '../exporter.ts';
import { gridOf, type Bitmap } from '../../shared/picture-grid.ts';
import { picturesAt } from './report/pictures.ts';

/** The recorded sample grid of a step; several runs one under the other, so that the same latents stand in the same place. */
export const png: Exporter = {
  name: 'png',
  title: 'PNG',
  purpose: 'The recorded sample pictures of a step as one grid.',
  type: 'image/png',
  ending: '.png',
  async export(source, { runs, step }) {
    const grids = runs.map((id) => {
      const { pixels } = picturesAt(source, id, step);
      return gridOf(pixels, Math.ceil(Math.sqrt(pixels.shape[0])), { scale: pixels.shape[1] < 64 ? 3 : 1 });
    });
    const { width, height, channels, data } = grids.length === 1 ? grids[0] : stacked(grids);
    return encode({ width, height, channels: channels as 1 | 3, depth: 8, data });
  },
};

function stacked(grids: Bitmap[]): Bitmap {
  const gap = 12;
  const channels = Math.max(...grids.map((grid) => grid.channels));
  const width = Math.max(...grids.map((grid) => grid.width));
  const height = grids.reduce((total, grid) => total + grid.height + gap, -gap);
  const data = new Uint8Array(width * height * channels).fill(255);
  let top = 0;
  for (const grid of grids) {
    for (let y = 0; y < grid.height; y++) {
      for (let x = 0; x < grid.width; x++) {
        for (let channel = 0; channel < channels; channel++) {
          data[((top + y) * width + x) * channels + channel] =
            grid.data[(y * grid.width + x) * grid.channels + Math.min(channel, grid.channels - 1)];
        }
      }
    }
    top += grid.height + gap;
  }
  return { width, height, channels, data };
}
