import { encode } from 'fast-png';
import type { Exporter } from '../exporter.ts';
import type { Bitmap } from '../../shared/picture-grid.ts';
import { bitmapOf } from './bitmaps/index.ts';
import { recordedAt } from './bitmaps/recorded.ts';

/** What was recorded at a step, as one picture; several runs one under the other, so that the same latents stand in the same place. */
export const png: Exporter = {
  name: 'png',
  title: 'PNG',
  purpose: 'What a probe recorded at a step as one picture: samples, tables, captions, solids, sounds, codes.',
  type: 'image/png',
  ending: '.png',
  async export(source, { runs, step, probe }) {
    const bitmaps = runs.map((id) => {
      const { id: sample, kind, meta } = recordedAt(source, id, { probe, step });
      return bitmapOf(kind, source.sampleTensors(sample), meta);
    });
    const { width, height, channels, data } = bitmaps.length === 1 ? bitmaps[0] : stacked(bitmaps);
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
