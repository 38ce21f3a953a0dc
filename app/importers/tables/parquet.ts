import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { ColumnMetaData, SchemaElement } from 'hyparquet';
import { parquetMetadata } from 'hyparquet/src/metadata.js';
import { StudioError } from '../../../shared/errors.ts';
import { checkThrift, sensible } from './parquet-claims.ts';
import { columnValues, type ParquetColumn } from './parquet-column.ts';
import type { Cell, Item } from './rows.ts';

export interface ParquetFile {
  columns: ParquetColumn[];
  /** Columns that hold lists. */
  lists: string[];
  groups: { rows: number; chunks: Map<string, ColumnMetaData> }[];
}

const largestFooter = 64 << 20;
const largestChunk = 256 << 20;
/** A run of one value takes a few bytes: what a group unpacks to is bounded by this alone. */
const mostCellsAtOnce = 24_000_000;

/** The footer of a Parquet file. @throws StudioError damaged */
export function readFooter(file: string): ParquetFile {
  return withFile(file, (read, size) => {
    const tail = size < 12 ? Buffer.alloc(8) : read(size - 8, 8);
    if (tail.toString('latin1', 4) !== 'PAR1') throw new RangeError('it does not end as Parquet does');
    const length = tail.readUInt32LE(0);
    if (length > size - 12 || length > largestFooter) throw new RangeError(`its footer claims ${length} bytes`);
    const footer = read(size - 8 - length, length + 8);
    checkThrift(footer.subarray(0, length));
    const { schema, row_groups: groups } = sensible('its footer', () => parquetMetadata(footer, { geoparquet: false }));
    const chunksOf = (group: (typeof groups)[number]) =>
      group.columns.flatMap(({ meta_data: meta }) => (meta === undefined ? [] : [[meta.path_in_schema.join('.'), meta] as const]));
    return { ...columnsIn(schema), groups: groups.map((group) => ({ rows: Number(group.num_rows), chunks: new Map(chunksOf(group)) })) };
  });
}

/** Rows of one group after another, each group whole in memory. */
export function* parquetRows(file: string): Generator<Item> {
  const { columns, lists, groups } = readFooter(file);
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
  // Last, since rows without a column of steps are counted.
  for (const name of lists) {
    const starts = groups.map(({ chunks }) => startOf(chunks.get(name))).filter((start) => start >= 0 && start < size);
    yield { offset: starts[0] ?? size, end: size, why: `The column ${name} holds lists, for which a curve has no place.` };
  }
}

function chunkValues(read: (at: number, length: number) => Buffer, meta: ColumnMetaData, column: ParquetColumn, rows: number): Cell[] {
  const length = Number(meta.total_compressed_size);
  if (!(length >= 0 && length <= largestChunk)) throw new RangeError(`the column ${column.name} claims ${length} bytes`);
  return columnValues(read(startOf(meta), length), meta, column, rows);
}

function columnsIn(schema: SchemaElement[]): Pick<ParquetFile, 'columns' | 'lists'> {
  const columns: ParquetColumn[] = [];
  const lists: string[] = [];
  let at = 1;
  const visit = (count: number, above: SchemaElement[]): void => {
    if (above.length > 32) throw new RangeError('its columns lie too deep in each other');
    for (let child = 0; child < count && at < schema.length; child += 1) {
      const path = [...above, schema[at++]];
      const [leaf] = path.slice(-1);
      if ((leaf.num_children ?? 0) > 0) visit(leaf.num_children!, path);
      else {
        const parts = path.slice(1);
        const name = parts.map((part) => part.name).join('.');
        const levels = parts.filter((part) => part.repetition_type !== 'REQUIRED').length;
        const isList = parts.some((part) => part.repetition_type === 'REPEATED');
        if (isList) lists.push(name);
        else columns.push({ name, path, levels, decimal: decimalOf(leaf) });
      }
    }
  };
  visit(schema[0]?.num_children ?? 0, schema.slice(0, 1));
  return { columns, lists };
}

function decimalOf({ logical_type: logical, converted_type: converted, scale }: SchemaElement): number | null {
  return logical?.type === 'DECIMAL' ? logical.scale : converted === 'DECIMAL' ? (scale ?? 0) : null;
}

function startOf(meta: ColumnMetaData | undefined): number {
  const [data, dictionary] = [Number(meta?.data_page_offset), Number(meta?.dictionary_page_offset ?? 0)];
  return dictionary > 0 ? Math.min(data, dictionary) : data;
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
