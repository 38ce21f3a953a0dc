import { join } from 'node:path';
import { customAlphabet } from 'nanoid';
import { StudioError } from '../../shared/errors.ts';
import type { Run } from '../../shared/run.ts';
import type { Connection } from './connection.ts';
import { isRemoved } from './is-removed.ts';
import type { RunNumbers } from './run-numbers.ts';
import { readColumns, readTelling } from './run-columns.ts';
import { queryRuns } from './run-query.ts';
import { listKeys, listValues } from './run-keys.ts';
import { familyOf } from './run-family.ts';
import { groupRuns, groupTheseRuns } from './run-groups.ts';
import { assignmentsOf, runOf, type RunChange } from './run-row.ts';
import { forgetValueKeys, putConfigValues, putEnvironmentValues } from './run-values.ts';
import type { ObjectTable, RunTable } from './store.ts';

/** Lower case, nothing to mistake for something else; long enough for a workspace of millions. */
export const newRunId = customAlphabet('23456789abcdefghjkmnpqrstuvwxyz', 10);
/** Whether it has the form of a run's id; the run itself may be gone. */
export const isRunId = (name: string) => /^[2-9a-hjkmnp-z]{10}$/.test(name);
export const colors = 12;

interface Neighbours {
  numbers: RunNumbers;
  checkpoints: { readonly root: string };
  objects: ObjectTable & { sweep(): void };
  /** A run's series are gone. */
  forgetSeries(run: number): void;
}

export function openRunTable(connection: Connection, { numbers, checkpoints, objects, forgetSeries }: Neighbours): RunTable {
  function get(id: string): Run | null {
    const row = connection.sql('SELECT * FROM run WHERE id = ?').get(id);
    return row ? runOf(row) : null;
  }
  function existing(id: string): Run {
    numbers.of(id);
    return get(id) as Run;
  }
  function update(id: string, change: RunChange): Run {
    const { text, values } = assignmentsOf(change);
    if (text === '') return existing(id);
    connection.write(
      () => {
        connection.sql(`UPDATE run SET ${text} WHERE id = ?`).run(...values, id);
        if (change.environment !== undefined) putEnvironmentValues(connection, numbers.of(id), change.environment);
      },
      { durable: true },
    );
    return existing(id);
  }

  function markMany(change: string, value: number | null, ids: string[]): string[] {
    const statement = connection.sql(`UPDATE run SET ${change} AND id IN (SELECT value FROM json_each(?)) RETURNING id`);
    return connection.write(() => statement.all(value, JSON.stringify(ids)).map(({ id }) => String(id)), { durable: true });
  }

  return {
    create({ name, config, parent }) {
      const id = newRunId();
      connection.write(
        () => {
          const inserted = connection
            .sql(
              `INSERT INTO run (id, name, status, recipe, dataset, config, parent_run, parent_step, step, color, created_at)
               VALUES (?, ?, 'queued', ?, ?, ?, ?, ?, ?, 0, ?)`,
            )
            .run(
              id,
              name,
              config.recipe,
              config.dataset.name,
              JSON.stringify(config),
              parent?.run,
              parent?.step,
              parent?.step ?? 0,
              connection.now(),
            );
          const number = Number(inserted.lastInsertRowid);
          connection.sql('UPDATE run SET color = ? WHERE number = ?').run((number - 1) % colors, number);
          putConfigValues(connection, number, config);
        },
        { durable: true },
      );
      return existing(id);
    },
    get,
    find(reference) {
      if (/^#\d{1,15}$/.test(reference)) {
        const row = connection.sql('SELECT * FROM run WHERE number = ? AND incoming = 0').get(Number(reference.slice(1)));
        return row ? runOf(row) : null;
      }
      // Shorter beginnings hit by chance.
      if (!/^[0-9A-Za-z_-]{4,}$/.test(reference)) return null;
      // '~' sorts after everything an id is made of.
      const rows = connection.sql('SELECT * FROM run WHERE id >= ? AND id < ? AND incoming = 0 LIMIT 2').all(reference, `${reference}~`);
      return rows.length === 1 || rows[0]?.id === reference ? runOf(rows[0]) : null;
    },
    list: (query) => queryRuns(connection, query),
    groups: (ask, better) => groupRuns(connection, ask, better),
    inGroups: (ids, group) => groupTheseRuns(connection, ids, group),
    columns: (ask) => readColumns(connection, ask),
    telling: (ask) => readTelling(connection, ask),
    keys: (prefix, limit) => listKeys(connection, prefix, limit),
    values: (field, prefix, limit) => listValues(connection, field, prefix, limit),
    patch(id, change) {
      numbers.of(id);
      return update(id, change);
    },
    patchMany(ids, change) {
      const { text, values } = assignmentsOf(change);
      if (text === '') return 0;
      return connection.write(() =>
        Number(
          connection.sql(`UPDATE run SET ${text} WHERE id IN (SELECT value FROM json_each(?))`).run(...values, JSON.stringify(ids)).changes,
        ),
      );
    },
    update,
    remove: (id) => (existing(id).deletedAt === null ? update(id, { deletedAt: connection.now() }) : existing(id)),
    restore: (id) => update(id, { deletedAt: null }),
    removeMany: (ids) => markMany('deleted_at = ? WHERE deleted_at IS NULL', connection.now(), ids),
    restoreMany: (ids) => markMany('deleted_at = ? WHERE deleted_at IS NOT NULL', null, ids),
    purge(before) {
      const gone = connection
        .sql('SELECT id, number FROM run WHERE deleted_at IS NOT NULL AND deleted_at < ?')
        .all(before)
        // Files first: a kill in between, or a disk that is away, leaves runs that the next purge takes, never files that no row knows.
        .filter(({ id }) => isRemoved(join(checkpoints.root, String(id)), checkpoints.root));
      if (gone.length === 0) return 0;
      connection.write(
        () => {
          for (const { number } of gone) connection.sql('DELETE FROM run WHERE number = ?').run(number);
          forgetValueKeys(connection);
        },
        { durable: true },
      );
      for (const { id, number } of gone) {
        numbers.forget(String(id));
        forgetSeries(Number(number));
      }
      objects.sweep();
      return gone.length;
    },
    withStatus: (...statuses) =>
      connection
        .sql('SELECT * FROM run WHERE origin IS NULL AND status IN (SELECT value FROM json_each(?)) ORDER BY number')
        .all(JSON.stringify(statuses))
        .map(runOf),
    family: (id) => familyOf(connection, id),
    forks: (id) =>
      connection
        .sql('SELECT id, number, name, parent_step FROM run WHERE parent_run = ? AND deleted_at IS NULL ORDER BY number')
        .all(id)
        .map((row) => ({ run: String(row.id), number: Number(row.number), name: String(row.name), step: Number(row.parent_step) })),
  };
}

export function notFound(what: string): StudioError {
  return new StudioError('not-found', `There is no ${what} in this workspace; it may have been removed.`);
}
