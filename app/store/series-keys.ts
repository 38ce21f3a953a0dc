import type { Connection } from './connection.ts';

const known = new WeakMap<Connection, { upTo: number; keys: string[] }>();

/** Looked up once for as long as no series is new: from key to key in the index, however many runs have each. */
export function seriesKeys(connection: Connection): string[] {
  const upTo = Number(connection.sql('SELECT MAX(id) AS id FROM series').get()?.id ?? 0);
  const before = known.get(connection);
  if (before?.upTo === upTo) return before.keys;
  const rows = connection
    .sql(
      `WITH RECURSIVE found(key) AS (
         SELECT MIN(key) FROM series
         UNION ALL SELECT (SELECT MIN(key) FROM series WHERE key > found.key) FROM found WHERE found.key IS NOT NULL
       ) SELECT key FROM found WHERE key IS NOT NULL`,
    )
    .all();
  const keys = rows.map(({ key }) => String(key));
  known.set(connection, { upTo, keys });
  return keys;
}

/** Once series are gone: numbers are given again, and the newest may be another's. */
export function forgetSeriesKeys(connection: Connection): void {
  known.delete(connection);
}
