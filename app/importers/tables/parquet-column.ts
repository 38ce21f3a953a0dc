import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import type { ColumnMetaData, CompressionCodec, DecodedArray, Encoding, PageHeader, ParquetParsers, SchemaElement } from 'hyparquet';
import { parquetHeader, readPage } from 'hyparquet/src/column.js';
import { convert } from 'hyparquet/src/convert.js';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { checkDifferences, checkRuns, checkSnappy, checkThrift, sensible } from './parquet-claims.ts';
import type { Cell } from './rows.ts';

type ColumnDecoder = Parameters<typeof readPage>[2];

/** One leaf of the schema without repetition; structs that hold it are part of its name. */
export interface ParquetColumn {
  name: string;
  /** From the root to the leaf. */
  path: SchemaElement[];
  /** Levels of what may be missing. */
  levels: number;
  /** Digits after a decimal's point. */
  decimal: number | null;
}

const largestPage = 128 << 20;
/** Each is an object while its page is read. */
const mostTexts = 2_000_000;
const unpackers = {
  GZIP: within((packed, limit) => gunzipSync(packed, limit)),
  ZSTD: within((packed, limit) => zstdDecompressSync(packed, limit)),
  BROTLI: within((packed, limit) => brotliDecompressSync(packed, limit)),
};
const dictionaries: Encoding[] = ['PLAIN_DICTIONARY', 'RLE_DICTIONARY'];
/** Without those whose values grow by the square of their bytes. */
const encodings: Encoding[] = ['PLAIN', ...dictionaries, 'DELTA_BINARY_PACKED', 'DELTA_LENGTH_BYTE_ARRAY', 'BYTE_STREAM_SPLIT'];

/** Times in milliseconds; what is neither figure nor text as the text of its bytes. */
const parsers: ParquetParsers = {
  timestampFromMilliseconds: Number,
  timestampFromMicroseconds: (micros) => Number(micros) / 1e3,
  timestampFromNanoseconds: (nanos) => Number(nanos) / 1e6,
  dateFromDays: Number,
  stringFromBytes: text,
  jsonFromBytes: text,
  geometryFromBytes: hex,
  geographyFromBytes: hex,
  uuidFromBytes: hex,
};

/** The values of a column's chunk in a row group, null where one is missing. @throws RangeError */
export function columnValues(chunk: Uint8Array, { codec }: ColumnMetaData, column: ParquetColumn, rows: number): Cell[] {
  const known = ['UNCOMPRESSED', 'SNAPPY', ...Object.keys(unpackers)];
  if (!known.includes(codec)) throw new RangeError(`the column ${column.name} is packed by ${codec}; what is read is ${known.join(', ')}`);
  const decoder = decoderOf(column);
  const all: Cell[] = [];
  let dictionary: DecodedArray = [];
  for (let at = 0; all.length < rows && at < chunk.length; ) {
    sensible(`a page of the column ${column.name}`, () => {
      checkThrift(chunk.subarray(at));
      const reader = { view: new DataView(chunk.buffer, chunk.byteOffset + at, chunk.length - at), offset: 0 };
      const header = parquetHeader(reader);
      const start = at + reader.offset;
      const [size, packed] = [header.uncompressed_page_size, header.compressed_page_size];
      if (!(isCount(size, largestPage) && isCount(packed, chunk.length - start))) {
        throw new RangeError(`it claims ${size} bytes in ${packed}`);
      }
      at = start + packed;
      const page = wholePage(chunk.subarray(start, at), header, codec);
      const count = countedIn(page, header, column, rows - all.length);
      if (count === 0) return;
      checkEncoding(page, header, column, count);
      const whole = { ...header, compressed_page_size: page.length, uncompressed_page_size: page.length };
      const { data = [] } = readPage({ view: new DataView(page.buffer), offset: 0 }, whole, decoder, dictionary, undefined, 0);
      if (header.type === 'DICTIONARY_PAGE') dictionary = convert(data, decoder);
      else for (const value of data) all.push(cellOf(value, column));
    });
  }
  return all;
}

/** Unpacked, in a buffer of its own, at whose end hyparquet's reading ends. */
function wholePage(packed: Uint8Array, header: PageHeader, codec: CompressionCodec): Uint8Array<ArrayBuffer> {
  const { type, data_page_header_v2: said, uncompressed_page_size: size } = header;
  if (type !== 'DATA_PAGE_V2' || said === undefined) return new Uint8Array(unpacked(packed, size, codec));
  const { definition_levels_byte_length: definition, repetition_levels_byte_length: repetition, num_nulls: missing } = said;
  const levels = definition + repetition;
  if (!(isCount(definition, size) && isCount(repetition, size) && isCount(levels, Math.min(packed.length, size))))
    throw new RangeError('its levels leave it');
  if (!isCount(missing, said.num_values)) throw new RangeError(`it claims ${missing} missing values of ${said.num_values}`);
  const isPacked = said.is_compressed !== false && levels < size;
  said.is_compressed = false;
  if (!isPacked) return new Uint8Array(packed);
  const page = new Uint8Array(size);
  page.set(packed.subarray(0, levels));
  page.set(unpacked(packed.subarray(levels), size - levels, codec), levels);
  return page;
}

