import { StudioError } from '../../../shared/errors.ts';
import type { PicturesDataset, ReadOptions } from '../dataset.ts';
import { numberOf } from '../param.ts';
import { augmentationOf } from './augment.ts';
import { fromByte, storedPictures } from './stored-pictures.ts';

const side = 32;
const plane = side * side;
const record = 1 + 3 * plane;
const classes = ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'];

/** CIFAR-10's binary version: records of a label and three planes of 32 × 32 bytes, red, green, blue. */
export async function openCifarRecords({ params, files }: ReadOptions): Promise<PicturesDataset> {
  const training = files.entries.filter(({ path }) => !/test/i.test(path));
  const batches = (training.length > 0 ? training : files.entries).map(({ path, read }) => checked(read(), path));
  const starts: { bytes: Uint8Array; first: number }[] = [];
  let count = 0;
  for (const bytes of batches) {
    starts.push({ bytes, first: count });
    count += bytes.length / record;
  }
  if (count === 0) throw new StudioError('invalid', 'There is no CIFAR-10 file (.bin) at this path. Pick the folder cifar-10-batches-bin.');
  const labels = new Uint8Array(count);
  for (const { bytes, first } of starts) {
    for (let at = 0; at < bytes.length / record; at += 1) labels[first + at] = bytes[at * record];
  }
  const read = (index: number, into: Float32Array) => {
    const { bytes, first } = starts.findLast((batch) => batch.first <= index)!;
    const from = (index - first) * record + 1;
    for (let at = 0; at < plane; at += 1) {
      for (let channel = 0; channel < 3; channel += 1) into[3 * at + channel] = fromByte(bytes[from + channel * plane + at]);
    }
  };
  return storedPictures(
    { count, width: side, height: side, channels: 3, read },
    {
      size: Number(params.size),
      heldOut: numberOf(params, 'heldOut'),
      augmentation: augmentationOf(params),
      labels,
      classes,
      notes: leftNote(files.entries.length - batches.length),
    },
  );
}

function leftNote(count: number): string[] {
  return count === 0 ? [] : [`${count === 1 ? 'One test file is' : `${count} test files are`} left for you.`];
}

function checked(bytes: Uint8Array, path: string): Uint8Array {
  if (bytes.length === 0 || bytes.length % record !== 0) {
    throw new StudioError(
      'invalid',
      `${path} holds ${bytes.length} bytes, not a whole number of ${record}-byte records: it is cut short, or not CIFAR-10 in its binary version.`,
    );
  }
  for (let at = 0; at < bytes.length; at += record) {
    if (bytes[at] >= classes.length) {
      throw new StudioError(
        'invalid',
        `Record ${at / record + 1} of ${path} has the label ${bytes[at]}; CIFAR-10 has 0 to 9. This is another file.`,
      );
    }
  }
  return bytes;
}
