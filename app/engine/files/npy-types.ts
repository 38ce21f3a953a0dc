/** The numbers of an .npy array as they are handed on: little-endian, in C order; text as strings. */
export type Values =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array
  | string[];

const numbers = {
  b1: Uint8Array,
  u1: Uint8Array,
  i1: Int8Array,
  u2: Uint16Array,
  i2: Int16Array,
  u4: Uint32Array,
  i4: Int32Array,
  u8: BigUint64Array,
  i8: BigInt64Array,
  f4: Float32Array,
  f8: Float64Array,
} as const;
type NumberType = keyof typeof numbers;

export interface NpyType {
  /** Bytes of one value. */
  width: number;
  /** Of so many values that begin at a byte. */
  read(bytes: Uint8Array, start: number, count: number): Values;
}

/** From NumPy's `descr`, such as `<f4`; null for what can't be read here. */
export function npyType(descr: string): NpyType | null {
  const [, order, letter, size] = /^([<>|=])([a-zA-Z])(\d+)$/.exec(descr) ?? [];
  if (letter === undefined) return null;
  const isBig = order === '>';
  const width = Number(size);
  if (letter === 'U')
    return { width: 4 * width, read: (bytes, start, count) => texts(bytes, start, count, 4 * width, isBig ? 'big' : 'little') };
  if (letter === 'S' || letter === 'a') return { width, read: (bytes, start, count) => texts(bytes, start, count, width, 'bytes') };
  if (letter === 'f' && width === 2) return { width, read: (bytes, start, count) => halves(bytes, start, count, isBig) };
  const name = `${letter}${size}`;
  if (!Object.hasOwn(numbers, name)) return null;
  return { width, read: (bytes, start, count) => typed(bytes, start, count, name as NumberType, isBig) };
}

/** A view needs its numbers at a multiple of their size; inside a zip they lie anywhere. */
function typed(bytes: Uint8Array, start: number, count: number, name: NumberType, isBig: boolean): Values {
  const type = numbers[name];
  const width = type.BYTES_PER_ELEMENT;
  const offset = bytes.byteOffset + start;
  const isStraight = offset % width === 0 && !(isBig && width > 1);
  if (isStraight) return new type(bytes.buffer as ArrayBuffer, offset, count);
  const copy = bytes.slice(start, start + count * width);
  if (isBig) for (let at = 0; at < copy.length; at += width) copy.subarray(at, at + width).reverse();
  return new type(copy.buffer as ArrayBuffer, 0, count);
}

/** Numbers of 16 bits (IEEE 754 binary16), as 32. */
function halves(bytes: Uint8Array, start: number, count: number, isBig: boolean): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, 2 * count);
  return Float32Array.from({ length: count }, (_, at) => {
    const bits = view.getUint16(2 * at, !isBig);
    const [sign, exponent, fraction] = [bits >> 15 === 1 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
    if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
    return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
  });
}

/** Filled up with zeros at their end. */
function texts(bytes: Uint8Array, start: number, count: number, width: number, kind: 'big' | 'little' | 'bytes'): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, width * count);
  return Array.from({ length: count }, (_, at) => {
    if (kind === 'bytes') return new TextDecoder().decode(bytes.subarray(start + at * width, start + (at + 1) * width)).replace(/\0+$/, '');
    const letters = Array.from({ length: width / 4 }, (_none, letter) => view.getUint32(at * width + 4 * letter, kind === 'little'));
    return letters
      .map((letter) => (letter > 0x10ffff ? '\ufffd' : String.fromCodePoint(letter)))
      .join('')
      .replace(/\0+$/, '');
  });
}

/** Into C order: the last index runs fastest. */
export function inRows(values: Values, shape: number[]): Values {
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, side) => product * side, 1));
  const turned = Array.isArray(values) ? [...values] : values.slice();
  const place = new Array<number>(shape.length).fill(0);
  for (let at = 0; at < turned.length; at += 1) {
    turned[at] = values[place.reduce((sum, index, axis) => sum + index * strides[axis], 0)] as never;
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      place[axis] += 1;
      if (place[axis] < shape[axis]) break;
      place[axis] = 0;
    }
  }
  return turned;
}
