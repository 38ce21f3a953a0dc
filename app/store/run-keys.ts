import type { KeyList, ValueList } from '../../shared/api/runs.ts';
import type { Issue } from '../../shared/errors.ts';
import { nearestName } from '../../shared/nearest-name.ts';
import { attributes, type Field, figures, listOf, typeOf, valueRoots } from '../../shared/query/fields.ts';
import type { ReadQuery } from '../../shared/query/read-query.ts';
import { fieldListOf, fieldNamed } from '../../shared/query/sorting.ts';
import { writeField } from '../../shared/query/write.ts';
import type { Connection } from './connection.ts';
import { openScope } from './query-columns.ts';
import { escapeLike } from './query-conditions.ts';
import { seriesKeys } from './series-keys.ts';
import { valueKeyOf } from './run-values.ts';

/** What a query may ask for: names that begin with the prefix, then those that contain it; letters in any case. */
export function listKeys(connection: Connection, prefix: string, limit: number): KeyList {
  const typed = prefix.toLowerCase();
  const first: KeyList['keys'] = figuresOf(connection, prefix);
  const byPart: KeyList['keys'] = [];
  const other: KeyList['keys'] = [];
  for (const [name, { help }] of Object.entries(attributes)) sortIn(name, help);
  for (const key of valueKeys(connection)) sortIn(writeField({ kind: 'value', key }), '');
  for (const key of seriesKeys(connection)) sortIn(writeField({ kind: 'metric', key, figure: 'last' }), '');
  const keys = [...first, ...byPart, ...other];
  return { keys: keys.slice(0, limit), more: keys.length > limit };

  function sortIn(key: string, help: string): void {
    const at = key.toLowerCase().indexOf(typed);
    // A key is often known by its last part: `lam` means params.lambda before it means params.flammable.
    if (at === 0) first.push({ key, help });
    else if (at > 0 && key[at - 1] === '.') byPart.push({ key, help });
    else if (at > 0) other.push({ key, help });
  }
}

/** `metrics.w1.` goes on with what can be asked of a series. */
function figuresOf(connection: Connection, prefix: string): KeyList['keys'] {
  const [, path, begun] = /^(metrics\..+)\.(\w*)$/.exec(prefix) ?? [];
  if (path === undefined) return [];
  const field = fieldNamed(path);
  if (field?.kind !== 'metric' || !hasSeries(connection, field.key)) return [];
  return figures.filter((figure) => figure.startsWith(begun)).map((figure) => ({ key: `${path}.${figure}`, help: '' }));
}

/** Values that runs have under a field, the most frequent first. @throws StudioError invalid for no field */
export function listValues(connection: Connection, name: string, prefix: string, limit: number): ValueList {
  const [field] = fieldListOf(name);
  if (field === undefined || typeOf(field) === 'time' || typeOf(field) === 'duration') return { values: [], more: false };
  const scope = openScope(connection);
  const { value, isBoolean } = scope.columnOf(field);
  const isList = typeOf(field) === 'list';
  const shown = isList ? 'item.value' : value;
  const typed = `CASE ${isBoolean} WHEN 1 THEN iif(${shown}, 'True', 'False') ELSE ${shown} END`;
  const rows = connection
    .sqlOnce(
      `SELECT ${shown} AS value, MAX(${isBoolean}) AS is_boolean, COUNT(*) AS count
       FROM run ${scope.joins()} ${isList ? `CROSS JOIN json_each(run.${listOf(field)}) AS item` : ''}
       WHERE run.deleted_at IS NULL AND run.incoming = 0 AND ${shown} IS NOT NULL AND ${typed} LIKE ${scope.bind(`${escapeLike(prefix)}%`)} ESCAPE '\\'
       GROUP BY ${shown} ORDER BY count DESC, value LIMIT ${scope.bind(limit + 1)}`,
    )
    .all(scope.values());
  const values = rows.map((row) => ({
    value: row.is_boolean === 1 ? row.value === 1 : (row.value as number | string),
    count: Number(row.count),
  }));
  return { values: values.slice(0, limit), more: values.length > limit };
}

/** More would be no hints. */
const mostHints = 20;

/** Keys that no run has, each with the one that was perhaps meant. */
export function hintsFor(connection: Connection, { named }: ReadQuery): Issue[] {
  const keyed = named.filter(({ field }) => field.kind !== 'attribute');
  return keyed.slice(0, mostHints).flatMap(({ field, at }) => {
    if (field.kind === 'attribute') return [];
    const isKnown = field.kind === 'value' ? valueKeyOf(connection, field.key) !== null : hasSeries(connection, field.key);
    if (isKnown) return [];
    const keys = field.kind === 'metric' ? seriesKeys(connection) : valueKeys(connection);
    const near = nearestName(field.key, keys);
    const instead = near === null ? '' : ` Did you mean ${writeField({ ...field, key: near } as Field)}?`;
    const what = field.kind === 'metric' ? `recorded the series “${field.key}”` : `has ${field.key}`;
    return [{ path: 'query', message: `No run ${what}.${instead}`, at }];
  });
}

function valueKeys(connection: Connection): string[] {
  const rows = connection.sql('SELECT key FROM value_key ORDER BY key').all();
  return rows.map(({ key }) => String(key)).filter((key) => valueRoots.some((root) => key.startsWith(`${root}.`)));
}

function hasSeries(connection: Connection, key: string): boolean {
  return connection.sql('SELECT 1 FROM series INDEXED BY series_by_key WHERE key = ? LIMIT 1').get(key) !== undefined;
}
