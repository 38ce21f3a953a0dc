import { numberOf } from '../param.ts';
import { heldOutParam } from '../files/held-out.ts';
import { StudioError } from '../../../shared/errors.ts';
import type { ReadDataset } from '../dataset.ts';
import { labelsAmong, partOf } from '../files/labels.ts';
import { type NpyArray, readArrays } from '../files/npy.ts';
import { pathParam } from '../files/path-param.ts';
import { pictureSizeParam } from '../files/picture-size.ts';
import { storedPictures } from '../files/stored-pictures.ts';
import { valueRange } from '../files/value-range.ts';

/** The largest array of pictures in the file, the training part where two are as large, and labels among the arrays beside it. */
export const npz: ReadDataset = {
  name: 'npz',
  title: 'Pictures in an .npz',
  purpose: 'NumPy arrays of pictures, [n,height,width] or [n,height,width,channels], channels first too, from your disk.',
  kind: 'pictures',
  params: [
    pathParam(
      'An .npz or .npy file: numbers in 0…255, 0…1, −1…1 or of up to 16 bits. An array called labels, y or target beside it has the classes: numbers, one-hot rows or words.',
    ),
    pictureSizeParam([16, 28, 32, 64], 32),
    heldOutParam(),
  ],
  files: { select: 'file', endings: ['.npz', '.npy'] },
  async open({ params, files, decoders }) {
    const file = files.entries[0];
    if (file === undefined) throw new StudioError('invalid', 'There is no .npz or .npy file at this path.');
    const { arrays, notes } = await readArrays(file, decoders);
    const candidates = arrays.filter((array) => formOf(array) !== null);
    const pictures = best(candidates, arrays, file.path, notes);
    const { count, height, width, stored, isFirst } = formOf(pictures)!;
    const range = valueRange(pictures, file.path);
    const channels = stored < 3 ? 1 : 3;
    const [pixel, plane] = isFirst ? [1, height * width] : [stored, 1];
    const each = height * width * stored;
    const unit = (at: number) => Math.min(1, Math.max(-1, Number(pictures.values[at]) * range.scale + range.shift));
    const read = (index: number, into: Float32Array) => {
      for (let cell = 0; cell < height * width; cell += 1) {
        const from = index * each + cell * pixel;
        // What is transparent lies on white.
        const alpha = stored % 2 === 0 ? (unit(from + (stored - 1) * plane) + 1) / 2 : 1;
        for (let channel = 0; channel < channels; channel += 1)
          into[cell * channels + channel] = unit(from + channel * plane) * alpha + 1 - alpha;
      }
    };
    const beside = sameParts(arrays, pictures);
    const { found, notes: unfit } = labelsAmong(beside, count);
    const others = candidates.filter((array) => array !== pictures).map(({ name, shape }) => `${name} [${shape}]`);
    return storedPictures(
      { count, width, height, channels, read },
      {
        size: Number(params.size),
        heldOut: numberOf(params, 'heldOut'),
        labels: found?.labels ?? null,
        classes: found?.classes ?? null,
        notes: [
          ...(arrays.length > 1 ? [`The pictures are the array ${pictures.name}, [${pictures.shape}].`] : []),
          ...(others.length > 0 ? [`Not read: ${others.join(', ')}.`] : []),
          ...range.notes,
          ...(isFirst && stored > 1 ? [`The array ${pictures.name} has its channels first.`] : []),
          ...(found?.notes ?? []),
          ...unfit,
          ...notes,
        ],
      },
    );
  },
};

interface Form {
  count: number;
  height: number;
  width: number;
  /** Channels as they lie in the array; two and four end in how opaque a pixel is. */
  stored: number;
  isFirst: boolean;
}

/** [n,h,w], [n,h,w,c] or [n,c,h,w] of one to four channels; one colour picture alone, [h,w,3], too. Null for what is none. */
function formOf({ shape, values }: NpyArray): Form | null {
  if (Array.isArray(values) || shape.some((side) => side < 1)) return null;
  const form = formOfShape(shape);
  return form !== null && form.height <= 4096 && form.width <= 4096 ? form : null;
}

function formOfShape(shape: number[]): Form | null {
  const [a, b, c, d] = shape;
  if (shape.length === 3) {
    // A picture three or four pixels wide is no picture.
    if ((c === 3 || c === 4) && a > 4 && b > 4) return { count: 1, height: a, width: b, stored: c, isFirst: false };
    return { count: a, height: b, width: c, stored: 1, isFirst: false };
  }
  if (shape.length !== 4) return null;
  if (d <= 4) return { count: a, height: b, width: c, stored: d, isFirst: false };
  if (b <= 4) return { count: a, height: c, width: d, stored: b, isFirst: true };
  return null;
}

function best(candidates: NpyArray[], all: NpyArray[], path: string, unread: string[]): NpyArray {
  const [first, ...others] = candidates;
  const isTraining = ({ name }: NpyArray) => /train/i.test(name);
  const better = (a: NpyArray, b: NpyArray) =>
    b.values.length > a.values.length || (b.values.length === a.values.length && isTraining(b) && !isTraining(a)) ? b : a;
  if (first !== undefined) return others.reduce(better, first);
  const found = all.map(({ name, shape, type }) => `${name} [${shape}] of ${type}`).join(', ');
  throw new StudioError(
    'invalid',
    `${path} has no array of pictures, [n,height,width] or [n,height,width,channels] of numbers. It has: ${[`${found}.`, ...unread].join(' ')}`,
  );
}

/** Without arrays of another part of a split: `y_test` does not speak of `x_train`, even where there are as many. */
function sameParts(arrays: NpyArray[], pictures: NpyArray): NpyArray[] {
  const part = partOf(pictures.name);
  const isFitting = (other: string | null) => other === null || part === null || other === part;
  return arrays.filter((array) => array !== pictures && isFitting(partOf(array.name)));
}
