import { inner, type Wire, WireError } from '../reading/wire.ts';

/** A TensorProto: numbers as float64, strings as bytes. */
export interface Tensor {
  shape: number[];
  numbers: Float64Array | null;
  strings: Uint8Array[] | null;
}

/** Beyond this many elements nothing is a figure, a histogram or a text. */
const mostElements = 16_000_000;
/** What one value stands for, and strings, cost far more here than in the file. */
const mostRepeated = 1_000_000;
const mostStrings = 100_000;

/** DataType of tensorflow/core/framework/types.proto, those that hold plain numbers: bytes of one, and how it is read. */
const numeric: Record<number, { bytes: number; read(view: DataView, at: number): number }> = {
  1: { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  2: { bytes: 8, read: (view, at) => view.getFloat64(at, true) },
  3: { bytes: 4, read: (view, at) => view.getInt32(at, true) },
  4: { bytes: 1, read: (view, at) => view.getUint8(at) },
  5: { bytes: 2, read: (view, at) => view.getInt16(at, true) },
  6: { bytes: 1, read: (view, at) => view.getInt8(at) },
  9: { bytes: 8, read: (view, at) => Number(view.getBigInt64(at, true)) },
  10: { bytes: 1, read: (view, at) => view.getUint8(at) },
  14: { bytes: 2, read: (view, at) => fromBfloat16(view.getUint16(at, true)) },
  17: { bytes: 2, read: (view, at) => view.getUint16(at, true) },
  19: { bytes: 2, read: (view, at) => fromHalf(view.getUint16(at, true)) },
  22: { bytes: 4, read: (view, at) => view.getUint32(at, true) },
  23: { bytes: 8, read: (view, at) => Number(view.getBigUint64(at, true)) },
};
const stringType = 7;

/** @throws WireError */
export function readTensor(wire: Wire): Tensor {
  let type = 0;
  let shape: number[] = [];
  let content: Uint8Array<ArrayBuffer> | null = null;
  const values: number[] = [];
  const strings: Uint8Array[] = [];
  while (wire.next()) {
    if (wire.field === 1) {
      wire.expect(0);
      type = wire.unsigned();
    } else if (wire.field === 2) shape = readShape(inner(wire));
    else if (wire.field === 4) content = wire.copied();
    else if (wire.field === 8) {
      if (strings.length >= mostStrings) throw new WireError(`a tensor has more than ${mostStrings} strings`);
      strings.push(wire.copied());
    } else if (wire.field === 5 || wire.field === 9) readMany(wire, 5, (of) => of.float(), values);
    else if (wire.field === 6 || wire.field === 12) readMany(wire, 1, (of) => of.double(), values);
    else if (wire.field === 13)
      readMany(wire, 0, type === 14 ? (of) => fromBfloat16(of.unsigned()) : (of) => fromHalf(of.unsigned()), values);
    else if (wire.field === 7 || wire.field === 10 || wire.field === 11 || (wire.field >= 16 && wire.field <= 17)) {
      readMany(wire, 0, (of) => of.signed(), values);
    } else wire.skip();
  }
  const size = shape.reduce((product, length) => product * length, 1);
  if (size > mostElements) throw new WireError(`a tensor claims ${size} elements`);
  if (type === stringType) {
    if (strings.length !== size) throw new WireError(`a tensor of ${size} strings has ${strings.length}`);
    return { shape, numbers: null, strings };
  }
  const form = numeric[type];
  if (form === undefined) return { shape, numbers: null, strings: null };
  return {
    shape,
    strings: null,
    numbers: content !== null && content.length > 0 ? fromContent(content, size, form) : filled(values, size),
  };
}

function fromContent(content: Uint8Array, size: number, { bytes, read }: (typeof numeric)[number]): Float64Array {
  if (content.length !== size * bytes) throw new WireError(`a tensor of ${size} elements has ${content.length} bytes`);
  const view = new DataView(content.buffer, content.byteOffset, content.length);
  return Float64Array.from({ length: size }, (_, at) => read(view, at * bytes));
}

/** One value, or the last of several, stands for all that are not given. */
function filled(given: number[], size: number): Float64Array {
  if (given.length > size) throw new WireError(`a tensor of ${size} elements has ${given.length}`);
  if (given.length < size && size > mostRepeated) throw new WireError(`a tensor of ${size} elements gives ${given.length} of them`);
  const all = new Float64Array(size).fill(given.at(-1) ?? 0);
  all.set(given);
  return all;
}

/** Packed or one by one: both occur. */
function readMany(wire: Wire, single: number, read: (wire: Wire) => number, into: number[]): void {
  if (wire.kind === single) {
    if (into.length >= mostElements) throw new WireError('a tensor has too many elements');
    into.push(read(wire));
    return;
  }
  const packed = inner(wire);
  while (packed.at < packed.end) {
    into.push(read(packed));
    if (into.length > mostElements) throw new WireError('a tensor has too many elements');
  }
}

function readShape(wire: Wire): number[] {
  const shape: number[] = [];
  while (wire.next()) {
    if (wire.field !== 2) {
      wire.skip();
      continue;
    }
    const dimension = inner(wire);
    let size = 0;
    while (dimension.next()) {
      if (dimension.field === 1 && dimension.kind === 0) size = dimension.signed();
      else dimension.skip();
    }
    if (size < 0) throw new WireError('a tensor has a size below 0');
    shape.push(size);
    if (shape.length > 16) throw new WireError('a tensor has more than 16 dimensions');
  }
  return shape;
}

function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const single = new DataView(new ArrayBuffer(4));

function fromBfloat16(bits: number): number {
  single.setUint32(0, (bits & 0xffff) << 16);
  return single.getFloat32(0);
}
