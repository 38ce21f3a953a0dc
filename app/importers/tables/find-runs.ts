import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import type { TableColumns } from '../../../shared/api/imports.ts';
import { StudioError } from '../../../shared/errors.ts';
import type { Found, FoundRun, LeftOut } from '../../importer.ts';
import { walk } from '../reading/walk.ts';
import { guessColumns } from './columns.ts';
import { type Cell, type Format, formatOf, rowsOf } from './rows.ts';

/** What reading a run needs; made of what lies there each time it is looked at. */
export interface OwnTable {
  looks: string;
  columns: TableColumns;
  /** The run column's value, where one file has several runs. */
  value?: string;
  /** W&B's chart download: columns that begin so are this run's. */
  prefix?: string;
  /** TensorBoard's downloads: the series that each file holds. */
  tags?: Record<string, string>;
}

const endings = /\.(csv|tsv|jsonl|ndjson|parquet)$/i;
const download = /^run-(.+)-tag-(.+)\.(csv|json)$/s;
/** Rows that are looked at to tell columns; runs in one file; how much of it is looked through for them. */
const [firstRows, mostRuns, mostLooked] = [20, 1000, 256 << 20];

/** A file that is named is taken whatever it is called; in a folder only what is known by its name or has a column of steps. */
export function findRuns(path: string, said: Partial<TableColumns>): Found | null {
  const found: Found = { runs: [], leftOut: [], folders: [] };
  const isFile = statSync(path).isFile();
  const downloads = new Map<string, { folder: string; run: string; files: string[] }>();
  const states = new Map<string, string[]>();
  const take = (file: string, root: string) => {
    const [, run] = download.exec(basename(file)) ?? [];
    if (run !== undefined) {
      const key = `${dirname(file)}\0${run}`;
      const known = downloads.get(key) ?? { folder: dirname(file), run, files: [] };
      known.files.push(file);
      downloads.set(key, known);
    } else if (basename(file) === 'trainer_state.json' && !isFile) {
      const of = /^checkpoint-\d+$/.test(basename(dirname(file))) ? dirname(dirname(file)) : dirname(file);
      states.set(of, [...(states.get(of) ?? []), file]);
    } else tableIn(file, root, said, isFile, found);
  };
  if (isFile) take(path, dirname(path));
  else {
    for (const { path: folder, files } of walk(path, found.leftOut, {
      isLeft: (name) => name === 'node_modules' || name === '.git',
      links: 'follow',
    })) {
      found.folders.push(folder);
      for (const name of files)
        if (endings.test(name) || name === 'trainer_state.json' || name === 'training.log' || download.test(name))
          take(join(folder, name), path);
    }
  }
  for (const { folder, run, files } of downloads.values()) found.runs.push(downloaded(folder, run, files.sort()));
  for (const [folder, files] of states) latestState(folder, files, path, said, found);
  return found.runs.length === 0 && (found.leftOut.length === 0 || !isFile) ? null : found;
}

function tableIn(file: string, root: string, said: Partial<TableColumns>, isNamed: boolean, found: Found): void {
  try {
    const format = formatOf(file);
    if (format === null) return;
    const first = firstRowsOf(file, format);
    const all = 'columns' in format ? format.columns : [...new Set(first.flatMap((row) => [...row.keys()]))];
    if (all.length === 0) return;
    for (const column of Object.values(said)) {
      if (column === null || column === undefined || all.includes(column)) continue;
      throw new StudioError('invalid', `${file} has no column ${column}. It has ${all.slice(0, 30).join(', ')}.`);
    }
    const columns = guessColumns(all, first, said);
    // Many a text has commas: only what is called a table is one without a column of steps.
    if (columns.step === null && said.step === undefined && !endings.test(file) && !file.endsWith('.json')) return;
    if (columns.step === null && !isNamed && said.step === undefined) {
      found.leftOut.push({
        what: file,
        why: 'No column of it says a step. Add the file by itself, and say which column does; without one its rows are counted.',
      });
      return;
    }
    const name = relative(root, file).replaceAll('\\', '/') || basename(file);
    if (columns.run !== null) found.folders.push(file);
    found.runs.push(...runsOf(file, name, format, columns, all, found.leftOut));
  } catch (error) {
    if (isNamed && error instanceof StudioError) throw error;
    found.leftOut.push({
      what: file,
      why: error instanceof StudioError ? error.message : `It could not be read: ${error instanceof Error ? error.message : error}.`,
    });
  }
}

