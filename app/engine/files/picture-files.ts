import { StudioError } from '../../../shared/errors.ts';
import type { ParamSpec } from '../../../shared/params.ts';
import type { DataFiles, Picture, ReadOptions } from '../dataset.ts';
import { both, ours } from '../param.ts';
import type { Random } from '../random.ts';
import { inOrder } from './in-order.ts';
import { leftOut } from './left-out.ts';
import { pictureKinds } from './picture-formats.ts';
import { resampler } from './resample.ts';
import { fromByte } from './stored-pictures.ts';

/** What the datasets share that read many pictures from a folder: which files, how they are reduced, what is said of those left out. */
export function mostPicturesParam(help: string): ParamSpec {
  return {
    key: 'most',
    label: 'Most pictures',
    group: 'data',
    help,
    type: 'integer',
    min: 1,
    max: 1_000_000,
    scale: 'log',
    presets: both(ours(20_000, 'a minute of reading at most for small pictures')),
  };
}

export function colorsParam(): ParamSpec {
  return {
    key: 'colors',
    label: 'Colours',
    group: 'data',
    help: 'Colour, or brightness alone.',
    type: 'choice',
    choices: [
      { value: 'color', label: 'Colour' },
      { value: 'gray', label: 'Gray' },
    ],
    presets: both(ours('color', 'as the pictures are')),
  };
}

/** At most so many, evenly from all, with a note that names the knob of mostPicturesParam where some are not taken. `what` is their plural. */
export function thinned<Item>(all: Item[], most: number, what: string): { taken: Item[]; notes: string[] } {
  if (all.length <= most) return { taken: all, notes: [] };
  const step = all.length / most;
  return {
    taken: Array.from({ length: most }, (_, at) => all[Math.floor(at * step)]),
    notes: [`Of ${all.length} ${what} ${most} are read, evenly from the whole folder; raise "Most pictures" for more.`],
  };
}

/** Writes the middle square of a picture, reduced to [size,size,channels], as bytes. */
export function reducer(size: number, channels: 1 | 3) {
  const small = new Float32Array(size * size * 3);
  let last: { width: number; height: number; resample: ReturnType<typeof resampler> } | null = null;
  return ({ width, height, pixels }: Pick<Picture, 'width' | 'height' | 'pixels'>, into: Uint8Array): void => {
    // Pictures of a folder are often of one size.
    if (last?.width !== width || last.height !== height) last = { width, height, resample: resampler(width, height, 3, size) };
    last.resample(pixels, small);
    store(small, into, channels);
  };
}

/** Where pictures of one size and depth are kept, a byte a channel, in the order they came. */
export function pictureShelf(room: number, size: number, channels: 1 | 3) {
  const each = size * size * channels;
  const bytes = new Uint8Array(room * each);
  const reduce = reducer(size, channels);
  let count = 0;
  function read(index: number, into: Float32Array): void {
    for (let at = 0; at < each; at += 1) into[at] = fromByte(bytes[index * each + at]);
  }
  return {
    /** Takes the middle square. */
    add(picture: Pick<Picture, 'width' | 'height' | 'pixels'>): void {
      reduce(picture, bytes.subarray(count * each, (count + 1) * each));
      count += 1;
    },
    /** Writes picture `index` into `into`, [size,size,channels], −1…1. */
    read,
    /** Those pictures one after another. */
    gather(indices: ArrayLike<number>): Float32Array {
      const values = new Float32Array(indices.length * each);
      for (let at = 0; at < indices.length; at += 1) read(indices[at], values.subarray(at * each, (at + 1) * each));
      return values;
    },
  };
}

/** Counts pictures that are more than one picture. */
export function movingPictures() {
  const names: string[] = [];
  return {
    see({ frames }: Picture, name: string): void {
      if (frames > 1) names.push(name);
    },
    notes(): string[] {
      if (names.length === 0) return [];
      if (names.length === 1) return [`${names[0]} moves or has several pages; the first of them is taken.`];
      return [`${names.length} pictures move or have several pages, such as ${names[0]}; of each the first is taken.`];
    },
  };
}

/**
 * Every picture of a folder that can be read, reduced, with what is to be said of the rest; `name` where it is one of several folders.
 * @throws StudioError where there is none
 */
export async function readPictures(
  entries: DataFiles['entries'],
  { decoders, isStopped }: Pick<ReadOptions, 'decoders' | 'isStopped'>,
  { size, channels, most, name }: { size: number; channels: 1 | 3; most: number; name?: string },
): Promise<{ shelf: ReturnType<typeof pictureShelf>; kept: string[]; notes: string[] }> {
  const what = name === undefined ? 'pictures' : `pictures of ${name}`;
  const place = name ?? 'this folder';
  const called = (path: string) => (name === undefined ? path : `${path} in ${name}`);
  const { taken, notes } = thinned(entries, most, what);
  const shelf = pictureShelf(taken.length, size, channels);
  const broken = leftOut(what);
  const moving = movingPictures();
  const kept: string[] = [];
  const decode = async ({ read }: DataFiles['entries'][number]) => decoders.picture(read(), { side: size });
  for await (const { item, ...outcome } of inOrder(taken, decode, { most: decoders.picturesAtOnce, isStopped })) {
    if ('cause' in outcome) {
      broken.add(called(item.path), outcome.cause);
      continue;
    }
    shelf.add(outcome.made);
    moving.see(outcome.made, called(item.path));
    kept.push(item.path);
  }
  if (kept.length > 0) return { shelf, kept, notes: [...notes, ...moving.notes(), ...broken.notes()] };
  if (taken.length === 0)
    throw new StudioError('invalid', `There is no picture (${pictureKinds}) in ${place}. Pick a folder with pictures.`);
  throw new StudioError('invalid', `None of the ${taken.length} pictures in ${place} can be read. The first: ${broken.first()}`);
}

/** Of these, evenly and with replacement. */
export function drawIndices(random: Random, drawn: number, among: Int32Array): Int32Array {
  return Int32Array.from({ length: drawn }, () => among[random.integer(among.length)]!);
}

/** Brightness by the weights of ITU-R BT.601. */
function store(rgb: Float32Array, into: Uint8Array, channels: 1 | 3): void {
  for (let at = 0; at < into.length; at += 1) {
    into[at] = Math.round(channels === 3 ? rgb[at] : 0.299 * rgb[3 * at] + 0.587 * rgb[3 * at + 1] + 0.114 * rgb[3 * at + 2]);
  }
}
