import type { Params } from '../../shared/params.ts';
import type { Environment } from '../../shared/run.ts';
import type { RunConfig } from '../../shared/run-config.ts';
import type { Connection } from './connection.ts';
import { forgetSeriesKeys } from './series-keys.ts';

/** Inside the caller's transaction; a config never changes, so once. */
export function putConfigValues(connection: Connection, run: number, config: RunConfig): void {
  const { params, dataset, recording, stop, ...rest } = config;
  put(connection, run, '', rest);
  put(connection, run, 'params.', params);
  put(connection, run, 'dataset.params.', dataset.params);
  put(connection, run, 'recording.', recording);
  put(connection, run, 'stop.', stop ?? {});
}

/** Inside the caller's transaction: of a run that another tool logged the params are all that is known. */
export function putImportedValues(connection: Connection, run: number, params: Params): void {
  put(connection, run, 'params.', params);
}

/** Inside the caller's transaction; in place of what was said of the environment before. */
export function putEnvironmentValues(connection: Connection, run: number, environment: Environment | null): void {
  connection
    .sql(`DELETE FROM run_value WHERE run = ? AND key IN (SELECT id FROM value_key WHERE key >= 'environment.' AND key < 'environment/')`)
    .run(run);
  put(connection, run, 'environment.', environment ?? {});
}

/** Once runs are gone for good: keys that no run has any more. */
export function forgetValueKeys(connection: Connection): void {
  forgetSeriesKeys(connection);
  connection.sql('DELETE FROM value_key WHERE NOT EXISTS (SELECT 1 FROM run_value WHERE run_value.key = value_key.id)').run();
}

/** null where no run has such a key. */
export function valueKeyOf(connection: Connection, key: string): number | null {
  const row = connection.sql('SELECT id FROM value_key WHERE key = ?').get(key);
  return row === undefined ? null : Number(row.id);
}

function put(connection: Connection, run: number, prefix: string, values: object): void {
  const name = connection.sql('INSERT INTO value_key (key) VALUES (?) ON CONFLICT DO NOTHING');
  const insert = connection.sql(
    'INSERT OR REPLACE INTO run_value (key, run, value, is_boolean) SELECT id, ?, ?, ? FROM value_key WHERE key = ?',
  );
  for (const [key, value] of Object.entries(values)) {
    if (typeof value !== 'number' && typeof value !== 'string' && typeof value !== 'boolean') continue;
    name.run(prefix + key);
    insert.run(run, typeof value === 'boolean' ? Number(value) : value, Number(typeof value === 'boolean'), prefix + key);
  }
}
