import { StudioError } from '../../../shared/errors.ts';
import type { ReadDataset } from '../dataset.ts';
import { type NpyArray, readArrays } from '../files/npy.ts';
import { pathParam } from '../files/path-param.ts';
import { pictureSizeParam } from '../files/picture-size.ts';
import { storedPictures } from '../files/stored-pictures.ts';

/** The largest array of pictures in the file, and the first array of whole numbers of the same length as its labels. */
export const npz: ReadDataset = {
  name: 'npz',
  title: 'Pictures in an .npz',
  purpose: 'NumPy arrays of pictures, [n,height,width] or [n,height,width,channels], from your disk.',
  kind: 'pictures',
  params: [
    pathParam('An .npz or .npy file: bytes 0…255, or float32/float64 in 0…1, −1…1 or 0…255. Whole numbers of the same length are labels.'),
    pictureSizeParam([16, 28, 32, 64], 32),
  ],
  files: { select: 'file', endings: ['.npz', '.npy'] },
  async open({ params, files }) {
    const file = files.entries[0];
    if (file === undefined) throw new StudioError('invalid', 'There is no .npz or .npy file at this path.');
    const arrays = readArrays(file);
    const pictures = largest(arrays.filter(isPictures), arrays, file.path);
    const [count, height, width, channels = 1] = pictures.shape;
    const { scale, shift } = toUnit(pictures, file.path);
    const each = height * width * channels;
    const read = (index: number, into: Float32Array) => {
      for (let at = 0; at < each; at += 1) into[at] = Number(pictures.values[index * each + at]) * scale + shift;
    };
    const labels = labelsOf(arrays, count);
    const highest = labels === null ? 0 : labels.reduce((most, label) => Math.max(most, label), 0);
    return storedPictures(
      { count, width, height, channels: channels === 3 ? 3 : 1, read },
      {
        size: Number(params.size),
        labels,
        classes: labels === null ? null : Array.from({ length: highest + 1 }, (_, label) => String(label)),
        notes: arrays.length > 1 ? [`The pictures are the array ${pictures.name}, [${pictures.shape}].`] : [],
      },
    );
  },
};

function isPictures({ shape, values }: NpyArray): boolean {
  const isNumbers = values instanceof Uint8Array || values instanceof Float32Array || values instanceof Float64Array;
  const isShaped = shape.length === 3 || (shape.length === 4 && (shape[3] === 1 || shape[3] === 3));
  return isNumbers && isShaped && shape.every((side) => side > 0) && shape[1] <= 4096 && shape[2] <= 4096;
}

function largest(candidates: NpyArray[], all: NpyArray[], path: string): NpyArray {
  const [first, ...others] = candidates;
  if (first !== undefined) return others.reduce((best, array) => (array.values.length > best.values.length ? array : best), first);
  const found = all.map(({ name, shape }) => `${name} [${shape}]`).join(', ');
  throw new StudioError(
    'invalid',
    `${path} has no array of pictures, [n,height,width] or [n,height,width,1 or 3] of uint8, float32 or float64. It has: ${found}.`,
  );
}

/** What brings the numbers to −1…1, told from their range. */
function toUnit({ values, name }: NpyArray, path: string): { scale: number; shift: number } {
  if (values instanceof Uint8Array) return { scale: 1 / 127.5, shift: -1 };
  let [low, high] = [Infinity, -Infinity];
  for (let at = 0; at < values.length; at += 1) {
    const value = Number(values[at]);
    if (!Number.isFinite(value))
      throw new StudioError('invalid', `Number ${at + 1} of ${name} in ${path} is ${value}. Replace what is not finite.`);
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low >= 0 && high <= 1) return { scale: 2, shift: -1 };
  if (low >= -1 && high <= 1) return { scale: 1, shift: 0 };
  if (low >= 0 && high <= 255) return { scale: 1 / 127.5, shift: -1 };
  throw new StudioError('invalid', `${name} in ${path} runs from ${low} to ${high}; pictures run in 0…1, −1…1 or 0…255. Scale it first.`);
}

function labelsOf(arrays: NpyArray[], count: number): Int32Array | null {
  for (const { shape, values } of arrays) {
    if (shape.length !== 1 || shape[0] !== count || values instanceof Float32Array || values instanceof Float64Array) continue;
    const labels = Int32Array.from({ length: count }, (_, at) => Number(values[at]));
    if (labels.every((label) => label >= 0 && label < 10_000)) return labels;
  }
  return null;
}
