import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { StudioError } from '../../../shared/errors.ts';
import { pageValues } from './parquet-page.ts';
import { unpackSnappy } from './snappy.ts';
import { type Struct, Thrift } from './thrift.ts';
import type { Cell, Item } from './rows.ts';

/** One leaf of the schema without repetition; structs that hold it are part of its name. */
export interface ParquetColumn {
  name: string;
  type: number;
  /** Bytes of a fixed-length value. */
  width: number;
  /** Levels of what may be missing. */
  levels: number;
  decimal: number | null;
  /** Of a time: how many of its units are a millisecond. */
  perMillisecond: number | null;
  isText: boolean;
}
export interface ParquetFile {
  columns: ParquetColumn[];
  groups: { rows: number; chunks: Map<string, Struct> }[];
}

const largestFooter = 64 << 20;
const largestPage = 128 << 20;
/** A run of one value takes a few bytes: what a group unpacks to is bounded by this alone. */
const mostCellsAtOnce = 24_000_000;

/** The footer of a Parquet file (apache/parquet-format, parquet.thrift). @throws StudioError damaged */
export function readFooter(file: string): ParquetFile {
  return withFile(file, (read, size) => {
    const tail = size < 12 ? Buffer.alloc(8) : read(size - 8, 8);
    if (tail.toString('latin1', 4) !== 'PAR1') throw new RangeError('it does not end as Parquet does');
    const length = tail.readUInt32LE(0);
    if (length > size - 12 || length > largestFooter) throw new RangeError(`its footer claims ${length} bytes`);
    const footer = new Thrift(read(size - 8 - length, length)).struct();
    const columns = columnsIn(listOf(footer[2]));
    const groups = listOf(footer[4]).map((group) => ({
      rows: Number(group[3]),
      chunks: new Map(
        listOf(group[1]).map((chunk) => {
          const meta = structOf(chunk[3]);
          return [(Array.isArray(meta[3]) ? meta[3] : []).map(String).join('.'), meta] as const;
        }),
      ),
    }));
    return { columns, groups };
  });
}

/** Rows of one group after another, each group whole in memory. */
export function* parquetRows(file: string): Generator<Item> {
  const { columns, groups } = readFooter(file);
  const { size } = withFile(file, (_, length) => ({ size: length }));
  for (const { rows, chunks } of groups) {
    const offset = Math.min(size, ...[...chunks.values()].map((meta) => startOf(meta)).filter((start) => start >= 0 && start < size));
    if (!(rows >= 0 && rows * Math.max(1, columns.length) <= mostCellsAtOnce)) {
      const why = `A group there claims ${rows} rows of ${columns.length} columns; at most ${mostCellsAtOnce} cells are read at once.`;
      yield { offset, end: size, why };
      continue;
    }
    const values: [string, Cell[]][] = [];
    for (const column of columns) {
      const meta = chunks.get(column.name);
      if (meta === undefined) continue;
      try {
        values.push([column.name, withFile(file, (read) => chunkValues(read, meta, column, rows))]);
      } catch (error) {
        if (!(error instanceof StudioError)) throw error;
        yield { offset: Math.min(size, Math.max(0, startOf(meta) || 0)), end: size, why: error.message };
      }
    }
    const known = Math.min(rows, Math.max(0, ...values.map(([, cells]) => cells.length)));
    for (let row = 0; row < known; row += 1) {
      yield { cells: new Map(values.map(([name, cells]) => [name, cells[row] ?? null])), offset, end: size, isWhole: true };
    }
  }
}

