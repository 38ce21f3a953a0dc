import { StudioError } from '../../../shared/errors.ts';
import type { DataFiles, Decoders } from '../dataset.ts';
import { leftOut } from './left-out.ts';
import { inRows, npyType, type Values } from './npy-types.ts';
import { readZip, type ZipEntry } from './zip.ts';

/** A NumPy array in C order. Source: the .npy format description, versions 1 to 3. */
export interface NpyArray {
  name: string;
  shape: number[];
  values: Values;
  /** NumPy's name of its numbers, such as uint16 or bool. */
  type: string;
}

/**
 * All arrays of an .npz that can be read, or the one of an .npy, with what is to be said of the others.
 * @throws StudioError 'invalid' naming the file, where none can be read
 */
export async function readArrays(
  { path, read }: DataFiles['entries'][number],
  decoders: Pick<Decoders, 'inflate' | 'crc32'>,
): Promise<{ arrays: NpyArray[]; notes: string[] }> {
  const [first, second] = read(2);
  if (first === 0x93) return { arrays: [refusing(() => readNpy(read(), path), path)], notes: [] };
  if (first !== 0x50 || second !== 0x4b) {
    throw new StudioError('invalid', `${path} is neither an .npy nor an .npz file. Pick one that NumPy's save or savez has written.`);
  }
  const entries = listed(read(), path, decoders);
  const arrays: NpyArray[] = [];
  const unread = leftOut('arrays');
  for (const entry of entries) {
    const name = entry.name.replace(/\.npy$/, '');
    try {
      if (!entry.name.endsWith('.npy')) throw new Error('it is no .npy array');
      arrays.push(readNpy(await entry.read(), name));
    } catch (cause) {
      unread.add(`The array ${name}`, cause);
    }
  }
  if (arrays.length > 0) return { arrays, notes: unread.notes() };
  if (unread.count() === 0) throw new StudioError('invalid', `${path} holds no array.`);
  throw new StudioError('invalid', `${path} holds no array that can be read. ${unread.first()}`);
}

function listed(bytes: Uint8Array, path: string, decoders: Pick<Decoders, 'inflate' | 'crc32'>): ZipEntry[] {
  try {
    return readZip(bytes, decoders);
  } catch (cause) {
    throw new StudioError('invalid', `${path} is not a whole .npz file: it is cut short or damaged. Save it again.`, { cause });
  }
}

function refusing<Value>(make: () => Value, path: string): Value {
  try {
    return make();
  } catch (cause) {
    throw new StudioError('invalid', `${path} can’t be read: ${cause instanceof Error ? cause.message : cause}.`, { cause });
  }
}

/** Throws what is wrong as the end of a sentence. */
function readNpy(bytes: Uint8Array, name: string): NpyArray {
  if (bytes.length < 12 || String.fromCharCode(...bytes.subarray(1, 6)) !== 'NUMPY' || bytes[0] !== 0x93)
    throw new Error('it does not begin as an .npy array does');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[6];
  if (version < 1 || version > 3) throw new Error(`it has version ${version} of the format, and 1 to 3 can be read`);
  const start = version === 1 ? 10 : 12;
  const end = start + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (end > bytes.length) throw new Error('it ends inside its header');
  const text = Array.from(bytes.subarray(start, Math.min(end, start + 10_000)), (byte) => String.fromCharCode(byte)).join('');
  const { descr, isFortran, shape } = readHeader(text);
  const type = npyType(descr);
  if (type === null) throw new Error(`it holds ${whatIs(descr)}; whole numbers, floats of 16 to 64 bits, bool and text can be read`);
  const size = shape.reduce((product, side) => product * side, 1);
  if (bytes.length - end < size * type.width) {
    throw new Error(
      `it should hold ${size} values of ${type.width} bytes but ends after ${Math.floor((bytes.length - end) / Math.max(1, type.width))}: it is cut short`,
    );
  }
  const values = type.read(bytes, end, size);
  return { name, shape, values: isFortran && shape.length > 1 ? inRows(values, shape) : values, type: typeName(descr) };
}

function readHeader(text: string): { descr: string; isFortran: boolean; shape: number[] } {
  const descr = /'descr'\s*:\s*('[^']*'|\[)/.exec(text)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const sides = /'shape'\s*:\s*\(([\d\s,]*)\)/.exec(text)?.[1];
  if (descr === undefined || order === undefined || sides === undefined) throw new Error('its header can’t be read');
  const shape = sides
    .split(',')
    .filter((side) => side.trim() !== '')
    .map(Number);
  if (!shape.every(Number.isSafeInteger) || !Number.isSafeInteger(shape.reduce((product, side) => product * side, 1)))
    throw new Error('its shape makes no sense');
  return { descr: descr.replaceAll("'", ''), isFortran: order === 'True', shape };
}

function whatIs(descr: string): string {
  if (descr === '[') return 'records of several fields';
  if (descr.includes('O')) return 'Python objects';
  return `values of type ${descr}`;
}

function typeName(descr: string): string {
  const [letter, size] = [descr[1], Number(descr.slice(2))];
  const words: Record<string, string> = { b: 'bool', u: `uint${8 * size}`, i: `int${8 * size}`, f: `float${8 * size}` };
  return words[letter] ?? 'text';
}
