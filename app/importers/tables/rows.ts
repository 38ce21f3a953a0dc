import { readFileSync, statSync } from 'node:fs';
import { StudioError } from '../../../shared/errors.ts';
import { parquetRows, readFooter } from './parquet.ts';
import { linesOf } from '../reading/lines.ts';
import { parsePythonJson } from '../reading/python-json.ts';

export type Cell = string | number | boolean | null;

export interface TableRow {
  /** By column; columns without a value are null or absent. */
  cells: Map<string, Cell>;
  /** Where the row lies in its file. */
  offset: number;
  end: number;
  /** False: the last one, without a line break. */
  isWhole: boolean;
}
export type Item = TableRow | { offset: number; end: number; isWhole?: boolean; why: string };

export type Format =
  | { kind: 'delimited'; delimiter: string; columns: string[]; hasHeader: boolean }
  | { kind: 'lines' }
  | { kind: 'json' }
  | { kind: 'parquet'; columns: string[] };

/** A row, and a file of JSON that is read whole. */
const longestRow = 1 << 22;
const largestJson = 64 << 20;
const deepest = 32;

/** What a file is, by its first line; null where it is no table. @throws StudioError too-large, and what the file system says */
export function formatOf(file: string): Format | null {
  if (/\.json$/i.test(file)) return { kind: 'json' };
  if (/\.parquet$/i.test(file)) return { kind: 'parquet', columns: readFooter(file).columns.map(({ name }) => name) };
  for (const { text } of linesOf(file, 0, longestRow)) {
    if (withoutMark(text).trimStart().startsWith('{')) return { kind: 'lines' };
    break;
  }
  const { value: first } = quotedRows(file, 0).next();
  if (first === undefined || first.why !== undefined || first.text.includes('\0')) return null;
  const { text }: TextRow = first;
  const outside = text.replace(/"(?:[^"]|"")*"/g, '');
  const delimiter = [',', '\t', ';']
    .map((one) => [one, outside.split(one).length] as const)
    .reduce((most, one) => (one[1] > most[1] ? one : most));
  if (delimiter[1] < 2) return null;
  const cells = splitRow(text, delimiter[0]).map((cell) => cell.trim());
  const hasHeader = !cells.every((cell) => cell === '' || Number.isFinite(Number(cell)));
  const columns = hasHeader ? named(cells) : cells.map((_, at) => `column ${at + 1}`);
  return { kind: 'delimited', delimiter: delimiter[0], columns, hasHeader };
}

/** Rows from an offset on; 0 is before the header. @throws StudioError */
export function rowsOf(file: string, format: Format, from: number): Generator<Item> {
  if (format.kind === 'json') return jsonRows(file);
  if (format.kind === 'parquet') return parquetRows(file);
  return format.kind === 'lines' ? jsonLines(file, from) : delimited(file, format, from);
}

function* delimited(
  file: string,
  { delimiter, columns, hasHeader }: Extract<Format, { kind: 'delimited' }>,
  from: number,
): Generator<Item> {
  for (const { text, offset, end, isWhole, why } of quotedRows(file, from)) {
    if (why !== undefined) {
      yield { offset, end, isWhole, why };
      continue;
    }
    const cells = splitRow(text, delimiter).map((cell) => cell.trim());
    // Who appends to a log may write its header again.
    const isHeader = hasHeader && (offset === 0 || named(cells).every((cell, at) => cell === columns[at]));
    if (isHeader || cells.every((cell) => cell === '')) continue;
    if (cells.length > columns.length && cells.slice(columns.length).some((cell) => cell !== '')) {
      yield { offset, end, isWhole, why: `The row there has ${cells.length} cells and the table ${columns.length} columns.` };
    } else yield { cells: new Map(columns.map((column, at) => [column, cells[at] ?? null])), offset, end, isWhole };
  }
}

interface TextRow {
  text: string;
  offset: number;
  end: number;
  isWhole: boolean;
  why?: string;
}

