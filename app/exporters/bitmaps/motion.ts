import type { SampleEntry } from '../../../shared/api/measurements.ts';
import { StudioError } from '../../../shared/errors.ts';
import type { Bitmap } from '../../../shared/picture-grid.ts';
import type { WireTensor } from '../../../shared/safetensors.ts';
import { drawingBitmap, valuesIn } from './unfolding.ts';
import { usualView, voxelsBitmap } from './voxels.ts';

const turns = 48;
const mostFrames = 300;

/** One recorded step in motion: a picture drawn value after value, or solids turned once around. @throws StudioError invalid for what stands still */
export function motionOf({ kind, probe }: SampleEntry, tensors: Record<string, WireTensor>): { frames: Bitmap[]; delay: number } {
  if (kind === 'unfolding') {
    const values = valuesIn(tensors);
    const stride = Math.max(1, Math.ceil(values / mostFrames));
    const places = Array.from({ length: Math.ceil(values / stride) + 1 }, (_, at) => Math.min(values, at * stride));
    return { frames: places.map((upTo) => drawingBitmap(tensors, upTo)), delay: 60 };
  }
  if (kind === 'voxels') {
    const around = (at: number) => ({ ...usualView, turn: usualView.turn + (2 * Math.PI * at) / turns });
    return { frames: Array.from({ length: turns }, (_, at) => voxelsBitmap(tensors, around(at))), delay: 80 };
  }
  throw new StudioError(
    'invalid',
    `What ${probe} records stands still at one step; only solids and unfolded pictures move. Leave "over" out for all steps.`,
  );
}
