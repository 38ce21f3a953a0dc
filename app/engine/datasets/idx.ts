import { StudioError } from '../../../shared/errors.ts';
import type { DataFiles, ReadDataset } from '../dataset.ts';
import { isGzipped, unzipped } from '../files/gzip.ts';
import { pathParam } from '../files/path-param.ts';
import { pictureSizeParam } from '../files/picture-size.ts';
import { fromByte, storedPictures } from '../files/stored-pictures.ts';

const picturesMark = 0x00000803;
const labelsMark = 0x00000801;
/** Of pictures. */
const headerBytes = 16;

/** IDX: a big-endian mark, the sizes, then bytes. Plain or gzipped; labels in a second file of the same name but for one word. */
export const idx: ReadDataset = {
  name: 'idx',
  title: 'MNIST family (IDX)',
  purpose: 'MNIST, Fashion-MNIST, KMNIST, EMNIST and others that come as IDX files, from your disk.',
  kind: 'pictures',
  params: [
    pathParam('The folder with the IDX files (the training pictures are taken), or one picture file.'),
    pictureSizeParam([16, 28, 32], 28),
  ],
  files: { select: 'folder', endings: ['ubyte', 'ubyte.gz', '.idx', '.idx.gz'], neighbors: true },
  async open({ params, files }) {
    const file = picturesFile(files);
    const pictures = readPictures(unzipped(readAsked(file), file.path), file.path);
    const labelsPath = file.path.replace('images', 'labels').replace('idx3', 'idx1');
    const labelsFile = files.entries.find(({ path }) => path === labelsPath && path !== file.path);
    const labels =
      labelsFile === undefined ? null : readLabels(unzipped(labelsFile.read(), labelsPath), labelsPath, pictures.count, file.path);
    const { pixels, width, height, count } = pictures;
    const read = (index: number, into: Float32Array) => {
      const from = index * width * height;
      for (let at = 0; at < into.length; at += 1) into[at] = fromByte(pixels[from + at]);
    };
    return storedPictures(
      { count, width, height, channels: 1, read },
      {
        size: Number(params.size),
        labels,
        classes: labels === null ? null : classNames(labels),
        notes: labels === null ? [`There is no label file ${labelsPath} beside the pictures: they have no classes.`] : [],
      },
    );
  },
};

/** As many bytes as the header asks for; all of a gzipped file. */
function readAsked(file: DataFiles['entries'][number]): Uint8Array {
  const head = file.read(headerBytes);
  return isGzipped(head) ? file.read() : file.read(headerBytes + bytesOf(sizesOf(head, file.path)));
}

/** The picked file, or the training pictures by their usual name, or the first that bears the mark of pictures. */
function picturesFile({ entries, picked }: DataFiles): DataFiles['entries'][number] {
  const named = entries.filter(({ path }) => /images|idx3/i.test(path));
  const found = entries.find(({ path }) => path === picked) ?? named.find(({ path }) => /train/i.test(path)) ?? named[0] ?? entries[0];
  if (found === undefined)
    throw new StudioError('invalid', 'There is no IDX file at this path. Pick the folder that holds train-images-idx3-ubyte(.gz).');
  return found;
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

function classNames(labels: Uint8Array): string[] {
  const highest = labels.reduce((most, label) => Math.max(most, label), 0);
  return Array.from({ length: highest + 1 }, (_, label) => String(label));
}
