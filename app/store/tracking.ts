import { importedConfig } from '../../shared/origin.ts';
import { StudioError } from '../../shared/errors.ts';
import type { RunStatus } from '../../shared/run.ts';
import type { Connection } from './connection.ts';
import { openExperiments } from './experiments.ts';
import { PointBuffer, type Points } from './points.ts';
import type { RunNumbers } from './run-numbers.ts';
import { putImportedValues } from './run-values.ts';
import { colors, newRunId } from './runs.ts';
import type { RecordedSeries } from './series.ts';
import { readTracked } from './tracked-rows.ts';
import { locationColumn, searchTracked } from './tracked-search.ts';
import { shownTags, shownValue } from './tracked-shown.ts';
import type { Pair, TrackedInput, TrackedPoint, TrackedStatus, TrackingTable } from './tracked.ts';

const endedByHand = 'Marked as ended by hand';
const silent = `${endedByHand}: the script that logged it was not heard of any more.`;
const nameTag = 'mlflow.runName';
const statuses: Record<TrackedStatus, RunStatus> = {
  ...{ RUNNING: 'running', SCHEDULED: 'queued', FINISHED: 'finished', FAILED: 'failed', KILLED: 'stopped' },
};

export function openTracking(connection: Connection, { numbers, series }: { numbers: RunNumbers; series: RecordedSeries }): TrackingTable {
  const experiments = openExperiments(connection);

  function create({ experiment, name, user, startedAt, tags }: Parameters<TrackingTable['create']>[0]): string {
    const id = newRunId();
    const now = connection.now();
    const config = importedConfig({});
    const source = tags.find(({ key }) => key === 'mlflow.source.name')?.value || 'a script';
    const origin = { importer: 'mlflow', title: 'MLflow', source, key: id };
    connection.write(() => {
      const number = Number(
        connection
          .sql(
            `INSERT INTO run (id, name, status, recipe, dataset, config, origin, experiment, color, created_at, started_at, heard_at)
             VALUES (?, ?, 'running', ?, ?, ?, ?, (SELECT name FROM experiment WHERE id = ?), 0, ?, ?, ?)`,
          )
          .run(
            ...[id, name, config.recipe, config.dataset.name, JSON.stringify(config), JSON.stringify(origin)],
            ...[experiment, now, startedAt > 0 ? startedAt : now, now],
          ).lastInsertRowid,
      );
      connection.sql('UPDATE run SET color = ? WHERE number = ?').run((number - 1) % colors, number);
      connection
        .sql('INSERT INTO tracked_run (run, experiment, user, started) VALUES (?, ?, ?, ?)')
        .run(number, experiment, user, startedAt);
      putTags(number, tags);
    });
    return id;
  }

  function putTags(number: number, tags: readonly Pair[]): void {
    if (tags.length === 0) return;
    const put = connection.sql(
      'INSERT INTO tracked_tag (run, key, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
    );
    const before = shownTagsOf(number);
    for (const { key, value } of tags) {
      if (key === nameTag) connection.sql('UPDATE run SET name = ? WHERE number = ?').run(value, number);
      else put.run(number, key, value);
      if (key === 'mlflow.note.content') connection.sql('UPDATE run SET notes = ? WHERE number = ?').run(value, number);
      if (key === 'mlflow.parentRunId') nest(number, value);
    }
    showTags(number, before);
  }

  /** A parent that is not here is nobody. */
  function nest(number: number, parent: string): void {
    connection
      .sql('UPDATE run SET parent_run = (SELECT id FROM run WHERE id = ? AND number <> ?), parent_step = 0 WHERE number = ?')
      .run(parent, number, number);
  }

  function shownTagsOf(number: number): string[] {
    const rows = connection.sql('SELECT key, value FROM tracked_tag WHERE run = ? ORDER BY key').all(number);
    return shownTags(rows.map(({ key, value }) => ({ key: String(key), value: String(value) })));
  }

  /** Only what the client changed: what a person tagged in the studio stays, and what they took away stays away. */
  function showTags(number: number, before: readonly string[]): void {
    const after = shownTagsOf(number);
    const stored: string[] = JSON.parse(String(connection.sql('SELECT tags FROM run WHERE number = ?').get(number)?.tags));
    const kept = stored.filter((tag) => after.includes(tag) || !before.includes(tag));
    const added = after.filter((tag) => !before.includes(tag));
    const tags = [...new Set([...kept, ...added])].slice(0, 50);
    connection.sql('UPDATE run SET tags = ? WHERE number = ?').run(JSON.stringify(tags), number);
  }

  function putParams(number: number, id: string, params: readonly Pair[]): void {
    if (params.length === 0) return;
    const known = connection.sql('SELECT value FROM tracked_param WHERE run = ? AND key = ?');
    const fresh: Pair[] = [];
    const changed: (Pair & { old: string })[] = [];
    for (const param of params) {
      const old = known.get(number, param.key)?.value;
      if (old === undefined) fresh.push(param);
      else if (old !== param.value) changed.push({ ...param, old: String(old) });
    }
    if (changed.length > 0) throw new StudioError('invalid', changedParams(id, params.length, changed));
    if (fresh.length === 0) return;
    const put = connection.sql('INSERT INTO tracked_param (run, key, value) VALUES (?, ?, ?)');
    for (const { key, value } of fresh) put.run(number, key, value);
    const config = JSON.parse(String(connection.sql('SELECT config FROM run WHERE number = ?').get(number)?.config));
    const shown = Object.fromEntries(fresh.map(({ key, value }) => [key, shownValue(value)]));
    config.params = Object.fromEntries([...Object.entries(config.params), ...Object.entries(shown)]);
    connection.sql('UPDATE run SET config = ? WHERE number = ?').run(JSON.stringify(config), number);
    putImportedValues(connection, number, shown);
  }

  function putLatest(number: number, points: readonly TrackedPoint[]): void {
    const best = new Map<string, TrackedPoint>();
    for (const point of points) {
      const other = best.get(point.key);
      if (other === undefined || isLater(point, other)) best.set(point.key, point);
    }
    const put = connection.sql(
      `INSERT INTO tracked_metric (run, key, step, time, value) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET step = excluded.step, time = excluded.time, value = excluded.value
       WHERE excluded.step > step OR (excluded.step = step AND (excluded.time > time OR (excluded.time = time AND excluded.value > value)))`,
    );
    for (const { key, step, time, value } of best.values()) put.run(number, key, step, time, value);
  }

  function hear(number: number, step = 0): void {
    const now = connection.now();
    connection
      .sql(
        `UPDATE run SET heard_at = ?, step = MAX(step, ?), trained_for = CASE WHEN ended_at IS NULL THEN MAX(0, ? - started_at) ELSE trained_for END,
           sentence = CASE sentence WHEN ? THEN ? ELSE sentence END WHERE number = ?`,
      )
      .run(now, step, now, silent, `${endedByHand}.`, number);
  }

  return {
    experiments,
    create,
    get(id) {
      const number = numbers.find(id);
      return number === null ? null : (readTracked(connection, [number])[0] ?? null);
    },
    stateOf(id) {
      const row = connection.sql('SELECT deleted_at FROM run JOIN tracked_run ON tracked_run.run = run.number WHERE id = ?').get(id);
      if (row === undefined) return null;
      return row.deleted_at === null ? 'active' : 'deleted';
    },
    locationOf(id) {
      const row = connection
        .sql(
          `SELECT ${locationColumn} AS location FROM run JOIN tracked_run ON tracked_run.run = run.number
           JOIN experiment ON experiment.id = tracked_run.experiment WHERE run.id = ?`,
        )
        .get(id);
      return row === undefined ? null : String(row.location);
    },
    log(id, { points, params, tags }) {
      const number = numbers.of(id);
      try {
        const added = connection.write(() => {
          putParams(number, id, params);
          putTags(number, tags);
          const fresh = series.fresh(number, points);
          putLatest(number, fresh);
          hear(
            number,
            fresh.reduce((step, point) => Math.max(step, point.step), 0),
          );
          return series.add(
            number,
            fresh.map(({ key, step, time, value }) => ({ measurement: { type: 'points', step, values: { [key]: value } }, time })),
          );
        });
        added.commit();
      } catch (error) {
        if (points.length > 0) series.rollBack(number);
        throw error;
      }
    },
    update(id, { name, status, endedAt }) {
      const number = numbers.of(id);
      connection.write(() => {
        hear(number);
        if (name !== undefined) connection.sql('UPDATE run SET name = ? WHERE number = ?').run(name, number);
        if (endedAt !== undefined) connection.sql('UPDATE tracked_run SET ended = ? WHERE run = ?').run(endedAt, number);
        if (status === undefined) return;
        const hasEnded = status !== 'RUNNING' && status !== 'SCHEDULED';
        connection
          .sql(
            `UPDATE run SET status = ?, sentence = '', ended_at = ?, trained_for = CASE WHEN ? THEN MAX(0, ? - started_at) ELSE trained_for END
             WHERE number = ?`,
          )
          .run(...endOf(statuses[status], hasEnded, endedAt ?? connection.now()), number);
      });
    },
    deleteTag(id, key) {
      const number = numbers.of(id);
      return connection.write(() => {
        const before = shownTagsOf(number);
        const wasThere = connection.sql('DELETE FROM tracked_tag WHERE run = ? AND key = ?').run(number, key).changes > 0;
        showTags(number, before);
        hear(number);
        return wasThere;
      });
    },
    addInputs(id, inputs) {
      const number = numbers.of(id);
      connection.write(() => {
        for (const input of inputs) putInput(number, input);
        hear(number);
      });
    },
    end(id) {
      const number = numbers.of(id);
      connection.write(() => {
        connection
          .sql('UPDATE tracked_run SET ended = (SELECT CAST(heard_at AS INTEGER) FROM run WHERE number = run) WHERE run = ?')
          .run(number);
        connection.sql(`UPDATE run SET status = 'stopped', ended_at = heard_at, sentence = ? WHERE number = ?`).run(silent, number);
      });
    },
    search(ask) {
      const { items, hasMore } = searchTracked(connection, ask);
      return { items: readTracked(connection, items), hasMore };
    },
    history(id, key, { offset, limit }) {
      const points = new PointBuffer();
      for (const columns of series.columns(id, key)) points.append(columns);
      const { step, time, value } = points.points();
      const order = placesInOrder(points.points());
      const items = Array.from(order.subarray(offset, offset + limit), (at) => ({ key, step: step[at], time: time[at], value: value[at] }));
      return { items, hasMore: offset + limit < order.length };
    },
  };

  function putInput(number: number, { name, digest, context, dataset, tags }: TrackedInput): void {
    connection
      .sql(`INSERT INTO tracked_input (run, name, digest, context, dataset, tags) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`)
      .run(
        number,
        name,
        digest,
        context,
        JSON.stringify(dataset),
        JSON.stringify(tags.toSorted((one, other) => (one.key < other.key ? -1 : 1))),
      );
    connection
      .sql(`UPDATE run SET dataset = ?, config = json_set(config, '$.dataset.name', ?) WHERE number = ? AND dataset = 'outside'`)
      .run(name, name, number);
  }
}

