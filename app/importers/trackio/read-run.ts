import { basename, dirname, join } from 'node:path';
import { flatParams } from '../../../shared/flat-params.ts';
import type { Desk, ForeignDatabase, FoundRun, ImportedFacts, RunPart } from '../../importer.ts';
import { Gathered } from '../reading/gathered.ts';
import { figure, parsePythonJson } from '../reading/python-json.ts';
import { columnsOf, type OwnRun } from './find-runs.ts';
import { mediaParts } from './media.ts';

/** The last rows that were read; they are only ever added. */
export interface RunPosition {
  metrics: number;
  system: number;
  alerts: number;
}

type Row = Record<string, unknown>;
const deepest = 64;

export function* readRun({ source, own, bytes = 0 }: FoundRun, position: RunPosition | null, desk: Desk): Generator<RunPart> {
  const { column, value } = own as OwnRun;
  const at: RunPosition = position === null ? { metrics: 0, system: 0, alerts: 0 } : { ...position };
  const database = desk.openDatabase(source);
  const gathered = new Gathered();
  const reader = new RowReader(source, gathered);
  const rowsOf = (table: string, after: number) =>
    columnsOf(database, table).has(column)
      ? database.iterate(`SELECT * FROM ${table} WHERE ${column} = ? AND id > ? ORDER BY id`, value, after)
      : [];
  try {
    gathered.add({ type: 'facts', facts: factsIn(rowsOf('configs', 0), source) });
    for (const row of rowsOf('metrics', at.metrics)) {
      at.metrics = Number(row.id);
      reader.metrics(row);
      if (!gathered.isFull) continue;
      yield* gathered.take();
      yield { type: 'position', position: { ...at }, bytes: 0 };
    }
    for (const row of rowsOf('system_metrics', at.system)) {
      at.system = Number(row.id);
      // They have no step of their own: they stand where the run was when they were measured.
      reader.system(row, stepBefore(database, column, value, row.timestamp));
      if (!gathered.isFull) continue;
      yield* gathered.take();
      yield { type: 'position', position: { ...at }, bytes: 0 };
    }
    for (const row of rowsOf('alerts', at.alerts)) {
      at.alerts = Number(row.id);
      const sentence =
        [row.title, row.text].filter((text) => typeof text === 'string' && text !== '').join(': ') || 'An alert without a text.';
      const level = row.level === 'error' ? 'error' : row.level === 'info' ? 'info' : 'warning';
      gathered.add({ type: 'note', level, step: Number(row.step ?? 0), time: timeOf(row), sentence });
    }
    for (const table of ['traces', 'run_artifact_links']) {
      if (!columnsOf(database, table).has(column)) continue;
      const [{ count }] = database.all(`SELECT count(*) AS count FROM ${table} WHERE ${column} = ?`, value);
      if (Number(count) > 0) gathered.leaveOut({ what: `${count} rows of ${table} in ${source}`, why: 'They have no place here.' });
    }
    yield* gathered.take();
    yield { type: 'position', position: { ...at }, bytes };
  } finally {
    database.close();
  }
}

class RowReader {
  private readonly source: string;
  private readonly gathered: Gathered;

  constructor(source: string, gathered: Gathered) {
    this.source = source;
    this.gathered = gathered;
  }

  metrics(row: Row): void {
    for (const [key, value] of this.entries(row, 'metrics')) this.value(key, value, Number(row.step), timeOf(row), 0);
  }

  system(row: Row, step: number): void {
    for (const [key, value] of this.entries(row, 'system_metrics')) {
      const said = figure(value);
      if (said !== null) this.gathered.point(`system/${key}`, step, timeOf(row), said);
    }
  }

  private entries(row: Row, table: string): [string, unknown][] {
    const said = jsonIn(row.metrics);
    if (said !== null) return Object.entries(said);
    this.gathered.leaveOut({ what: `row ${row.id} of ${table} in ${this.source}`, why: 'Its metrics are no JSON object.' });
    return [];
  }

  private value(key: string, value: unknown, step: number, time: number, depth: number): void {
    const { gathered } = this;
    if (value === null || value === undefined) return;
    const said = figure(value);
    if (said !== null) gathered.point(key, step, time, said);
    else if (typeof value === 'string') gathered.add({ type: 'text', probe: key, step, texts: [value] }, value.length * 2 + 500);
    else if (Array.isArray(value)) gathered.leaveOut({ what: key, why: 'It is a list, and no figure at a step.' });
    else if (typeof (value as Row)._type === 'string') {
      for (const media of mediaParts(key, value as Row, step, join(dirname(this.source), 'media'))) {
        if ('leftOut' in media) gathered.leaveOut(media.leftOut);
        else gathered.add(media.part, media.bytes + 2000);
      }
    } else if (depth >= deepest) gathered.leaveOut({ what: key, why: `It is nested more than ${deepest} deep.` });
    else for (const [name, one] of Object.entries(value as Row)) this.value(`${key}.${name}`, one, step, time, depth + 1);
  }
}

function stepBefore(database: ForeignDatabase, column: string, value: string, time: unknown): number {
  const sql = `SELECT step FROM metrics WHERE ${column} = ? AND timestamp <= ? ORDER BY timestamp DESC, id DESC LIMIT 1`;
  return Number(database.all(sql, value, time)[0]?.step ?? 0);
}

function factsIn(configs: Iterable<Row>, source: string): ImportedFacts {
  const facts: ImportedFacts = { sentence: 'trackio does not say how a run ended.' };
  const params: NonNullable<ImportedFacts['params']> = { 'trackio.project': basename(source).replace(/\.\w+$/, '') };
  for (const row of configs) {
    const { _Group: group, _Created: created, _Username: _, ...config } = jsonIn(row.config) ?? {};
    Object.assign(params, flatParams(config));
    if (typeof group === 'string') params['trackio.group'] = group;
    const startedAt = typeof created === 'string' ? Date.parse(created) : Number.NaN;
    if (Number.isFinite(startedAt)) facts.startedAt = startedAt;
    if (typeof row.run_name === 'string') facts.name = row.run_name;
  }
  return { ...facts, params };
}

/** Its columns of JSON hold text or, as often, the bytes of it. */
function jsonIn(value: unknown): Row | null {
  const text = value instanceof Uint8Array ? new TextDecoder().decode(value) : typeof value === 'string' ? value : '';
  try {
    const said = parsePythonJson(text);
    return typeof said === 'object' && said !== null && !Array.isArray(said) ? (said as Row) : null;
  } catch {
    return null;
  }
}

function timeOf({ timestamp }: Row): number {
  const time = typeof timestamp === 'string' ? Date.parse(timestamp) : Number.NaN;
  return Number.isFinite(time) ? time : 0;
}
