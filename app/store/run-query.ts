import { listRuns, type ListRuns, type RunList, type RunRow } from '../../shared/api/runs.ts';
import { runStatuses, type RunStatus } from '../../shared/run.ts';
import { StudioError } from '../../shared/errors.ts';
import type { Connection } from './connection.ts';
import { runOf } from './run-row.ts';
import { numberOf } from './series-state.ts';

/** Filtered, sorted and cut to a page by SQLite: ten thousand runs are listed without loading them. */
export function queryRuns(connection: Connection, ask: ListRuns): RunList {
  const query = listRuns.parse(ask);
  const { where, values } = conditionsOf(query);
  const sort = sortOf(query.sort);
  const direction = query.order === 'ascending' ? 'ASC' : 'DESC';
  const rows = connection
    .sql(
      `SELECT run.* FROM run ${sort.join} WHERE ${where} ORDER BY ${sort.by} ${direction} NULLS LAST, number ${direction} LIMIT ? OFFSET ?`,
    )
    .all(...sort.values, ...values, ...sort.byValues, query.limit, query.offset);
  const counts = Object.fromEntries(runStatuses.map((status) => [status, 0])) as Record<RunStatus, number>;
  let total = 0;
  for (const row of connection.sql(`SELECT status, COUNT(*) AS count FROM run WHERE ${where} GROUP BY status`).all(...values)) {
    counts[row.status as RunStatus] = Number(row.count);
    total += Number(row.count);
  }
  const keys = query.series.split(',').filter((key) => key !== '');
  return {
    runs: withSeries(
      connection,
      rows.map(runOf).map((run) => ({ ...run, series: {} })),
      keys,
    ),
    total,
    counts,
  };
}

const prefixes: Record<string, string> = {
  status: 'status = ?',
  recipe: 'recipe = ?',
  dataset: 'dataset = ?',
  tag: 'EXISTS (SELECT 1 FROM json_each(tags) WHERE value = ?)',
};

function conditionsOf(query: { query: string; archived: string; deleted: string }): { where: string; values: unknown[] } {
  const parts = ['incoming = 0', query.deleted === 'yes' ? 'deleted_at IS NOT NULL' : 'deleted_at IS NULL'];
  const values: unknown[] = [];
  if (query.archived !== 'all') parts.push(query.archived === 'yes' ? 'archived = 1' : 'archived = 0');
  for (const word of query.query.split(/\s+/).filter((part) => part !== '')) {
    const colon = word.indexOf(':');
    const prefix = colon > 0 ? prefixes[word.slice(0, colon)] : undefined;
    if (prefix && colon < word.length - 1) {
      parts.push(prefix);
      values.push(word.slice(colon + 1));
    } else if (/^#\d+$/.test(word)) {
      parts.push('number = ?');
      values.push(Number(word.slice(1)));
    } else {
      parts.push("(name || ' ' || recipe || ' ' || dataset || ' ' || tags || ' ' || notes) LIKE ? ESCAPE '\\'");
      values.push(`%${word.replace(/[\\%_]/g, (special) => `\\${special}`)}%`);
    }
  }
  return { where: parts.join(' AND '), values };
}

const fields: Record<string, string> = {
  ...{ id: 'id', number: 'number', name: 'name COLLATE NOCASE', status: 'status', recipe: 'recipe', dataset: 'dataset', step: 'step' },
  ...{ stepsPerSecond: 'steps_per_second', color: 'color', archived: 'archived', deletedAt: 'deleted_at', createdAt: 'created_at' },
  ...{ startedAt: 'started_at', endedAt: 'ended_at', trainedFor: 'trained_for', notes: 'notes', tags: 'tags', sentence: 'sentence' },
  ...{ parent: 'parent_run', seed: "config ->> '$.seed'", steps: "config ->> '$.steps'", backend: "environment ->> '$.backend'" },
};

/** @throws StudioError invalid: a sort that is no field of a run */
function sortOf(sort: string): { join: string; values: unknown[]; by: string; byValues: unknown[] } {
  const summary = /^(last|min|max):(.+)$/.exec(sort);
  if (summary) {
    const [, which, key] = summary;
    return { join: 'LEFT JOIN series ON series.run = run.number AND series.key = ?', values: [key], by: `series.${which}`, byValues: [] };
  }
  const knob = /^(params|dataset\.params|recording)\.(.+)$/.exec(sort);
  if (knob) {
    // What others call a knob may have dots in its name.
    return { join: '', values: [], by: 'config ->> ?', byValues: [`$.${knob[1]}."${knob[2].replaceAll('"', '')}"`] };
  }
  const field = Object.hasOwn(fields, sort) ? fields[sort] : undefined;
  if (field) return { join: '', values: [], by: field, byValues: [] };
  throw new StudioError('invalid', `Runs can't be sorted by "${sort}".`, {
    issues: [
      {
        path: 'sort',
        message: 'no such field',
        allowed: `${Object.keys(fields).join(', ')}, params.<key>, last:<series>, min:<series>, max:<series>`,
      },
    ],
  });
}

function withSeries(connection: Connection, runs: RunRow[], keys: string[]): RunRow[] {
  if (keys.length === 0 || runs.length === 0) return runs;
  const byNumber = new Map(runs.map((run) => [run.number, run]));
  const rows = connection
    .sql('SELECT * FROM series WHERE run IN (SELECT value FROM json_each(?)) AND key IN (SELECT value FROM json_each(?)) AND count > 0')
    .all(JSON.stringify([...byNumber.keys()]), JSON.stringify(keys));
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
