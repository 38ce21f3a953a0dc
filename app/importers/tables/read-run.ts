import { statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { TableColumns } from '../../../shared/api/imports.ts';
import { StudioError } from '../../../shared/errors.ts';
import { flatParams } from '../../../shared/flat-params.ts';
import type { FoundRun, RunPart } from '../../importer.ts';
import { byName } from '../reading/by-name.ts';
import { Gathered } from '../reading/gathered.ts';
import { paramsInYaml } from '../reading/yaml-file.ts';
import { figureIn, isNothing, wallTime } from './columns.ts';
import type { OwnTable } from './find-runs.ts';
import { type Cell, formatOf, listIn, readJson, rowNumbers, rowsOf } from './rows.ts';

export interface TablePosition {
  /** What was taken for what; where that changes, or a header does, all is read again. */
  as: string;
  files: Record<string, { offset: number; rows: number; header: string; isWhole: boolean }>;
}

/** Rows of a table as points: every other column with figures is a series, or one column names it and another has the value. */
export function* readRun({ files, source, own: given, bytes: share }: FoundRun, position: TablePosition | null): Generator<RunPart> {
  const own = given as OwnTable;
  const as = JSON.stringify([own.columns, own.value ?? null, own.prefix ?? null]);
  const headers = new Map(files.map((file) => [file, headerOf(file)]));
  const isSame = position !== null && position.as === as && files.every((file) => goesOn(file, headers.get(file) ?? '', position));
  if (position !== null && !isSame) yield { type: 'cut', from: Number.NEGATIVE_INFINITY };
  const at: TablePosition = { as, files: byName(isSame ? structuredClone(position.files) : {}) };
  if (!isSame) yield { type: 'facts', facts: { sentence: 'A table does not say how its run ended.', params: paramsBeside(own, source) } };
  const gathered = new Gathered();
  let bytes = 0;
  // Of a file that several runs lie in, each has its share.
  const shared = (read: number) => (share === undefined ? read : Math.ceil((share * read) / Math.max(1, statSync(files[0]).size)));
  for (const file of files) {
    const name = basename(file);
    at.files[name] ??= { offset: 0, rows: 0, header: headers.get(file) ?? '', isWhole: true };
    const state = at.files[name];
    const format = formatOf(file);
    if (format === null) continue;
    const isReadWhole = format.kind === 'json' || format.kind === 'parquet';
    const rows = new RowReader(own, own.tags?.[file], gathered, file);
    for (const item of rowsOf(file, format, state.offset)) {
      if (isReadWhole && state.offset > 0) break;
      if ('why' in item) {
        gathered.leaveOut({ what: `byte ${item.offset} of ${file}`, why: item.why });
        // Nothing of it was taken: where more of it comes, it is read from its beginning.
        if (item.isWhole === false) continue;
      } else rows.take(item.cells, state.rows, item.offset);
      state.isWhole = item.isWhole ?? true;
      state.rows += 1;
      if (!isReadWhole) state.offset = item.end;
      if (!gathered.isFull) continue;
      yield* gathered.take();
      if (!isReadWhole) yield { type: 'position', position: structuredClone(at), bytes: shared(bytes + state.offset) };
    }
    if (isReadWhole) state.offset = statSync(file).size;
    bytes += state.offset;
  }
  yield* gathered.take();
  yield { type: 'position', position: structuredClone(at), bytes: shared(bytes) };
}

/** A last row without a line break was taken as it stood: if more has come, it may have been half of one. So may a header that grew. */
function goesOn(file: string, header: string, { files }: TablePosition): boolean {
  const known = byName(files)[basename(file)];
  if (known === undefined) return true;
  const { size } = statSync(file);
  if (known.header !== header || size < known.offset) return false;
  return (known.isWhole && !/\.(json|parquet)$/i.test(file)) || size === known.offset;
}

function headerOf(file: string): string {
  const format = formatOf(file);
  return format?.kind === 'delimited' ? JSON.stringify(format.columns).slice(0, 100_000) : '';
}

class RowReader {
  private readonly own: OwnTable;
  private readonly columns: TableColumns;
  private readonly tag: string | undefined;
  private readonly gathered: Gathered;
  private readonly file: string;

  constructor(own: OwnTable, tag: string | undefined, gathered: Gathered, file: string) {
    this.own = own;
    this.columns = own.columns;
    this.tag = tag;
    this.gathered = gathered;
    this.file = file;
  }

  take(cells: Map<string, Cell>, row: number, offset: number): void {
    const { own, gathered } = this;
    const { step: stepColumn, time: timeColumn, run, series, value } = this.columns;
    if (own.value !== undefined && run !== null && String(cells.get(run) ?? '') !== own.value) return;
    const step = stepColumn === null ? row : figureIn(cells.get(stepColumn));
    // What neptune-exporter writes without a step is of the whole run.
    if (step === null && series === 'attribute_path') {
      const said = ['float_value', 'int_value', 'string_value', 'bool_value']
        .map((column) => cells.get(column) ?? null)
        .find((cell) => cell !== null);
      if (said !== undefined) gathered.add({ type: 'facts', facts: { params: flatParams({ [seriesName(cells, series)]: said }) } });
      return;
    }
    if (step === null || !Number.isFinite(step)) {
      gathered.leaveOut({
        what: `byte ${offset} of ${this.file}`,
        why: `Row ${row + 1}, which begins there, has no step in its column ${stepColumn}.`,
      });
      return;
    }
    const time = timeColumn === null ? 0 : (wallTime(cells.get(timeColumn)) ?? 0);
    if (this.tag !== undefined && value !== null) this.figure(this.tag, cells.get(value), step, time);
    else if (series !== null && value !== null) this.figure(seriesName(cells, series), cells.get(value), step, time);
    else {
      for (const [column, cell] of cells) {
        if (column === stepColumn || column === timeColumn || column === run || column === rowNumbers) continue;
        const key = own.prefix === undefined ? column : column.startsWith(`${own.prefix} - `) ? column.slice(own.prefix.length + 3) : null;
        if (key !== null) this.figure(key, cell, step, time);
      }
    }
  }

  private figure(key: string, cell: Cell | undefined, step: number, time: number): void {
    if (isNothing(cell)) return;
    const figure = figureIn(cell);
    if (figure !== null) this.gathered.point(key, step, time, figure);
    else this.gathered.leaveOut({ what: `words in the column ${key}`, why: 'A curve has no place for what is no figure.' });
  }
}

/** Aim tells series of one name apart by a context. */
function seriesName(cells: Map<string, Cell>, series: string): string {
  const name = String(cells.get(series) ?? '');
  const context = cells.get('context');
  if (typeof context !== 'string' || !context.startsWith('{')) return name;
  try {
    return [name, ...Object.values(JSON.parse(context) as Record<string, unknown>).map(String)].join('/');
  } catch {
    return `${name} ${context}`;
  }
}

/** Lightning's hparams.yaml beside its table, and what transformers' state says beside its history. */
function paramsBeside({ looks }: OwnTable, source: string) {
  try {
    if (looks === 'Lightning CSV') return paramsInYaml(join(dirname(source), 'hparams.yaml')) ?? {};
    if (looks === 'Hugging Face trainer_state.json') {
      const { log_history: _, stateful_callbacks: __, ...state } = readJson(source) as Record<string, unknown>;
      return listIn({ log_history: _ }) === null ? {} : flatParams(state);
    }
  } catch (error) {
    if (!(error instanceof StudioError || error instanceof Error)) throw error;
  }
  return {};
}
