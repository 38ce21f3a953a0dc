import type { Bitmap } from '../../../shared/picture-grid.ts';
import type { WireTensor } from '../../../shared/safetensors.ts';
import { facesOf, surfaceOf, type View } from '../../../shared/solids.ts';
import { blank, polygon } from './paint.ts';

const cell = 150;
const most = 16;
const solidFrom = 128;
export const usualView: View = { turn: 0.6, tilt: -0.45 };

/** `voxels` [n,side,side,side]: what is at least half solid, lit from above. */
export function voxelsBitmap({ voxels }: Record<string, WireTensor>, view: View = usualView): Bitmap {
  const [all, side] = voxels.shape;
  const count = Math.min(all, most);
  const columns = Math.ceil(Math.sqrt(count));
  const bitmap = blank(columns * cell, Math.ceil(count / columns) * cell);
  for (let at = 0; at < count; at += 1) {
    const cube = voxels.data.subarray(at * side ** 3, (at + 1) * side ** 3);
    const [x, y] = [(at % columns) * cell + cell / 2, Math.floor(at / columns) * cell + cell / 2];
    for (const { corners, light } of facesOf(surfaceOf(cube, side, solidFrom), view, cell / (side * 1.75))) {
      const shade = Math.round(50 + 165 * light);
      polygon(
        bitmap,
        corners.map(([right, down]) => [x + right, y + down]),
        [Math.round(shade * 0.75), Math.round(shade * 0.88), shade],
      );
    }
  }
  return bitmap;
}
