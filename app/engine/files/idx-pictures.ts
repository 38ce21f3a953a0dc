import { StudioError } from '../../../shared/errors.ts';
import type { DataFiles, PicturesDataset, ReadOptions } from '../dataset.ts';
import { numberOf } from '../param.ts';
import { augmentationOf } from './augment.ts';
import { isGzipped, unzipped } from './gzip.ts';
import { fromByte, storedPictures } from './stored-pictures.ts';

const picturesMark = 0x00000803;
const labelsMark = 0x00000801;
/** Of pictures. */
const headerBytes = 16;

/** EMNIST's files hold every picture with its rows as columns. Source: Cohen et al. 2017, arXiv:1702.05373, as its files are. */
const isTransposed = (path: string) => /(^|[^a-z])emnist/i.test(path);

type Entry = DataFiles['entries'][number];

/**
 * IDX: a big-endian mark, the sizes, then bytes. Plain or gzipped; labels in a second file of the same name but for one word. `classes`
 * names the labels from 0 on, where that is known.
 */
export async function openIdxPictures({ params, files, decoders }: ReadOptions, classes?: string[]): Promise<PicturesDataset> {
  const { file, others } = picturesFile(files);
  const { pixels, width, height, count } = readPictures(await unzipped(readAsked(file), file.path, decoders), file.path);
  const found = labelsFile(files.entries, file);
  const labels = found === undefined ? null : readLabels(await unzipped(found.read(), found.path, decoders), found.path, count, file.path);
  const isTurned = isTransposed(file.path);
  const read = (index: number, into: Float32Array) => {
    const from = index * width * height;
    for (let at = 0; at < into.length; at += 1) {
      into[at] = fromByte(pixels[from + (isTurned ? (at % height) * width + Math.floor(at / height) : at)]);
    }
  };
  const present = labels === null ? null : [...new Set(labels)].sort((a, b) => a - b);
  const indices = new Map(present?.map((label, at) => [label, at]));
  return storedPictures(
    { count, width: isTurned ? height : width, height: isTurned ? width : height, channels: 1, read },
    {
      size: Number(params.size),
      heldOut: numberOf(params, 'heldOut'),
      augmentation: augmentationOf(params),
      labels: labels && Int32Array.from(labels, (label) => indices.get(label)!),
      classes: present?.map((label) => classes?.[label] ?? String(label)) ?? null,
      notes: [
        ...othersNote(file, others),
        ...(isTurned ? ['EMNIST lies on its side in its files; its pictures are turned upright.'] : []),
        ...(labels === null
          ? [`There is no label file like ${labelsName(file.path)} for ${file.path}: its pictures have no classes.`]
          : []),
      ],
    },
  );
}

/** Bytes in one dimension, as labels are, or in three. */
export function beginsAsIdx([first, second, type, dimensions]: Uint8Array): boolean {
  return first === 0 && second === 0 && type === 8 && (dimensions === 1 || dimensions === 3);
}

/** As many bytes as the header asks for; all of a gzipped file. */
function readAsked(file: Entry): Uint8Array {
  const head = file.read(headerBytes);
  return isGzipped(head) ? file.read() : file.read(headerBytes + bytesOf(sizesOf(head, file.path)));
}

/** The picked file, or the training pictures by their usual name, or the first that is there; and what else holds pictures by its name. */
function picturesFile({ entries, picked }: DataFiles): { file: Entry; others: Entry[] } {
  const named = entries.filter(({ path }) => /images|idx3/i.test(baseName(path)));
  const training = named.find(({ path }) => /train/i.test(baseName(path))) ?? named.find(({ path }) => /train/i.test(path));
  const file = entries.find(({ path }) => path === picked) ?? training ?? named[0] ?? entries[0];
  if (file === undefined)
    throw new StudioError('invalid', 'There is no IDX file at this path. Pick the folder that holds train-images-idx3-ubyte(.gz).');
  return { file, others: picked === undefined ? named.filter((entry) => entry !== file) : [] };
}

function othersNote(file: Entry, others: Entry[]): string[] {
  if (others.length === 0) return [];
  const some = others.slice(0, 5).map(({ path }) => path);
  const named = others.length > some.length ? `${some.join(', ')} and ${others.length - some.length} more` : some.join(', ');
  return [`The pictures of ${file.path} are read; not those of ${named}. Name the file itself as the path to read another.`];
}

