import type { PicturesDataset } from '../dataset.ts';
import { withHeldOut } from './held-out.ts';
import { resampler } from './resample.ts';

/** Pictures that lie in memory as they were stored; only those that are drawn become numbers. */
export interface StoredPictures {
  count: number;
  width: number;
  height: number;
  channels: 1 | 3;
  /** Writes picture `index` into `into`, [height,width,channels], −1…1. */
  read(index: number, into: Float32Array): void;
}

/** Drawn evenly and with replacement; the middle square of each, brought to `size`. `heldOut` percent are never trained on. */
export function storedPictures(
  stored: StoredPictures,
  options: { size: number; labels: ArrayLike<number> | null; classes: string[] | null; notes: string[]; heldOut: number },
): PicturesDataset {
  const { size, labels, classes, notes } = options;
  const { count, width, height, channels } = stored;
  const isOfSize = width === size && height === size;
  const resample = resampler(width, height, channels, size);
  const whole = new Float32Array(width * height * channels);
  const each = size * size * channels;
  return withHeldOut(count, options.heldOut, (indices) => ({
    kind: 'pictures',
    size,
    channels,
    examples: indices.length,
    classes,
    notes,
    draw(random, drawn) {
      const values = new Float32Array(drawn * each);
      const drawnLabels = labels === null ? null : new Int32Array(drawn);
      for (let example = 0; example < drawn; example += 1) {
        const index = indices[random.integer(indices.length)]!;
        const picture = values.subarray(example * each, (example + 1) * each);
        if (isOfSize) stored.read(index, picture);
        else {
          stored.read(index, whole);
          resample(whole, picture);
        }
        if (labels !== null && drawnLabels !== null) drawnLabels[example] = labels[index];
      }
      return { values, labels: drawnLabels };
    },
  }));
}

/** 0…255 → −1…1. */
export function fromByte(value: number): number {
  return value / 127.5 - 1;
}