function unpacked(packed: Uint8Array, size: number, codec: CompressionCodec): Uint8Array {
  if (codec === 'SNAPPY') checkSnappy(packed);
  return decompressPage(packed, size, codec, unpackers);
}

function countedIn(page: Uint8Array, header: PageHeader, { path }: ParquetColumn, rows: number): number {
  const isDictionary = header.type === 'DICTIONARY_PAGE';
  const said = isDictionary
    ? header.dictionary_page_header
    : header.type === 'DATA_PAGE'
      ? header.data_page_header
      : header.data_page_header_v2;
  const count = said?.num_values ?? Number.NaN;
  // A dictionary is bounded by its bytes; runs of one value are not.
  const most = isDictionary ? page.length * 8 : rows;
  if (!isCount(count, most)) throw new RangeError(`it claims ${count} values where its group has ${rows} rows`);
  const isCopied = /BYTE_ARRAY|INT96/.test(path[path.length - 1].type ?? '');
  if (isCopied && count > mostTexts) throw new RangeError(`it claims ${count} texts; at most ${mostTexts} of a page are read`);
  return count;
}

function checkEncoding(page: Uint8Array, header: PageHeader, column: ParquetColumn, count: number): void {
  const second = header.type === 'DATA_PAGE_V2' ? header.data_page_header_v2 : undefined;
  if (header.type === 'DICTIONARY_PAGE') return;
  const encoding = (second ?? header.data_page_header)?.encoding;
  const { type } = column.path[column.path.length - 1];
  const known = type === 'BOOLEAN' ? ['PLAIN', 'RLE'] : type === 'FIXED_LEN_BYTE_ARRAY' ? ['PLAIN', ...dictionaries] : encodings;
  if (encoding === undefined || !known.includes(encoding))
    throw new RangeError(`it has the encoding ${encoding}; what is read is ${known.join(', ')}`);
  let at = second?.repetition_levels_byte_length ?? 0;
  if (column.levels > 0) {
    const start = second === undefined ? 4 : at;
    checkRuns(page.subarray(start), 32 - Math.clz32(column.levels), count);
    at = start + (second?.definition_levels_byte_length ?? bufferOf(page).readUInt32LE(0));
  }
  if (encoding.startsWith('DELTA')) checkDifferences(page.subarray(at));
  if (encoding === 'RLE') checkRuns(page.subarray(at + 4), 1, count);
  if (dictionaries.includes(encoding)) checkRuns(page.subarray(at + 1), page[at] ?? 0, count);
}

/** A field may have come as another kind than it should have. */
function isCount(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= most;
}

function decoderOf({ path, decimal }: ParquetColumn): ColumnDecoder {
  const leaf = path[path.length - 1];
  // A decimal's bytes as they are: hyparquet takes the square of their number in time, and knows those of the older schema only.
  const element = decimal === null ? leaf : { ...leaf, converted_type: undefined, logical_type: undefined };
  const pathInSchema = path.slice(1).map(({ name }) => name);
  const schemaPath = [...path.slice(0, -1), element].map((one, at) => ({
    element: one,
    children: [],
    count: 1,
    path: pathInSchema.slice(0, at),
  }));
  return { pathInSchema, schemaPath, element, type: leaf.type!, codec: 'UNCOMPRESSED', parsers, utf8: decimal === null };
}

function cellOf(value: unknown, { decimal }: ParquetColumn): Cell {
  let one = value;
  // Of a struct that may be missing, a list of what is in it.
  while (Array.isArray(one)) one = one.length === 0 ? null : one[0];
  if (one === null || typeof one === 'string' || typeof one === 'boolean') return one;
  if (typeof one === 'number' || typeof one === 'bigint') return decimal === null ? Number(one) : Number(one) / 10 ** decimal;
  if (one instanceof Uint8Array) return decimal === null ? hex(one) : decimalIn(one, decimal);
  throw new RangeError(`a value of it is no entry of its dictionary`);
}

/** Two's complement, the highest byte first. */
function decimalIn(bytes: Uint8Array, scale: number): number {
  const whole = bytes.length === 0 ? 0n : BigInt.asIntN(bytes.length * 8, BigInt(`0x${hex(bytes)}`));
  return Number(whole) / 10 ** scale;
}

function within(unpack: (packed: Uint8Array, limit: { maxOutputLength: number }) => Uint8Array) {
  return (packed: Uint8Array, size: number) => (size === 0 ? new Uint8Array(0) : unpack(packed, { maxOutputLength: size }));
}

function text(bytes: Uint8Array): string {
  return bufferOf(bytes).toString('utf8');
}

function hex(bytes: Uint8Array): string {
  return bufferOf(bytes).toString('hex');
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
