import {
  type Aggregate,
  type GroupList,
  type GroupedRuns,
  type GroupValue,
  listGroups,
  type ListGroups,
  type RunGroup,
} from '../../shared/api/runs.ts';
import { StudioError } from '../../shared/errors.ts';
import { type Field, typeOf } from '../../shared/query/fields.ts';
import { fieldListOf, type GroupSortKey, groupSortKeysOf } from '../../shared/query/sorting.ts';
import { writeEquals, writeField } from '../../shared/query/write.ts';
import type { RunStatus } from '../../shared/run.ts';
import { aggregateOf, orderOfFigures, summaryOf } from './aggregate.ts';
import type { Connection } from './connection.ts';
import { openScope, type QueryScope } from './query-columns.ts';
import { askedRuns } from './run-query.ts';

type Better = (series: string) => 'lower' | 'higher' | null;
/** As SQL hands it over: the run's number and status, then every field asked for. */
type Found = [number: number, status: RunStatus, ...cells: unknown[]];
interface Group {
  cells: GroupValue[];
  rows: Found[];
}

/**
 * SQL finds the runs and reads the asked columns, nothing else of them; what is equal is put together here, where a median costs no
 * more than a mean. Only the groups of one page are summed up. @throws StudioError invalid
 */
export function groupRuns(connection: Connection, ask: ListGroups, better?: Better): GroupList {
  const query = listGroups.parse(ask);
  const grouped = fieldListOf(query.group, 'group');
  const columns = fieldListOf(query.columns);
  const sort = groupSortKeysOf(query.sort, query.order);
  checkFields(grouped);
  const scope = openScope(connection);
  const { where, hints } = askedRuns(connection, scope, query);
  const fields = distinct([...grouped, ...columns, ...sort.flatMap(({ field }) => field ?? [])]);
  const places = new Map(fields.map((field, at) => [writeField(field), 2 + 2 * at]));
  const cells = fields.map((field) => cellOf(field, scope)).join(', ');
  const rows = connection
    .sqlOnce(`SELECT run.number, run.status, ${cells} FROM run ${scope.joins()} WHERE ${where} ORDER BY run.number`)
    .raw()
    .all(scope.values()) as unknown as Found[];
  const placeOf = (field: Field) => places.get(writeField(field))!;

  const groups = grouping(rows, grouped.map(placeOf), grouped);
  sortGroups(groups, sort, grouped, placeOf);
  const page = groups.slice(query.offset, query.offset + query.limit).map((group): RunGroup => {
    const counts: RunGroup['counts'] = {};
    for (const [, status] of group.rows) counts[status] = (counts[status] ?? 0) + 1;
    return {
      where: grouped.map((field, at) => writeEquals(field, group.cells[at])).join(' and '),
      values: group.cells,
      count: group.rows.length,
      counts,
      columns: columns.map((field) => {
        const side = field.kind === 'metric' ? (better?.(field.key) ?? null) : null;
        return aggregateOf(group.rows, placeOf(field), (cell, isBoolean) => readCell(field, cell, isBoolean), side);
      }),
    };
  });
  nameBest(
    connection,
    page.flatMap((group) => group.columns),
  );
  return { groups: page, total: groups.length, runs: rows.length, hints };
}

/** Runs that are known by their ids, in groups of equal values; the larger first, then the older. @throws StudioError invalid */
export function groupTheseRuns(connection: Connection, ids: string[], group: string): GroupedRuns[] {
  const grouped = fieldListOf(group, 'group');
  checkFields(grouped);
  const scope = openScope(connection);
  const cells = grouped.map((field) => cellOf(field, scope)).join(', ');
  const chosen = scope.bind(JSON.stringify(ids));
  const rows = connection
    .sqlOnce(
      `SELECT run.number, run.id, ${cells} FROM run ${scope.joins()} WHERE run.id IN (SELECT value FROM json_each(${chosen})) ORDER BY run.number`,
    )
    .raw()
    .all(scope.values()) as unknown as Found[];
  const places = grouped.map((_, at) => 2 + 2 * at);
  return grouping(rows, places, grouped)
    .map((found) => ({
      where: grouped.map((field, at) => writeEquals(field, found.cells[at])).join(' and '),
      values: found.cells,
      ids: found.rows.map(([, id]) => String(id)),
    }))
    .sort((a, b) => b.ids.length - a.ids.length);
}

