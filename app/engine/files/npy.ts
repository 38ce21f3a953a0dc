import { unzipSync } from 'fflate';
import { StudioError } from '../../../shared/errors.ts';
import type { DataFiles } from '../dataset.ts';

/** A NumPy array, its numbers still as they lay in the file. Source: the .npy format description, versions 1 to 3. */
export interface NpyArray {
  name: string;
  shape: number[];
  values:
    | Uint8Array
    | Int8Array
    | Uint16Array
    | Int16Array
    | Uint32Array
    | Int32Array
    | BigInt64Array
    | BigUint64Array
    | Float32Array
    | Float64Array;
}

const kinds = {
  '|u1': Uint8Array,
  '|i1': Int8Array,
  '<u2': Uint16Array,
  '<i2': Int16Array,
  '<u4': Uint32Array,
  '<i4': Int32Array,
  '<u8': BigUint64Array,
  '<i8': BigInt64Array,
  '<f4': Float32Array,
  '<f8': Float64Array,
} as const;

/** Deflate can't make a byte into more than 1032. */
const mostPerByte = 1032;

/** All arrays of an .npz, or the one of an .npy. @throws StudioError 'invalid' naming the file */
export function readArrays({ path, read }: DataFiles['entries'][number]): NpyArray[] {
  const [first, second] = read(2);
  if (first === 0x93) return [readNpy(read(), path)];
  if (first !== 0x50 || second !== 0x4b) {
    throw new StudioError('invalid', `${path} is neither an .npy nor an .npz file. Pick one that NumPy's save or savez has written.`);
  }
  const bytes = read();
  const entries = Object.entries(unzip(bytes, path));
  if (entries.length === 0) throw new StudioError('invalid', `${path} holds no array.`);
  return entries.map(([name, entry]) => ({ ...readNpy(entry, `${name} in ${path}`), name: name.replace(/\.npy$/, '') }));
}

function unzip(bytes: Uint8Array, path: string): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, {
      filter: ({ name, size, originalSize }) => {
        if (originalSize > bytes.length * mostPerByte || size > bytes.length) throw new Error(`${name} claims more bytes than it can have`);
        return name.endsWith('.npy');
      },
    });
  } catch (cause) {
    throw new StudioError('invalid', `${path} is not a whole .npz file: it is cut short or damaged. Save it again.`, { cause });
  }
}

function readNpy(bytes: Uint8Array, path: string): NpyArray {
  if (bytes.length < 12 || String.fromCharCode(...bytes.subarray(1, 6)) !== 'NUMPY' || bytes[0] !== 0x93)
    throw broken(path, 'does not begin as an .npy array does');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[6];
  if (version < 1 || version > 3) throw broken(path, `has version ${version} of the format; 1 to 3 can be read`);
  const start = version === 1 ? 10 : 12;
  const end = start + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (end > bytes.length) throw broken(path, 'ends inside its header');
  const text = Array.from(bytes.subarray(start, Math.min(end, start + 10_000)), (byte) => String.fromCharCode(byte)).join('');
  const { kind, shape } = readHeader(text, path);
  const size = shape.reduce((product, side) => product * side, 1);
  const width = kinds[kind].BYTES_PER_ELEMENT;
  if (bytes.length - end < size * width) {
    throw broken(
      path,
      `should hold ${size} numbers of ${width} bytes but ends after ${Math.floor((bytes.length - end) / width)}: it is cut short`,
    );
  }
  // A view needs its numbers at a multiple of their size; inside a zip they lie anywhere.
  const offset = bytes.byteOffset + end;
  const isAligned = offset % width === 0;
  const buffer = (isAligned ? bytes.buffer : bytes.slice(end, end + size * width).buffer) as ArrayBuffer;
  return { name: path, shape, values: new kinds[kind](buffer, isAligned ? offset : 0, size) };
}

function readHeader(text: string, path: string): { kind: keyof typeof kinds; shape: number[] } {
  const kind = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const sides = /'shape'\s*:\s*\(([\d\s,]*)\)/.exec(text)?.[1];
  if (kind === undefined || order === undefined || sides === undefined) throw broken(path, 'has a header that can’t be read');
  if (!Object.hasOwn(kinds, kind))
    throw broken(
      path,
      `holds numbers of type ${kind}; uint8, float32 and float64 (little-endian) can be read, and whole numbers for labels`,
    );
  if (order === 'True') throw broken(path, 'is in Fortran order; save it with numpy.ascontiguousarray');
  const shape = sides
    .split(',')
    .filter((side) => side.trim() !== '')
    .map(Number);
  if (!shape.every(Number.isSafeInteger) || !Number.isSafeInteger(shape.reduce((product, side) => product * side, 1)))
    throw broken(path, 'has a shape that makes no sense');
  return { kind: kind as keyof typeof kinds, shape };
}

function broken(path: string, what: string): StudioError {
  return new StudioError('invalid', `${path} ${what}.`);
}