/**
 * By its name, in the same folder or in one that is called like it or lies nearest; else the only one beside the only pictures.
 */
function labelsFile(entries: Entry[], file: Entry): Entry | undefined {
  const wanted = plainName(labelsName(file.path));
  const fitting = entries.filter((entry) => entry !== file && plainName(baseName(entry.path)) === wanted);
  const [folder, twin] = [folderOf(file.path), folderOf(file.path.replaceAll('images', 'labels').replaceAll('idx3', 'idx1'))];
  const distance = ({ path }: Entry) => {
    if (folderOf(path) === folder) return -2;
    return folderOf(path) === twin ? -1 : folderOf(path).length;
  };
  const nearest = fitting.sort((a, b) => distance(a) - distance(b))[0];
  if (nearest !== undefined) return nearest;
  const beside = entries.filter(({ path }) => folderOf(path) === folder);
  const labels = beside.filter(({ path }) => /labels|idx1/i.test(baseName(path)));
  return labels.length === 1 && labels[0] !== file && beside.length === 2 ? labels[0] : undefined;
}

function labelsName(path: string): string {
  return baseName(path)
    .replace(/images/i, 'labels')
    .replace(/idx3/i, 'idx1');
}

/** However it is packed, and whatever stands between its words. */
function plainName(name: string): string {
  return name.toLowerCase().replace(/\.gz$/, '').replaceAll(/[._-]/g, '-');
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function readPictures(bytes: Uint8Array, path: string): { pixels: Uint8Array; count: number; width: number; height: number } {
  const sizes = sizesOf(bytes, path);
  const { count, height, width } = sizes;
  const expected = headerBytes + bytesOf(sizes);
  if (bytes.length < expected) {
    throw new StudioError(
      'invalid',
      `${path} should hold ${count} pictures of ${width} × ${height}, ${expected} bytes, but ends after ${bytes.length}: it is cut short. Fetch it again.`,
    );
  }
  return { pixels: bytes.subarray(headerBytes, expected), count, width, height };
}

interface Sizes {
  count: number;
  height: number;
  width: number;
}
function sizesOf(bytes: Uint8Array, path: string): Sizes {
  const [count, height, width] = header(bytes, path, picturesMark, 'pictures');
  if (count >= 1 && height >= 1 && width >= 1 && height <= 4096 && width <= 4096) return { count, height, width };
  throw new StudioError(
    'invalid',
    `${path} says that it holds ${count} pictures of ${width} × ${height}; between 1 × 1 and 4096 × 4096 can be read.`,
  );
}
function bytesOf({ count, height, width }: Sizes): number {
  return count * height * width;
}

function readLabels(bytes: Uint8Array, path: string, pictures: number, picturesPath: string): Uint8Array {
  const [count] = header(bytes, path, labelsMark, 'labels');
  if (bytes.length < 8 + count) {
    throw new StudioError(
      'invalid',
      `${path} should hold ${count} labels, ${8 + count} bytes, but ends after ${bytes.length}: it is cut short. Fetch it again.`,
    );
  }
  if (count !== pictures) {
    throw new StudioError(
      'invalid',
      `${path} holds ${count} labels but ${picturesPath} ${pictures} pictures: the two do not belong together.`,
    );
  }
  return bytes.subarray(8, 8 + count);
}

/** The sizes that follow the mark. */
function header(bytes: Uint8Array, path: string, mark: number, what: 'pictures' | 'labels'): number[] {
  const sizes = mark & 0xff;
  const length = 4 + 4 * sizes;
  if (bytes.length < length)
    throw new StudioError(
      'invalid',
      `${path} holds ${bytes.length} bytes; the header of IDX ${what} alone is ${length}. It is cut short. Fetch it again.`,
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = view.getUint32(0);
  if (found !== mark)
    throw new StudioError('invalid', `${path} begins with ${hex(found)}; IDX ${what} begin with ${hex(mark)}. Pick another file.`);
  return Array.from({ length: sizes }, (_, at) => view.getUint32(4 + 4 * at));
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, '0')}`;
}