function chunkValues(read: (at: number, length: number) => Buffer, meta: Struct, column: ParquetColumn, rows: number): Cell[] {
  const all: Cell[] = [];
  const length = Number(meta[7]);
  if (!(length >= 0 && length <= largestPage * 2)) throw new RangeError(`the column ${column.name} claims ${length} bytes`);
  const bytes = read(startOf(meta), length);
  const thrift = new Thrift(bytes);
  let dictionary: Cell[] = [];
  while (all.length < rows && thrift.at < bytes.length) {
    const header = thrift.struct();
    const [unpacked, packed] = [Number(header[2]), Number(header[3])];
    if (!(unpacked >= 0 && unpacked <= largestPage && packed >= 0 && packed <= bytes.length - thrift.at)) {
      throw new RangeError(`a page of the column ${column.name} claims ${unpacked} bytes in ${packed}`);
    }
    const page = bytes.subarray(thrift.at, thrift.at + packed);
    thrift.at += packed;
    const unpack = (part: Buffer, size: number) => unpackPage(part, Number(meta[4]), size);
    const values = pageValues(header, page, unpacked, unpack, column, dictionary, rows);
    if (header[1] === 2) dictionary = values;
    else for (const value of values) all.push(value);
  }
  return all;
}

function unpackPage(packed: Buffer, codec: number, size: number): Buffer {
  if (codec === 0) return packed;
  if (size === 0) return Buffer.alloc(0);
  if (codec === 1) return unpackSnappy(packed, size);
  if (codec === 2) return gunzipSync(packed, { maxOutputLength: size });
  if (codec === 6) return zstdDecompressSync(packed, { maxOutputLength: size });
  throw new RangeError(`it is packed by codec ${codec}; what is read is Snappy, gzip, zstd and none`);
}

function columnsIn(schema: Struct[]): ParquetColumn[] {
  const columns: ParquetColumn[] = [];
  let at = 1;
  const visit = (count: number, before: string, levels: number, isRepeated: boolean, depth: number): void => {
    if (depth > 32) throw new RangeError('its columns lie too deep in each other');
    for (let child = 0; child < count && at < schema.length; child += 1) {
      const element = schema[at++];
      const name = before + String(element[4]);
      const level = levels + (element[3] === 0 ? 0 : 1);
      const repeated = isRepeated || element[3] === 2;
      if (Number(element[5] ?? 0) > 0) visit(Number(element[5]), `${name}.`, level, repeated, depth + 1);
      else if (!repeated) columns.push(columnOf(name, element, level));
    }
  };
  visit(Number(schema[0]?.[5] ?? 0), '', 0, false, 0);
  return columns;
}

function columnOf(name: string, element: Struct, levels: number): ParquetColumn {
  const [converted, logical] = [element[6], structOf(element[10])];
  const unit = structOf(structOf(logical[8])[2]);
  const perMillisecond = 3 in unit ? 1e6 : 2 in unit || converted === 10 ? 1e3 : 1 in unit || converted === 9 ? 1 : null;
  const decimal = 5 in logical ? Number(structOf(logical[5])[1] ?? 0) : converted === 5 ? Number(element[7] ?? 0) : null;
  const isText = element[1] === 6 && decimal === null;
  return { name, type: Number(element[1]), width: Number(element[2] ?? 0), levels, decimal, perMillisecond, isText };
}

function startOf(meta: Struct): number {
  const [data, dictionary] = [Number(meta[9]), Number(meta[11] ?? 0)];
  return dictionary > 0 ? Math.min(data, dictionary) : data;
}

function structOf(value: unknown): Struct {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array) ? (value as Struct) : {};
}

function listOf(value: unknown): Struct[] {
  return Array.isArray(value) ? value.map(structOf) : [];
}

function withFile<Result>(file: string, work: (read: (at: number, length: number) => Buffer, size: number) => Result): Result {
  const handle = openSync(file, 'r');
  try {
    const { size } = fstatSync(handle);
    const read = (at: number, length: number) => {
      if (!(at >= 0 && length >= 0 && at + length <= size)) throw new RangeError(`it points to bytes ${at} to ${at + length} of ${size}`);
      const bytes = Buffer.alloc(length);
      readSync(handle, bytes, 0, length, at);
      return bytes;
    };
    return work(read, size);
  } catch (cause) {
    if (cause instanceof StudioError || !(cause instanceof Error)) throw cause;
    throw new StudioError('damaged', `${file} is no whole Parquet file: ${cause.message}.`, { cause });
  } finally {
    closeSync(handle);
  }
}
