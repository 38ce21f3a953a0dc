import { StudioError } from '../../shared/errors.ts';
import type { Connection, Row } from './connection.ts';
import { openScope } from './query-columns.ts';
import { conditionOfClause, pageOf } from './tracked-search.ts';
import type { Experiment, ExperimentField, ExperimentTable, Pair } from './tracked.ts';

export function openExperiments(connection: Connection): ExperimentTable {
  const tagsOf = (id: unknown) =>
    connection
      .sql('SELECT key, value FROM experiment_tag WHERE experiment = ? ORDER BY key')
      .all(id)
      .map(({ key, value }) => ({ key: String(key), value: String(value) }));
  const experimentOf = (row: Row): Experiment => ({
    id: Number(row.id),
    name: String(row.name),
    location: String(row.location),
    createdAt: Number(row.created_at),
    updatedAt: Number(row.updated_at),
    isDeleted: row.deleted === 1,
    tags: tagsOf(row.id),
  });
  const found = (row: Row | undefined) => (row === undefined ? null : experimentOf(row));
  const named = (name: string) => found(connection.sql('SELECT * FROM experiment WHERE name = ?').get(name));
  const putTag = (id: number, { key, value }: Pair) =>
    connection
      .sql('INSERT INTO experiment_tag (experiment, key, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value')
      .run(id, key, value);
  const touch = (id: number) => connection.sql('UPDATE experiment SET updated_at = ? WHERE id = ?').run(connection.now(), id);

  function refuseTaken(name: string): void {
    if (named(name) === null) return;
    throw new StudioError(
      'conflict',
      `Experiment(name=${name}) already exists. Choose another name; a deleted experiment keeps its own and can be restored.`,
    );
  }

  return {
    create({ name, location, tags }) {
      refuseTaken(name);
      return connection.write(() => {
        const now = connection.now();
        const { lastInsertRowid } = connection
          .sql('INSERT INTO experiment (name, location, created_at, updated_at) VALUES (?, ?, ?, ?)')
          .run(name, location, now, now);
        const id = Number(lastInsertRowid);
        for (const tag of tags) putTag(id, tag);
        return id;
      });
    },
    get: (id) => found(connection.sql('SELECT * FROM experiment WHERE id = ?').get(id)),
    named,
    rename(id, name) {
      refuseTaken(name);
      connection.write(() => {
        connection.sql('UPDATE experiment SET name = ? WHERE id = ?').run(name, id);
        connection.sql('UPDATE run SET experiment = ? WHERE number IN (SELECT run FROM tracked_run WHERE experiment = ?)').run(name, id);
        touch(id);
      });
    },
    setDeleted(id, isDeleted) {
      const now = connection.now();
      connection.write(() => {
        connection.sql('UPDATE experiment SET deleted = ? WHERE id = ?').run(Number(isDeleted), id);
        touch(id);
        connection
          .sql(
            'UPDATE run SET deleted_at = ? WHERE (deleted_at IS NULL) = ? AND number IN (SELECT run FROM tracked_run WHERE experiment = ?)',
          )
          .run(isDeleted ? now : null, Number(isDeleted), id);
      });
    },
    setTag(id, tag) {
      connection.write(() => {
        putTag(id, tag);
        touch(id);
      });
    },
    deleteTag: (id, key) =>
      connection.write(() => connection.sql('DELETE FROM experiment_tag WHERE experiment = ? AND key = ?').run(id, key).changes > 0),
    search({ view, clauses, order, offset, limit }) {
      const scope = openScope(connection);
      const columnOf = (field: ExperimentField) => {
        if (field.kind === 'attribute') return { value: attributeColumns[field.key], isThere: '1', isNumber: numeric.has(field.key) };
        const alias = scope.join(
          `tag ${field.key}`,
          (name) => `LEFT JOIN experiment_tag AS ${name} ON ${name}.experiment = experiment.id AND ${name}.key = ${scope.bind(field.key)}`,
        );
        return { value: `${alias}.value`, isThere: `${alias}.key IS NOT NULL`, isNumber: false };
      };
      const where = ['1', ...clauses.map((clause) => conditionOfClause(clause, asText(columnOf(clause.field)), scope))];
      if (view !== 'all') where.push(`experiment.deleted = ${view === 'deleted' ? 1 : 0}`);
      const by = order.map(({ field, isDescending }) => `${columnOf(field).value} ${isDescending ? 'DESC' : 'ASC'}`);
      // Newest first where nothing else is asked; what is alike keeps to its id.
      if (order.length === 0) by.push('experiment.created_at DESC', 'experiment.id DESC');
      by.push('experiment.id ASC');
      const text = `SELECT experiment.* FROM experiment ${scope.joins()} WHERE ${where.join(' AND ')} ORDER BY ${by.join(', ')} LIMIT ${scope.bind(limit + 1)} OFFSET ${scope.bind(offset)}`;
      return pageOf(connection.sqlOnce(text).all(scope.values()).map(experimentOf), limit);
    },
  };
}

/** An id is asked for as text, and ordered as a number. */
function asText<Column extends { value: string }>(column: Column): Column {
  return column.value === attributeColumns.experiment_id ? { ...column, value: `CAST(${column.value} AS TEXT)` } : column;
}

const attributeColumns = {
  name: 'experiment.name',
  experiment_id: 'experiment.id',
  creation_time: 'experiment.created_at',
  last_update_time: 'experiment.updated_at',
};
const numeric = new Set<string>(['creation_time', 'last_update_time']);
