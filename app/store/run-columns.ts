import {
  askColumns,
  type AskColumns,
  askTelling,
  type AskTelling,
  type ColumnEntry,
  mostColumns,
  type TellingKeys,
} from '../../shared/api/columns.ts';
import { StudioError } from '../../shared/errors.ts';
import { type Field, typeOf, valueRoots } from '../../shared/query/fields.ts';
import { fieldListOf } from '../../shared/query/sorting.ts';
import { writeField, writeLiteral } from '../../shared/query/write.ts';
import type { Connection } from './connection.ts';
import { openScope, type QueryScope } from './query-columns.ts';
import { askedRuns } from './run-query.ts';

export interface RunColumns {
  number: Float64Array;
  id: string[];
  name: string[];
  /** In the order of the asked fields. */
  columns: (ColumnEntry & { values: (number | null)[] | (string | null)[] })[];
  total: number;
}

/** Columns of many runs at once, read without loading a run. @throws StudioError invalid */
export function readColumns(connection: Connection, ask: AskColumns): RunColumns {
  const query = askColumns.parse(ask);
  const fields = fieldListOf(query.columns);
  if (fields.length > mostColumns) {
    throw new StudioError('invalid', `At most ${mostColumns} columns are read at once; ${fields.length} were asked for.`, {
      issues: [{ path: 'columns', message: 'These are too many.' }],
    });
  }
  const scope = openScope(connection);
  const where = whereOf(connection, scope, query);
  const cells = fields.map((field) => {
    const { value, isThere, isBoolean } = scope.columnOf(field);
    // SQLite has NaN as NULL.
    return `, ${value}, ${field.kind === 'metric' ? `(${isThere} AND ${value} IS NULL) * 2` : isBoolean}`;
  });
  const rows = connection
    .sqlOnce(
      `SELECT run.number, run.id, run.name${cells.join('')} FROM run ${scope.joins()} WHERE ${where} ORDER BY run.number DESC LIMIT ${query.limit}`,
    )
    .raw()
    .all(scope.values()) as unknown as Row[];
  rows.reverse();
  return {
    number: Float64Array.from(rows, ([number]) => number),
    id: rows.map(([, id]) => id),
    name: rows.map(([, , name]) => name),
    columns: fields.map((field, at) => columnOf(field, rows, 3 + 2 * at)),
    total: rows.length < query.limit ? rows.length : countOf(connection, query),
  };
}

type Row = [number: number, id: string, name: string, ...cells: unknown[]];

/** Runs that are named are meant whatever their state. */
function whereOf(connection: Connection, scope: QueryScope, query: ReturnType<typeof askColumns.parse>): string {
  if (query.ids === undefined) return askedRuns(connection, scope, query).where;
  const { where } = askedRuns(connection, scope, { ...query, archived: query.archived ?? 'all' });
  const named = `run.id IN (SELECT value FROM json_each(${scope.bind(JSON.stringify(query.ids))}))`;
  return `${where} AND ${named}`;
}

function countOf(connection: Connection, query: ReturnType<typeof askColumns.parse>): number {
  const scope = openScope(connection);
  const where = whereOf(connection, scope, query);
  return Number(connection.sqlOnce(`SELECT COUNT(*) AS count FROM run ${scope.joins()} WHERE ${where}`).get(scope.values())?.count);
}

function columnOf(field: Field, rows: Row[], place: number): RunColumns['columns'][number] {
  const entry = { field: writeField(field) };
  const type = typeOf(field);
  const there = rows.filter((row) => row[place] !== null);
  const areNumbers = there.every((row) => typeof row[place] === 'number' && row[place + 1] !== 1);
  if (areNumbers && type !== 'text' && type !== 'list') {
    const kind = type === 'time' || type === 'duration' ? type : 'number';
    return { ...entry, kind, values: rows.map((row) => (row[place + 1] === 2 ? Number.NaN : (row[place] as number | null))) };
  }
  const areBooleans = there.length > 0 && there.every((row) => row[place + 1] === 1);
  const kind = type === 'list' ? 'list' : areBooleans ? 'boolean' : 'text';
  return {
    ...entry,
    kind,
    values: rows.map((row) => (row[place] === null ? null : literalOf(row[place], row[place + 1] === 1, type === 'list'))),
  };
}

function literalOf(cell: unknown, isBoolean: boolean, isList: boolean): string {
  if (isList) return writeLiteral(JSON.parse(String(cell)) as string[]);
  return writeLiteral(isBoolean ? cell === 1 : (cell as number | string));
}

/** So many runs show what differs among ten thousand, in a fifth of a second. */
const mostLooked = 200;

export function readTelling(connection: Connection, ask: AskTelling): TellingKeys {
  const query = askTelling.parse(ask);
  const scope = openScope(connection);
  const { where } = askedRuns(connection, scope, query);
  const all = connection
    .sqlOnce(`SELECT run.number FROM run ${scope.joins()} WHERE ${where} ORDER BY run.number`)
    .raw()
    .all(scope.values())
    .map((row) => (row as unknown as [number])[0]);
  const every = Math.max(1, all.length / mostLooked);
  const looked = Array.from({ length: Math.min(all.length, mostLooked) }, (_, at) => all[Math.floor(at * every)]);
  const numbers = JSON.stringify(looked);
  const values = connection
    .sql(
      `SELECT value_key.key AS key, COUNT(DISTINCT run_value.value) AS kinds, COUNT(*) AS count FROM json_each(?) AS listed
       CROSS JOIN run_value INDEXED BY run_value_by_run ON run_value.run = listed.value JOIN value_key ON value_key.id = run_value.key
       GROUP BY run_value.key HAVING kinds > 1`,
    )
    .all(numbers)
    .map((row) => ({ key: String(row.key), distinct: Number(row.kinds), count: Number(row.count) }))
    .filter(({ key }) => valueRoots.some((root) => root !== 'environment' && key.startsWith(`${root}.`)))
    .map(({ key, ...figures }) => ({ field: writeField({ kind: 'value', key }), ...figures }));
  const recipes = connection
    .sql(
      'SELECT COUNT(DISTINCT recipe) AS recipe, COUNT(DISTINCT dataset) AS dataset FROM run WHERE number IN (SELECT value FROM json_each(?))',
    )
    .get(numbers);
  for (const field of ['dataset', 'recipe'] as const) {
    const distinct = Number(recipes?.[field] ?? 0);
    if (distinct > 1) values.unshift({ field, distinct, count: looked.length });
  }
  const metrics = connection
    .sql(
      'SELECT key, COUNT(*) AS count FROM series WHERE run IN (SELECT value FROM json_each(?)) AND count > 0 GROUP BY key ORDER BY count DESC, key',
    )
    .all(numbers)
    .map((row) => ({ field: writeField({ kind: 'metric', key: String(row.key), figure: 'last' }), count: Number(row.count) }));
  values.sort((a, b) => weightOf(b, looked.length) - weightOf(a, looked.length));
  return { values, metrics, looked: looked.length, total: all.length };
}

/** A value that most runs have and that few of them have alone tells more than a seed, which all have and none shares. */
function weightOf({ distinct, count }: { distinct: number; count: number }, runs: number): number {
  return count / runs + (distinct <= Math.sqrt(runs) + 2 ? 0.5 : 0);
}
