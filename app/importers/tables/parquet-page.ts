import type { ParquetColumn } from './parquet.ts';
import type { Cell } from './rows.ts';
import type { Struct } from './thrift.ts';

type Unpack = (part: Buffer, size: number) => Buffer;
const [boolean, int32, int64, int96, float, double, byteArray, fixed] = [0, 1, 2, 3, 4, 5, 6, 7];

/** The values of one page, null where one is missing; of a dictionary's page its entries. @throws RangeError */
export function pageValues(
  header: Struct,
  page: Buffer,
  size: number,
  unpack: Unpack,
  column: ParquetColumn,
  dictionary: Cell[],
  rows: number,
): Cell[] {
  const kind = Number(header[1]);
  const said = (header[kind === 0 ? 5 : kind === 2 ? 7 : 8] ?? {}) as Struct;
  const count = Number(said[1]);
  // A dictionary is bounded by its bytes; runs of one value are not.
  if (!(count >= 0 && (kind === 2 || count <= rows)))
    throw new RangeError(`a page claims ${count} values where its group has ${rows} rows`);
  if (kind === 2) return plainValues(unpack(page, size), column, count);
  if (kind === 0) {
    const bytes = unpack(page, size);
    const length = column.levels > 0 ? uint32(bytes, 0) : 0;
    const start = column.levels > 0 ? 4 + length : 0;
    const levels = column.levels > 0 ? hybrid(bytes.subarray(4, start), bits(column.levels), count) : null;
    return placed(levels, column, count, (present) => encoded(Number(said[2]), bytes.subarray(start), column, present, dictionary));
  }
  if (kind !== 3) throw new RangeError(`a page has the kind ${kind}`);
  const [definition, repetition] = [Number(said[5] ?? 0), Number(said[6] ?? 0)];
  const before = definition + repetition;
  if (!(before >= 0 && before <= page.length)) throw new RangeError('levels of a page leave it');
  const levels = column.levels > 0 ? hybrid(page.subarray(repetition, before), bits(column.levels), count) : null;
  const rest = said[7] === false ? page.subarray(before) : unpack(page.subarray(before), size - before);
  return placed(levels, column, count, (present) => encoded(Number(said[4]), rest, column, present, dictionary));
}

function placed(levels: number[] | null, column: ParquetColumn, count: number, read: (present: number) => Cell[]): Cell[] {
  if (levels === null) return read(count);
  const values = read(levels.reduce((total, level) => total + (level === column.levels ? 1 : 0), 0));
  let at = 0;
  return levels.map((level) => (level === column.levels ? values[at++] : null));
}

function encoded(encoding: number, bytes: Buffer, column: ParquetColumn, count: number, dictionary: Cell[]): Cell[] {
  if (count === 0) return [];
  if (encoding === 0) return plainValues(bytes, column, count);
  if (encoding === 2 || encoding === 8) {
    const width = bytes[0] ?? 0;
    return hybrid(bytes.subarray(1), width, count).map((index) => {
      if (index >= dictionary.length) throw new RangeError(`a value is entry ${index} of a dictionary of ${dictionary.length}`);
      return dictionary[index];
    });
  }
  if (encoding === 3 && column.type === boolean) return hybrid(bytes.subarray(4, 4 + uint32(bytes, 0)), 1, count).map((bit) => bit === 1);
  throw new RangeError(`the column ${column.name} has encoding ${encoding}; what is read is plain values, dictionaries and runs`);
}

/** Runs of one value, and groups of eight packed bit by bit. */
function hybrid(bytes: Buffer, width: number, count: number): number[] {
  if (width > 32) throw new RangeError(`its values take ${width} bits`);
  const values: number[] = [];
  let at = 0;
  while (values.length < count) {
    if (width === 0) return new Array<number>(count).fill(0);
    if (at >= bytes.length) throw new RangeError('a page ends before its values do');
    let [head, unit] = [0, 1];
    for (let byte = 128; byte >= 128; unit *= 128) {
      byte = bytes[at++] ?? 0;
      head += (byte & 127) * unit;
      if (unit > 2 ** 40) throw new RangeError('a run has no end');
    }
    const left = count - values.length;
    if (head % 2 === 0) {
      const wide = Math.ceil(width / 8);
      if (at + wide > bytes.length) throw new RangeError('a page ends before its values do');
      const value = bytes.readUIntLE(at, wide);
      at += wide;
      for (let one = Math.min(left, head / 2); one > 0; one -= 1) values.push(value);
      if (head === 0) throw new RangeError('a run is empty');
    } else {
      const total = Math.min(left, ((head - 1) / 2) * 8);
      for (let one = 0; one < total; one += 1) values.push(bitsAt(bytes, at * 8 + one * width, width));
      at += ((head - 1) / 2) * width;
    }
  }
  return values;
}

function bitsAt(bytes: Buffer, from: number, width: number): number {
  let value = 0;
  for (let bit = 0; bit < width; bit += 1) {
    const place = from + bit;
    if (place >> 3 >= bytes.length) throw new RangeError('a page ends before its values do');
    if ((bytes[place >> 3] >> (place & 7)) & 1) value += 2 ** bit;
  }
  return value;
}

function plainValues(bytes: Buffer, column: ParquetColumn, count: number): Cell[] {
  const values: Cell[] = [];
  const width = [0, 4, 8, 12, 4, 8, 0, column.width][column.type];
  if (width === undefined || (width > 0 && width * count > bytes.length) || (column.type === boolean && count > bytes.length * 8)) {
    throw new RangeError('a page ends before its values do');
  }
  let at = 0;
  for (let one = 0; one < count; one += 1) {
    if (column.type === boolean) values.push(bitsAt(bytes, one, 1) === 1);
    else if (column.type === byteArray) {
      const length = uint32(bytes, at);
      at += 4;
      if (length > bytes.length - at) throw new RangeError('a text leaves its page');
      const text = bytes.subarray(at, at + length);
      values.push(column.isText ? text.toString('utf8') : decimalIn(text, column.decimal ?? 0));
      at += length;
    } else {
      values.push(numberAt(bytes, at, width, column));
      at += width;
    }
  }
  return values;
}

function numberAt(bytes: Buffer, at: number, width: number, { type, decimal, perMillisecond }: ParquetColumn): Cell {
  if (type === float) return bytes.readFloatLE(at);
  if (type === double) return bytes.readDoubleLE(at);
  if (type === fixed) return decimal === null ? bytes.toString('hex', at, at + width) : decimalIn(bytes.subarray(at, at + width), decimal);
  // Nanoseconds of a day, and the day counted as astronomers do.
  if (type === int96) return (bytes.readUInt32LE(at + 8) - 2_440_588) * 86_400_000 + Number(bytes.readBigUInt64LE(at)) / 1e6;
  const number = type === int32 ? bytes.readInt32LE(at) : type === int64 ? Number(bytes.readBigInt64LE(at)) : Number.NaN;
  if (perMillisecond !== null) return number / perMillisecond;
  return decimal === null ? number : number / 10 ** decimal;
}

/** Two's complement, the highest byte first. */
function decimalIn(bytes: Buffer, scale: number): number {
  const whole = bytes.length === 0 ? 0n : BigInt.asIntN(bytes.length * 8, BigInt(`0x${bytes.toString('hex')}`));
  return Number(whole) / 10 ** scale;
}

function uint32(bytes: Buffer, at: number): number {
  if (at + 4 > bytes.length) throw new RangeError('a page ends before its values do');
  return bytes.readUInt32LE(at);
}

function bits(most: number): number {
  return Math.ceil(Math.log2(most + 1));
}