function checkFields(grouped: Field[]): void {
  if (grouped.length === 0) {
    throw new StudioError('invalid', 'Runs are grouped by nothing here; name a field such as recipe or params.lambda.', {
      issues: [{ path: 'group', message: 'A field stands here.' }],
    });
  }
  const endless = grouped.find((field) => field.kind === 'attribute' && field.name === 'age');
  if (endless === undefined) return;
  throw new StudioError('invalid', 'Runs can’t be grouped by an age, which never stays the same; take created, or another field.', {
    issues: [{ path: 'group', message: 'This is no field to group by.' }],
  });
}

/** Two cells a field: its value, and 1 where that is a boolean or 2 where it is NaN, which SQLite has as NULL. */
function cellOf(field: Field, scope: QueryScope): string {
  const { value, isThere, isBoolean } = scope.columnOf(field);
  return field.kind === 'metric' ? `${value}, (${isThere} AND ${value} IS NULL) * 2` : `${value}, ${isBoolean}`;
}

function withNaN(row: Found): Found {
  for (let place = 2; place < row.length; place += 2) if (row[place + 1] === 2) row[place] = Number.NaN;
  return row;
}

function readCell(field: Field, cell: unknown, isBoolean: unknown): GroupValue {
  if (cell === null) return null;
  if (typeOf(field) === 'list') return JSON.parse(String(cell)) as string[];
  return isBoolean === 1 ? cell === 1 : (cell as number | string);
}

function grouping(rows: Found[], places: number[], fields: Field[]): Group[] {
  const groups = new Map<unknown, Group>();
  for (const row of rows.map(withNaN)) {
    const key = places.length === 1 ? row[places[0]] : keyOf(row, places);
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else groups.set(key, { cells: fields.map((field, at) => readCell(field, row[places[at]], row[places[at] + 1])), rows: [row] });
  }
  return [...groups.values()];
}

/** The same for the same values only: a text says how long it is. */
function keyOf(row: Found, places: number[]): string {
  let key = '';
  for (const place of places) {
    const cell = row[place];
    key += typeof cell === 'string' ? `${cell.length}:${cell}` : `=${cell};`;
  }
  return key;
}

function sortGroups(groups: Group[], sort: GroupSortKey[], grouped: Field[], placeOf: (field: Field) => number): void {
  const names = grouped.map(writeField);
  const figures = sort.map(({ by, field }) => {
    if (field === null) return (group: Group): GroupValue => group.rows.length;
    const at = by === 'value' ? names.indexOf(writeField(field)) : -1;
    if (at >= 0) return (group: Group) => group.cells[at];
    const place = placeOf(field);
    return (group: Group): GroupValue => summaryOf(group.rows, place, by === 'value' || by === 'count' ? 'mean' : by);
  });
  const keys = new Map(groups.map((group) => [group, figures.map((figure) => figure(group))]));
  groups.sort((one, other) => {
    const [a, b] = [keys.get(one)!, keys.get(other)!];
    for (let at = 0; at < sort.length; at++) {
      const order = orderOfFigures(a[at], b[at], sort[at].order);
      if (order !== 0) return order;
    }
    return one.rows[0][0] - other.rows[0][0];
  });
}

/** Runs are known by their numbers until here. */
function nameBest(connection: Connection, columns: Aggregate[]): void {
  const best = columns.flatMap((column) => column.best ?? []);
  if (best.length === 0) return;
  const rows = connection
    .sql('SELECT number, id, name FROM run WHERE number IN (SELECT value FROM json_each(?))')
    .all(JSON.stringify([...new Set(best.map(({ number }) => number))]));
  const byNumber = new Map(rows.map((row) => [Number(row.number), row]));
  for (const entry of best) {
    const row = byNumber.get(entry.number);
    Object.assign(entry, { run: String(row?.id), name: String(row?.name) });
  }
}

function distinct(fields: Field[]): Field[] {
  return [...new Map(fields.map((field) => [writeField(field), field])).values()];
}
