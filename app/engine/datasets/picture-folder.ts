import { StudioError } from '../../../shared/errors.ts';
import type { DataFiles, DatasetRecipe } from '../dataset.ts';
import { decodePicture } from '../decode-picture.ts';
import { both, ours } from '../param.ts';
import { pathParam } from '../path-param.ts';
import { pictureSizeParam } from '../picture-size.ts';
import { resampler } from '../resample.ts';
import { fromByte, storedPictures } from '../stored-pictures.ts';

const mostNamed = 20;

/** PNG and JPEG pictures of any size. Each is decoded once and kept at the size asked for, a byte a channel. */
export const pictureFolder: DatasetRecipe = {
  name: 'picture-folder',
  title: 'Folder of pictures',
  purpose: 'Your own PNG and JPEG pictures; each sub-folder is a class, a flat folder has none.',
  kind: 'pictures',
  params: [
    pathParam('The folder. Sub-folders are classes; the middle square of each picture is taken, and what is transparent becomes white.'),
    pictureSizeParam([16, 28, 32, 64], 32),
    {
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
    },
    {
      key: 'most',
      label: 'Most pictures',
      group: 'data',
      help: 'Only so many are read, evenly from the whole folder: reading takes time and memory.',
      type: 'integer',
      min: 1,
      max: 1_000_000,
      scale: 'log',
      presets: both(ours(20_000, 'a minute of reading at most for small pictures')),
    },
  ],
  files: { select: 'folder', endings: ['.png', '.jpg', '.jpeg'] },
  open({ params, files }) {
    const size = Number(params.size);
    const channels = params.colors === 'gray' ? 1 : 3;
    const { entries, notes } = thinned(files.entries, Number(params.most));
    const { pixels, kept, broken } = decodeAll(entries, size, channels);
    if (kept.length === 0) throw nothingToRead(entries.length, broken);
    const { labels, classes } = classesOf(kept);
    const each = size * size * channels;
    const read = (index: number, into: Float32Array) => {
      for (let at = 0; at < each; at += 1) into[at] = fromByte(pixels[index * each + at]);
    };
    return storedPictures(
      { count: kept.length, width: size, height: size, channels, read },
      { size, labels, classes, notes: [...notes, ...broken.slice(0, mostNamed), ...uncounted(broken)] },
    );
  },
};

function thinned(entries: DataFiles['entries'], most: number): { entries: DataFiles['entries']; notes: string[] } {
  if (entries.length <= most) return { entries, notes: [] };
  const step = entries.length / most;
  return {
    entries: Array.from({ length: most }, (_, at) => entries[Math.floor(at * step)]),
    notes: [`Of ${entries.length} pictures ${most} are read, evenly from the whole folder; raise "Most pictures" for more.`],
  };
}

function decodeAll(entries: DataFiles['entries'], size: number, channels: 1 | 3) {
  const each = size * size * channels;
  const pixels = new Uint8Array(entries.length * each);
  const small = new Float32Array(size * size * 3);
  const kept: string[] = [];
  const broken: string[] = [];
  for (const { path, read } of entries) {
    try {
      const { width, height, pixels: whole } = decodePicture(read());
      resampler(width, height, 3, size)(whole, small);
      store(small, pixels.subarray(kept.length * each, (kept.length + 1) * each), channels);
      kept.push(path);
    } catch (cause) {
      broken.push(`${path} was left out: ${cause instanceof Error ? cause.message.replace(/\.$/, '') : 'it can’t be read'}.`);
    }
  }
  return { pixels, kept, broken };
}

/** Brightness by the weights of ITU-R BT.601. */
function store(rgb: Float32Array, into: Uint8Array, channels: 1 | 3): void {
  for (let at = 0; at < into.length; at += 1) {
    into[at] = Math.round(channels === 3 ? rgb[at] : 0.299 * rgb[3 * at] + 0.587 * rgb[3 * at + 1] + 0.114 * rgb[3 * at + 2]);
  }
}

function classesOf(paths: string[]): { labels: Int32Array | null; classes: string[] | null } {
  const folders = paths.map((path) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '(no folder)'));
  const classes = [...new Set(folders)].sort();
  if (classes.length < 2) return { labels: null, classes: null };
  return { labels: Int32Array.from(folders, (folder) => classes.indexOf(folder)), classes };
}

function nothingToRead(tried: number, broken: string[]): StudioError {
  if (tried === 0) return new StudioError('invalid', 'There is no picture (.png, .jpg) in this folder. Pick a folder with pictures.');
  return new StudioError('invalid', `None of the ${tried} pictures in this folder can be read. The first: ${broken[0]}`);
}

function uncounted(broken: string[]): string[] {
  return broken.length > mostNamed ? [`${broken.length - mostNamed} more pictures were left out.`] : [];
}