function endOf(status: RunStatus, hasEnded: boolean, at: number): unknown[] {
  return [status, hasEnded ? at : null, Number(hasEnded), at];
}

/** By time, then step, then value, NaN among them as 0; nothing is sorted where they are so already. */
function placesInOrder({ step, time, value }: Points): Uint32Array {
  const rank = (at: number) => (Number.isNaN(value[at]) ? 0 : value[at]);
  const compare = (a: number, b: number) => time[a] - time[b] || step[a] - step[b] || (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0);
  const places = Uint32Array.from(step, (_, at) => at);
  return places.some((at) => at > 0 && compare(at - 1, at) > 0) ? places.sort(compare) : places;
}

/** MLflow's order among the points of one key: by step, then time, then value. */
function isLater(one: TrackedPoint, other: TrackedPoint): boolean {
  if (one.step !== other.step) return one.step > other.step;
  return one.time !== other.time ? one.time > other.time : one.value > other.value;
}

function changedParams(id: string, asked: number, changed: (Pair & { old: string })[]): string {
  const [{ key, old, value }] = changed;
  const start = 'Changing param values is not allowed.';
  if (asked === 1)
    return `${start} Param with key='${key}' was already logged with value='${old}' for run ID='${id}'. Attempted logging new value '${value}'.`;
  const all = changed.map((param) => `{'key': '${param.key}', 'old_value': '${param.old}', 'new_value': '${param.value}'}`);
  return `${start} Params were already logged='[${all.join(', ')}]' for run ID='${id}'.`;
}