function runsOf(file: string, name: string, format: Format, columns: TableColumns, all: string[], leftOut: LeftOut[]): FoundRun[] {
  const shared = { source: file, files: [file] };
  const key = realpathSync(file);
  const table = (looks: string, more: Partial<OwnTable> = {}) => {
    const own: OwnTable = { looks, columns, ...more };
    return { own, table: { looks, columns, of: all } };
  };
  const shareOf = (runs: number) => ({ bytes: Math.ceil(statSync(file).size / runs) });
  const prefixes = columns.run === null ? chartRuns(all, columns) : [];
  if (prefixes.length > 0) {
    const share = shareOf(prefixes.length);
    return prefixes.map((prefix) => ({ key: `${key}\0${prefix}`, name: prefix, ...shared, ...share, ...table('W&B chart', { prefix }) }));
  }
  if (columns.run === null) return [{ key, name: nameOf(name), ...shared, ...table(looksOf(name, format, all)) }];
  const values = valuesOf(file, format, columns.run, leftOut);
  const share = shareOf(values.length);
  return values.map((value) => ({
    ...{ key: `${key}\0${value}`, name: value === '' ? nameOf(name) : value, ...shared, ...share },
    ...table(looksOf(name, format, all), { value }),
  }));
}

function looksOf(name: string, format: Format, all: string[]): string {
  const has = (...columns: string[]) => columns.every((column) => all.includes(column));
  if (basename(name) === 'trainer_state.json') return 'Hugging Face trainer_state.json';
  if (basename(name) === 'metrics.csv' && has('epoch', 'step')) return 'Lightning CSV';
  if (all.some((column) => column.startsWith('metrics/mAP') || column === 'train/box_loss')) return 'Ultralytics results';
  if (has('step', 'name', 'context', 'value')) return 'Aim';
  if (has('_step')) return 'W&B history';
  if (all[0] === 'epoch' && all.includes('loss')) return 'Keras CSV';
  return format.kind === 'delimited' ? 'CSV' : format.kind === 'lines' ? 'JSON lines' : format.kind === 'parquet' ? 'Parquet' : 'JSON';
}

/** W&B's chart download has a column "run - series" for each run, and __MIN and __MAX beside it. */
function chartRuns(all: string[], { step }: TableColumns): string[] {
  const others = all.filter((column) => column !== step);
  if (
    step === null ||
    others.length === 0 ||
    !others.some((column) => column.endsWith('__MIN')) ||
    !others.every((column) => column.includes(' - '))
  )
    return [];
  return [...new Set(others.map((column) => column.slice(0, column.lastIndexOf(' - '))))];
}

function valuesOf(file: string, format: Format, column: string, leftOut: LeftOut[]): string[] {
  const values = new Set<string>();
  for (const item of rowsOf(file, format, 0)) {
    if (item.offset > mostLooked) {
      leftOut.push({ what: `runs in ${file}`, why: `Only its first ${mostLooked >> 20} MB were looked through for values of ${column}.` });
      break;
    }
    if ('why' in item) continue;
    values.add(String(item.cells.get(column) ?? ''));
    if (values.size > mostRuns)
      throw new StudioError('invalid', `${file} has more than ${mostRuns} values in its column ${column}; that is no column of runs.`);
  }
  return [...values];
}

function firstRowsOf(file: string, format: Format): Map<string, Cell>[] {
  const rows: Map<string, Cell>[] = [];
  for (const item of rowsOf(file, format, 0)) {
    if ('cells' in item) rows.push(item.cells);
    if (rows.length >= firstRows) break;
  }
  return rows;
}

function downloaded(folder: string, run: string, files: string[]): FoundRun {
  const columns: TableColumns = { step: 'Step', time: 'Wall time', run: null, series: null, value: 'Value' };
  const tags = Object.fromEntries(files.map((file) => [file, download.exec(basename(file))?.[2] ?? '']));
  // The same series downloaded in both forms is one.
  const once = files.filter((file) => !(file.endsWith('.json') && files.includes(file.replace(/json$/, 'csv'))));
  const own: OwnTable = { looks: 'TensorBoard download', columns, tags };
  return {
    key: `${realpathSync(folder)}\0${run}`,
    name: run,
    source: folder,
    files: once,
    own,
    table: { looks: own.looks, columns, of: ['Wall time', 'Step', 'Value'] },
  };
}

/** Each checkpoint has all of the history before it: the last one has the whole. */
function latestState(folder: string, files: string[], root: string, said: Partial<TableColumns>, found: Found): void {
  const stepOf = (file: string) => Number(/checkpoint-(\d+)$/.exec(dirname(file))?.[1] ?? Number.POSITIVE_INFINITY);
  const [last, ...earlier] = files.sort((a, b) => stepOf(b) - stepOf(a));
  for (const file of earlier) found.leftOut.push({ what: file, why: `Its history is the beginning of that in ${last}.` });
  const before = found.runs.length;
  tableIn(last, root, said, false, found);
  for (const run of found.runs.slice(before)) Object.assign(run, { key: realpathSync(folder), name: basename(folder) });
}

/** Lightning's and transformers' files are all called the same: their folder is the name. */
function nameOf(name: string): string {
  const isCommon = /^(metrics|results|history|trainer_state|log|training|progress)\.\w+$/i.test(basename(name));
  return isCommon && dirname(name) !== '.' ? dirname(name) : name.slice(0, name.length - extname(name).length);
}
