import { readVarInt } from 'hyparquet/src/thrift.js';

/** hyparquet allocates and fills what bytes claim before it looks whether they have it: here that is looked at first. All throw RangeError. */

const deepest = 32;
/** Of what a footer says of a column: least and most values, which are parsed in quadratic time. */
const longestInside = 1 << 16;

/** A struct of Thrift's compact protocol from a place on. */
export function checkThrift(bytes: Uint8Array): void {
  let at = 0;
  const skip = (count: number) => {
    if (count > bytes.length - at) throw new RangeError('it is cut off');
    at += count;
  };
  const varint = () => {
    for (let [value, unit, count] = [0, 1, 0]; count < 10; count += 1, unit *= 128) {
      skip(1);
      value += (bytes[at - 1] & 127) * unit;
      if (bytes[at - 1] < 128) return value;
    }
    throw new RangeError('a number of it is too long');
  };
  const struct = (depth: number) => {
    if (depth > deepest) throw new RangeError('its structs lie too deep in each other');
    for (;;) {
      skip(1);
      const head = bytes[at - 1];
      if (head === 0) return;
      if (head >> 4 === 0) varint();
      if ((head & 15) > 2) value(head & 15, depth);
    }
  };
  const value = (kind: number, depth: number) => {
    if (kind <= 3) skip(1);
    else if (kind <= 6) varint();
    else if (kind === 7) skip(8);
    else if (kind === 8) {
      const length = varint();
      if (depth > 2 && length > longestInside) throw new RangeError(`a value in it claims ${length} bytes`);
      skip(length);
    } else if (kind === 9) {
      skip(1);
      const head = bytes[at - 1];
      const size = head >> 4 === 15 ? varint() : head >> 4;
      if (size > bytes.length - at) throw new RangeError(`a list of it claims ${size} entries`);
      if (depth > deepest) throw new RangeError('its lists lie too deep in each other');
      for (let one = 0; one < size; one += 1) value(head & 15, depth + 1);
    } else if (kind === 12) struct(depth + 1);
    else throw new RangeError(`it has a field of the kind ${kind}`);
  };
  struct(0);
}

/** Runs of one value, and groups of eight packed bit by bit: read as hyparquet reads them, of at most `count` values. */
export function checkRuns(bytes: Uint8Array, width: number, count: number): void {
  if (width > 32) throw new RangeError(`its values take ${width} bits`);
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), offset: 0 };
  for (let seen = 0; seen < count && reader.offset < bytes.length; ) {
    const head = readVarInt(reader);
    const [isPacked, size] = [(head & 1) === 1, head >>> 1];
    const length = isPacked ? size * 8 : size;
    // Of the last eight, some may be there to fill them up.
    if (length > count - seen + (isPacked ? 7 : 0)) throw new RangeError(`a run of it claims ${length} values, of ${count}`);
    seen += length;
    reader.offset += isPacked ? Math.max(1, size * width) : (width + 7) >> 3;
  }
}

/** The head of a block of differences: with sizes below one, hyparquet reads the same again for ever. */
export function checkDifferences(bytes: Uint8Array): void {
  if (bytes.length === 0) return;
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), offset: 0 };
  const [size, parts] = [readVarInt(reader), readVarInt(reader)];
  if (!(size > 0 && parts > 0 && size % parts === 0)) throw new RangeError(`it claims blocks of ${size} values in ${parts} parts`);
}

/** Snappy's literals (google/snappy, format_description.txt): one of 2 GB or more leads hyparquet backwards, and round for ever. */
export function checkSnappy(packed: Uint8Array): void {
  let at = packed.findIndex((byte) => byte < 128) + 1;
  while (at < packed.length) {
    const tag = packed[at++];
    const kind = tag & 3;
    const wide = kind === 0 ? Math.max(0, (tag >> 2) - 59) : kind === 3 ? 4 : kind;
    let length = 0;
    for (let byte = 0; byte < wide; byte += 1) length += (packed[at + byte] ?? 0) * 256 ** byte;
    at += wide;
    if (kind > 0) continue;
    at += wide === 0 ? (tag >> 2) + 1 : length + 1;
    if (at > packed.length) throw new RangeError('a literal leaves its bounds');
  }
}

/** What the library throws as it stumbles, said as what it was about. */
export function sensible<Result>(what: string, work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    throw new RangeError(`${what} makes no sense (${cause instanceof Error ? cause.message : String(cause)})`, { cause });
  }
}
