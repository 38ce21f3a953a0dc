import { StudioError } from '../../../shared/errors.ts';
import type { PicturesDataset } from '../dataset.ts';
import { type Random, restoreRandom } from '../random.ts';
import { type Augmentation, type Change, change, drawChange } from './augment.ts';
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
  /** False for one that can't be read: the next one that can takes its place. All can, where this is absent. */
  has?(index: number): boolean;
  /** Is told which will be read soon, where it takes time to make them ready. */
  expect?(indices: Int32Array): void;
}

/** Batches of the size that is drawn now whose pictures are told beforehand, and how many draws apart that is done. */
const [batchesAhead, toldEvery] = [20, 4];
/** One after another that can't be read: then none can. */
const mostUnread = 1000;

/** Drawn evenly and with replacement; the middle square of each, brought to `size`. `heldOut` percent are never trained on, and never changed. */
export function storedPictures(
  stored: StoredPictures,
  options: {
    size: number;
    labels: ArrayLike<number> | null;
    classes: string[] | null;
    notes: string[];
    heldOut: number;
    augmentation?: Augmentation | null;
  },
): PicturesDataset {
  const { size, labels, classes, notes, augmentation = null } = options;
  const { count, width, height, channels } = stored;
  const isOfSize = width === size && height === size;
  const resample = resampler(width, height, channels, size);
  const whole = new Float32Array(width * height * channels);
  const each = size * size * channels;
  const unchanged = new Float32Array(each);
  let draws = 0;

  function read(index: number, into: Float32Array): void {
    stored.read(index, isOfSize ? into : whole);
    if (!isOfSize) resample(whole, into);
  }

  /** The one at `place` among these, or the next that can be read. */
  function readable(indices: Int32Array, place: number): number {
    const most = Math.min(mostUnread, indices.length);
    for (let at = 0; at < most; at += 1) {
      const index = indices[(place + at) % indices.length]!;
      if (stored.has?.(index) !== false) return index;
    }
    throw new StudioError('invalid', `None of ${most} pictures one after another can be read.`);
  }

  return withHeldOut(count, options.heldOut, (indices, isTrained) => ({
    kind: 'pictures',
    size,
    channels,
    examples: indices.length,
    classes,
    notes,
    draw(random, drawn) {
      const values = new Float32Array(drawn * each);
      const drawnLabels = labels === null ? null : new Int32Array(drawn);
      const changing = isTrained ? augmentation : null;
      const picks = pick(random, drawn, indices.length, changing);
      if (stored.expect && draws % toldEvery === 0) stored.expect(expected(random, picks, indices, changing));
      draws += 1;
      for (let example = 0; example < drawn; example += 1) {
        const picture = values.subarray(example * each, (example + 1) * each);
        const { place, by } = picks[example]!;
        const index = readable(indices, place);
        read(index, picture);
        if (by !== null) change(picture, unchanged, { size, channels }, by);
        if (labels !== null && drawnLabels !== null) drawnLabels[example] = labels[index];
      }
      return { values, labels: drawnLabels };
    },
  }));
}

/** A place among the examples, and what becomes of the picture there. */
interface Pick {
  place: number;
  by: Change | null;
}
function pick(random: Random, count: number, among: number, changing: Augmentation | null): Pick[] {
  return Array.from({ length: count }, () => ({
    place: random.integer(among),
    by: changing === null ? null : drawChange(random, changing),
  }));
}

/** Those of this batch, and of the batches after it if they are drawn from the same stream: told without moving it on. */
function expected(random: Random, now: Pick[], indices: Int32Array, changing: Augmentation | null): Int32Array {
  const ahead = restoreRandom(random.state());
  const later = pick(ahead, batchesAhead * now.length, indices.length, changing);
  return Int32Array.from([...now, ...later], ({ place }) => indices[place]!);
}

/** 0…255 → −1…1. */
export function fromByte(value: number): number {
  return value / 127.5 - 1;
}

const ofBytes = Float32Array.from({ length: 256 }, (_, value) => fromByte(value));

/** Many at once. */
export function fromBytes(bytes: Uint8Array, into: Float32Array): void {
  for (let at = 0; at < into.length; at += 1) into[at] = ofBytes[bytes[at]!]!;
}
