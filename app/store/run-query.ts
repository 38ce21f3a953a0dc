import { listRuns, type ListRuns, type RunList, type RunQuery, type RunRow } from '../../shared/api/runs.ts';
import type { Issue } from '../../shared/errors.ts';
import type { Field } from '../../shared/query/fields.ts';
import { readQuery } from '../../shared/query/read-query.ts';
import { readSeriesList } from '../../shared/query/series-list.ts';
import { type SortKey, sortKeysOf } from '../../shared/query/sorting.ts';
import { runStatuses, type RunStatus } from '../../shared/run.ts';
import type { Connection } from './connection.ts';
import { openScope, type QueryScope } from './query-columns.ts';
import { conditionOf } from './query-conditions.ts';
import { hintsFor } from './run-keys.ts';
import { runOf } from './run-row.ts';
import { numberOf } from './series-state.ts';

/** Filtered and sorted by SQLite as numbers alone, then cut to a page: ten thousand runs are listed without loading them. */
export function queryRuns(connection: Connection, ask: ListRuns): RunList {
  const query = listRuns.parse(ask);
  const scope = openScope(connection);
  const asked = askedRuns(connection, scope, query);
  const by = [
    ...sortKeysOf(query.sort, query.order).map((key) => orderBy(key, scope)),
    `run.number ${query.order === 'ascending' ? '' : 'DESC'}`,
  ];
  const found = connection
    .sqlOnce(`SELECT run.number, run.status FROM run ${scope.joins()} WHERE ${asked.where} ORDER BY ${by.join(', ')}`)
    .raw()
    .all(scope.values()) as unknown as [number, RunStatus][];
  const counts = Object.fromEntries(runStatuses.map((status) => [status, 0])) as Record<RunStatus, number>;
  for (const [, status] of found) counts[status]++;
  const page = found.slice(query.offset, query.offset + query.limit).map(([number]) => number);
  const keys = readSeriesList(query.series);
  return { runs: withSeries(connection, rowsOf(connection, page), keys), total: found.length, counts, as: asked.as, hints: asked.hints };
}

/** What the studio writes itself has the whole of a run's words in it. */
const longestWithin = 100_000;

/** Which runs are meant, as a condition on `run` and what `scope` joins to it; hints come with a first page. @throws StudioError invalid, at the word that is wrong */
export function askedRuns(
  connection: Connection,
  scope: QueryScope,
  ask: Pick<RunQuery, 'query' | 'within' | 'archived' | 'deleted'> & Partial<Pick<RunQuery, 'offset'>>,
): { where: string; as: RunList['as']; hints: Issue[] } {
  const read = readQuery(ask.query);
  const within = readQuery(ask.within, longestWithin);
  const archived = ask.archived ?? (read.asksForArchived || within.asksForArchived ? 'all' : 'no');
  const parts = ['run.incoming = 0', ask.deleted === 'yes' ? 'run.deleted_at IS NOT NULL' : 'run.deleted_at IS NULL'];
  if (archived !== 'all') parts.push(`run.archived = ${archived === 'yes' ? 1 : 0}`);
  for (const { query } of [read, within]) if (query.kind !== 'constant' || !query.value) parts.push(conditionOf(query, scope));
  return { where: parts.join(' AND '), as: read.as, hints: ask.offset ? [] : hintsFor(connection, read) };
}

function orderBy({ field, order }: SortKey, scope: QueryScope): string {
  const letters = isName(field) ? ' COLLATE NOCASE' : '';
  return `${scope.columnOf(field).value}${letters} ${order === 'ascending' ? 'ASC' : 'DESC'} NULLS LAST`;
}

function isName(field: Field): boolean {
  return field.kind === 'attribute' && field.name === 'name';
}

function textOrNull(value: unknown): string | null {
  return value === null ? null : String(value);
}

function rowsOf(connection: Connection, numbers: number[]): RunRow[] {
  const rows = connection
    .sql(
      'SELECT run.*, sweep_run.sweep FROM run LEFT JOIN sweep_run ON sweep_run.run = run.number WHERE number IN (SELECT value FROM json_each(?))',
    )
    .all(JSON.stringify(numbers));
  const byNumber = new Map(rows.map((row) => [Number(row.number), row]));
  return numbers.map((number) => ({ ...runOf(byNumber.get(number)!), series: {}, sweep: textOrNull(byNumber.get(number)!.sweep) }));
}

function withSeries(connection: Connection, runs: RunRow[], keys: string[]): RunRow[] {
  if (keys.length === 0 || runs.length === 0) return runs;
  const byNumber = new Map(runs.map((run) => [run.number, run]));
  const rows = connection
    .sql(
      `SELECT run, series.key, count, first_step, last_step, last, min, max FROM json_each(?) AS wanted CROSS JOIN json_each(?) AS listed
       CROSS JOIN series INDEXED BY series_by_key ON series.key = wanted.value AND series.run = listed.value AND series.count > 0`,
    )
    .all(JSON.stringify(keys), JSON.stringify([...byNumber.keys()]));
  for (const row of rows) {
    const run = byNumber.get(Number(row.run));
    if (!run) continue;
    run.series[String(row.key)] = {
      key: String(row.key),
      count: Number(row.count),
      firstStep: Number(row.first_step),
      lastStep: Number(row.last_step),
      last: numberOf(row.last),
      min: numberOf(row.min),
      max: numberOf(row.max),
    };
  }
  return runs;
}