/** Lines put together where a line break stands between quotes. */
function* quotedRows(file: string, from: number): Generator<TextRow> {
  let text = '';
  let offset = from;
  let isOpen = false;
  for (const line of linesOf(file, from, longestRow)) {
    if (!isOpen) offset = line.offset;
    text = isOpen ? `${text}\n${line.text}` : offset === 0 ? withoutMark(line.text) : line.text;
    isOpen = (text.length - text.replaceAll('"', '').length) % 2 === 1;
    const isTooLong = line.isTooLong || text.length > longestRow;
    if (isOpen && !isTooLong) continue;
    isOpen = false;
    const why = `The row there is longer than ${longestRow >> 20} MB, or a quote in it is never closed.`;
    yield { text, offset, end: line.end, isWhole: line.isWhole, ...(isTooLong ? { why } : {}) };
  }
  const why = 'A quote in the row there is not closed up to the end of the file.';
  if (isOpen) yield { text: '', offset, end: statSync(file).size, isWhole: false, why };
}

function* jsonLines(file: string, from: number): Generator<Item> {
  for (const { text, offset, end, isWhole, isTooLong } of linesOf(file, from, longestRow)) {
    if (text.trim() === '') continue;
    if (isTooLong) {
      yield { offset, end, isWhole, why: `The line there is longer than ${longestRow >> 20} MB.` };
      continue;
    }
    try {
      yield { cells: cellsOf(parsePythonJson(withoutMark(text))), offset, end, isWhole };
    } catch (error) {
      // The last line may not be written to its end yet.
      if (!isWhole) return;
      yield { offset, end, why: `The line there is no JSON: ${error instanceof Error ? error.message : String(error)}.` };
    }
  }
}

/** @throws StudioError damaged, too-large */
export function readJson(file: string): unknown {
  const { size } = statSync(file);
  if (size > largestJson)
    throw new StudioError(
      'invalid',
      `${file} has ${size} bytes of JSON, which would be read whole; at most ${largestJson} are. JSON lines may be any length.`,
    );
  try {
    return parsePythonJson(withoutMark(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new StudioError('damaged', `${file} is no JSON: ${cause instanceof Error ? cause.message : String(cause)}.`, { cause });
  }
}

/** A list of rows, transformers' state with its history, or TensorBoard's download: rows of wall time, step, value. */
function* jsonRows(file: string): Generator<Item> {
  const said = readJson(file);
  const end = statSync(file).size;
  for (const row of listIn(said) ?? []) {
    const isTriple = Array.isArray(row) && row.length === 3;
    const cells = isTriple ? cellsOf({ 'Wall time': row[0], Step: row[1], Value: row[2] }) : cellsOf(row);
    yield { cells, offset: 0, end, isWhole: true };
  }
}

export function listIn(said: unknown): unknown[] | null {
  if (Array.isArray(said)) return said;
  const history = (said as { log_history?: unknown } | null)?.log_history;
  return Array.isArray(history) ? history : null;
}

/** Nested names are joined by dots. @throws SyntaxError where it is no object */
function cellsOf(value: unknown): Map<string, Cell> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new SyntaxError('it is no object');
  const cells = new Map<string, Cell>();
  const put = (inner: object, before: string, depth: number) => {
    for (const [key, one] of Object.entries(inner)) {
      if (typeof one === 'object' && one !== null && !Array.isArray(one)) {
        if (depth < deepest) put(one, `${before}${key}.`, depth + 1);
      } else cells.set(`${before}${key}`, Array.isArray(one) ? JSON.stringify(one) : (one as Cell));
    }
  };
  put(value, '', 0);
  return cells;
}

/** The cells of one row: quoted ones may hold the delimiter, line breaks and doubled quotes. */
function splitRow(text: string, delimiter: string): string[] {
  if (!text.includes('"')) return text.split(delimiter);
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (/^\s*"/.test(text.slice(at, at + 80))) {
      let end = text.indexOf('"', at) + 1;
      const start = end;
      while (end < text.length && !(text[end] === '"' && text[end + 1] !== '"')) end += text[end] === '"' ? 2 : 1;
      cells.push(text.slice(start, end).replaceAll('""', '"'));
      at = text.indexOf(delimiter, end);
    } else {
      const end = text.indexOf(delimiter, at);
      cells.push(text.slice(at, end < 0 ? undefined : end));
      at = end;
    }
    if (at < 0) return cells;
    at += 1;
  }
}

/** What pandas writes as a first column without a name. */
export const rowNumbers = '(row)';

/** Columns of one name are told apart by their place; one without a name is called by it. */
function named(cells: string[]): string[] {
  const seen = new Set<string>();
  return cells.map((cell, at) => {
    const name = cell === '' ? (at === 0 ? rowNumbers : `column ${at + 1}`) : seen.has(cell) ? `${cell} (${at + 1})` : cell;
    seen.add(name);
    return name;
  });
}

function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
