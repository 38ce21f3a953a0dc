import { assertNever } from '../../../shared/assert-never.ts';
import type { SampleKind, SampleMeta } from '../../../shared/measurement.ts';
import { gridOf, type Bitmap } from '../../../shared/picture-grid.ts';
import type { WireTensor } from '../../../shared/safetensors.ts';
import { captionsBitmap } from './captions.ts';
import { gridBitmap } from './grid.ts';
import { embeddingBitmap, planBitmap, pointsBitmap, surfaceBitmap } from './plane.ts';
import { soundBitmap } from './sound.ts';
import { unfoldingBitmap } from './unfolding.ts';
import { voxelsBitmap } from './voxels.ts';
import { wordsBitmap } from './words.ts';

/** What a probe saw, as one picture with its words, of the same size at every step of a run; of pictures, `most` of them. */
export function bitmapOf(kind: SampleKind, tensors: Record<string, WireTensor>, meta: SampleMeta, most = 256): Bitmap {
  switch (kind) {
    case 'pictures': {
      const { shape, data } = tensors.pixels;
      const count = Math.min(shape[0], most);
      const pixels = { shape: [count, ...shape.slice(1)], data: Uint8Array.from(data.subarray(0, (data.length / shape[0]) * count)) };
      return gridOf(pixels, Math.ceil(Math.sqrt(count)), { scale: shape[1] < 64 ? 3 : 1 });
    }
    case 'grid':
      return gridBitmap(tensors, meta);
    case 'captions':
      return captionsBitmap(tensors, meta);
    case 'voxels':
      return voxelsBitmap(tensors);
    case 'sound':
      return soundBitmap(tensors);
    case 'embedding':
      return embeddingBitmap(tensors, meta);
    case 'unfolding':
      return unfoldingBitmap(tensors);
    case 'points':
      return pointsBitmap(tensors);
    case 'surface':
      return surfaceBitmap(tensors, meta);
    case 'plan':
      return planBitmap(tensors);
    case 'text':
    case 'table':
      return wordsBitmap(tensors, meta);
    default:
      return assertNever(kind);
  }
}
