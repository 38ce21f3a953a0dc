import type { Connection, Row } from './connection.ts';
import { numberOf } from './series-state.ts';
import { locationColumn, statusColumn } from './tracked-search.ts';
import type { Pair, TrackedInput, TrackedPoint, TrackedRun, TrackedStatus } from './tracked.ts';

/** Whole runs of these numbers, in this order: one question a table, however many they are. */
export function readTracked(connection: Connection, numbers: readonly number[]): TrackedRun[] {
  const asked = JSON.stringify(numbers);
  const runs = new Map<number, TrackedRun>();
  const rows = connection
    .sql(
      `SELECT run.number, run.id, run.name, ${statusColumn} AS status, run.deleted_at, tracked_run.experiment, user, started, ended, ${locationColumn} AS location
       FROM json_each(?) AS asked JOIN tracked_run ON tracked_run.run = asked.value JOIN run ON run.number = tracked_run.run
       JOIN experiment ON experiment.id = tracked_run.experiment`,
    )
    .all(asked);
  for (const row of rows) runs.set(Number(row.number), runOf(row));
  for (const [run, key, value] of all<[number, string, string]>(connection, 'SELECT run, key, value FROM tracked_param', asked))
    runs.get(run)?.params.push({ key, value });
  for (const [run, key, value] of all<[number, string, string]>(connection, 'SELECT run, key, value FROM tracked_tag', asked))
    runs.get(run)?.tags.push({ key, value });
  for (const [run, key, step, time, value] of all<[number, string, number, number, number | null]>(
    connection,
    'SELECT run, key, step, time, value FROM tracked_metric',
    asked,
  ))
    runs.get(run)?.metrics.push({ key, step, time, value: numberOf(value) } satisfies TrackedPoint);
  for (const [run, name, digest, context, dataset, tags] of all<[number, string, string, string | null, string, string]>(
    connection,
    'SELECT run, name, digest, context, dataset, tags FROM tracked_input',
    asked,
  )) {
    const input: TrackedInput = { name, digest, context, dataset: JSON.parse(dataset), tags: JSON.parse(tags) as Pair[] };
    runs.get(run)?.inputs.push(input);
  }
  return numbers.flatMap((number) => runs.get(number) ?? []);
}

function all<Columns>(connection: Connection, select: string, asked: string): Columns[] {
  const text = `${select} WHERE run IN (SELECT value FROM json_each(?)) ORDER BY run, key`;
  return connection
    .sql(select.includes('tracked_input') ? text.replace('run, key', 'id') : text)
    .raw()
    .all(asked) as Columns[];
}

function runOf(row: Row): TrackedRun {
  return {
    id: String(row.id),
    experiment: Number(row.experiment),
    location: String(row.location),
    name: String(row.name),
    user: String(row.user),
    status: row.status as TrackedStatus,
    startedAt: Number(row.started),
    endedAt: row.ended === null ? null : Number(row.ended),
    isDeleted: row.deleted_at !== null,
    params: [],
    tags: [{ key: 'mlflow.runName', value: String(row.name) }],
    metrics: [],
    inputs: [],
  };
}
