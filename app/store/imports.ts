import { importedConfig, type KnownConfig } from '../../shared/origin.ts';
import type { Params } from '../../shared/params.ts';
import type { Connection, Row } from './connection.ts';
import type { RecordedFindings } from './findings.ts';
import type { RecordedDistributions } from './distributions.ts';
import type { StoredObjects } from './objects.ts';
import type { RunNumbers } from './run-numbers.ts';
import type { RecordedSamples } from './samples.ts';
import type { RecordedSeries } from './series.ts';
import { assignmentsOf } from './run-row.ts';
import { forgetValueKeys, putImportedValues } from './run-values.ts';
import { colors, newRunId } from './runs.ts';
import type { ImportTable, LogTable, TakenPart } from './store.ts';

interface Tables {
  numbers: RunNumbers;
  series: RecordedSeries;
  distributions: RecordedDistributions;
  samples: RecordedSamples;
  objects: StoredObjects;
  log: LogTable;
  findings: RecordedFindings;
}

/** Runs deleted in one transaction: so many that it pays, so few that nobody waits. */
const droppedAtOnce = 20;

export function openImports(connection: Connection, tables: Tables): ImportTable {
  const { numbers, series, objects } = tables;
  /** Objects may be left of runs that were dropped. */
  let isUnswept = false;

  function create({ name, origin }: Parameters<ImportTable['create']>[0]): string | null {
    if (connection.sql('SELECT 1 FROM source WHERE importer = ? AND key = ?').get(origin.importer, origin.key)) return null;
    const id = newRunId();
    const config = importedConfig({});
    connection.write(() => {
      const number = Number(
        connection
          .sql(
            `INSERT INTO run (id, name, status, recipe, dataset, config, origin, incoming, color, created_at)
             VALUES (?, ?, 'finished', ?, ?, ?, ?, 1, 0, ?)`,
          )
          .run(id, name, config.recipe, config.dataset.name, JSON.stringify(config), JSON.stringify(origin), connection.now())
          .lastInsertRowid,
      );
      connection.sql('UPDATE run SET color = ? WHERE number = ?').run((number - 1) % colors, number);
      connection.sql('INSERT INTO source (run, importer, key) VALUES (?, ?, ?)').run(number, origin.importer, origin.key);
    });
    return id;
  }

  function takeAll(run: string, number: number, parts: readonly TakenPart[]): void {
    const progress = { step: Number.NEGATIVE_INFINITY, from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };
    for (const part of parts) {
      switch (part.type) {
        case 'points':
          series.append(run, part.key, part);
          widen(progress, part);
          break;
        case 'distribution':
          tables.distributions.add(number, part);
          progress.step = Math.max(progress.step, part.step);
          break;
        case 'sample':
          tables.samples.add(number, part);
          progress.step = Math.max(progress.step, part.step);
          break;
        case 'note':
          tables.log.add(run, part);
          break;
        case 'artifact':
          keepArtifact(number, part);
          break;
        case 'facts':
          setFacts(number, part.facts);
          break;
        case 'cut':
          cutFrom(number, part.from);
          progress.step = Number.NEGATIVE_INFINITY;
          break;
      }
    }
    advance(number, progress);
  }

  function advance(number: number, { step, from, to }: { step: number; from: number; to: number }): void {
    const finite = (value: number) => (Number.isFinite(value) ? value : null);
    connection
      .sql(
        `UPDATE run SET step = MAX(step, COALESCE(?, step)), started_at = COALESCE(MIN(started_at, ?), started_at, ?),
           ended_at = COALESCE(MAX(ended_at, ?), ended_at, ?) WHERE number = ?`,
      )
      .run(finite(step), finite(from), finite(from), finite(to), finite(to), number);
    connection
      .sql('UPDATE run SET trained_for = ended_at - started_at WHERE number = ? AND ended_at >= started_at AND started_at > 0')
      .run(number);
  }

  /** What was recorded at `from` and after it was taken back by the tool that logged it. */
  function cutFrom(number: number, from: number): void {
    const last = justBelow(from);
    series.cutAfter(number, last);
    tables.distributions.cutAfter(number, last);
    tables.samples.cutAfter(number, last);
    tables.findings.cutAfter(number, last);
    connection
      .sql('UPDATE run SET step = (SELECT COALESCE(MAX(last_step), 0) FROM series WHERE run = ?) WHERE number = ?')
      .run(number, number);
  }

  function keepArtifact(number: number, { path, bytes, content }: Omit<Extract<TakenPart, { type: 'artifact' }>, 'type'>): void {
    const object = content instanceof Uint8Array ? objects.keep(content) : objects.adopt(content.hash, content.file, bytes);
    const before = connection.sql('SELECT object FROM artifact WHERE run = ? AND path = ?').get(number, path);
    connection
      .sql(
        `INSERT INTO artifact (run, path, bytes, object) VALUES (?, ?, ?, ?)
         ON CONFLICT (run, path) DO UPDATE SET bytes = excluded.bytes, object = excluded.object`,
      )
      .run(number, path, bytes, object);
    if (before !== undefined && before.object !== object) objects.release([String(before.object)]);
  }

  function setFacts(number: number, { recipe, dataset, params, ...rest }: Extract<TakenPart, { type: 'facts' }>['facts']): void {
    const { text, values } = assignmentsOf(rest);
    if (text !== '') connection.sql(`UPDATE run SET ${text} WHERE number = ?`).run(...values, number);
    if (recipe === undefined && dataset === undefined && params === undefined) return;
    const stored = JSON.parse(String(connection.sql('SELECT config FROM run WHERE number = ?').get(number)?.config));
    const known: KnownConfig = {
      recipe: recipe ?? stored.recipe,
      dataset: dataset ?? stored.dataset.name,
      params: joined(stored.params, params),
    };
    connection
      .sql('UPDATE run SET config = ?, recipe = ?, dataset = ? WHERE number = ?')
      .run(JSON.stringify(importedConfig(known)), known.recipe, known.dataset, number);
    putImportedValues(connection, number, known.params);
  }

  return {
    known(importer, keys) {
      const find = connection.sql(
        'SELECT position, id, deleted_at, incoming FROM source JOIN run ON run.number = source.run WHERE importer = ? AND key = ?',
      );
      const known: ReturnType<ImportTable['known']> = new Map();
      for (const key of keys) {
        const row = find.get(importer, key);
        if (row === undefined) continue;
        known.set(key, {
          run: String(row.id),
          position: row.position === null ? null : JSON.parse(String(row.position)),
          isRemoved: row.deleted_at !== null,
          isIncoming: row.incoming === 1,
        });
      }
      return known;
    },
    create,
    take(run, parts, position) {
      const number = numbers.of(run);
      try {
        connection.write(() => {
          takeAll(run, number, parts);
          if (position !== undefined) {
            connection.sql('UPDATE source SET position = ? WHERE run = ?').run(JSON.stringify(position), number);
          }
        });
      } catch (error) {
        series.rollBack(number);
        throw error;
      }
    },
    together(work, durable) {
      try {
        connection.write(work, { durable, sync: false });
      } catch (error) {
        series.forgetAll();
        numbers.forgetAll();
        throw error;
      }
    },
    reveal(ids) {
      connection.write(
        () => connection.sql('UPDATE run SET incoming = 0 WHERE id IN (SELECT value FROM json_each(?))').run(JSON.stringify(ids)),
        { durable: true },
      );
    },
    drop(runs) {
      const wanted = runs === undefined ? null : JSON.stringify(runs);
      const rows = connection
        .sql('SELECT number, id FROM run WHERE incoming = 1 AND (? IS NULL OR id IN (SELECT value FROM json_each(?))) LIMIT ?')
        .all(wanted, wanted, droppedAtOnce);
      if (rows.length > 0) {
        connection.write(() => {
          for (const { number } of rows) connection.sql('DELETE FROM run WHERE number = ?').run(number);
        });
        for (const { number, id } of rows) {
          series.forget(Number(number));
          numbers.forget(String(id));
        }
      }
      isUnswept ||= rows.length > 0;
      if (rows.length === droppedAtOnce) return true;
      if (isUnswept) {
        objects.sweep();
        forgetValueKeys(connection);
      }
      isUnswept = false;
      return false;
    },
    artifacts: (run) =>
      connection.sql('SELECT path, bytes, object FROM artifact WHERE run = ? ORDER BY path').all(numbers.of(run)).map(artifactOf),
    artifact(run, path) {
      const row = connection.sql('SELECT path, bytes, object FROM artifact WHERE run = ? AND path = ?').get(numbers.of(run), path);
      return row === undefined ? null : artifactOf(row);
    },
    keepArtifact: (run, artifact) => connection.write(() => keepArtifact(numbers.of(run), artifact)),
    removeArtifact: (run, path) =>
      connection.write(() => {
        const gone = connection.sql('DELETE FROM artifact WHERE run = ? AND path = ? RETURNING object').all(numbers.of(run), path);
        objects.release(gone.map(({ object }) => String(object)));
        return gone.length > 0;
      }),
    readArtifact: (object, range) => objects.stream(object, range),
  };
}

function artifactOf({ path, bytes, object }: Row): { path: string; bytes: number; object: string } {
  return { path: String(path), bytes: Number(bytes), object: String(object) };
}

function joined(stored: Params, more: Params = {}): Params {
  return Object.fromEntries([...Object.entries(stored), ...Object.entries(more)]);
}

/** The highest step, the first and the last time, whatever their order. */
function widen(progress: { step: number; from: number; to: number }, { step, time }: { step: Float64Array; time: Float64Array }): void {
  let { step: most, from, to } = progress;
  for (let at = 0; at < step.length; at += 1) {
    if (step[at] > most) most = step[at];
    if (time[at] < from) from = time[at];
    if (time[at] > to) to = time[at];
  }
  Object.assign(progress, { step: most, from, to });
}

/** The next smaller float64. */
function justBelow(value: number): number {
  if (!Number.isFinite(value)) return value;
  if (value === 0) return -Number.MIN_VALUE;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + (value > 0 ? -1n : 1n));
  return view.getFloat64(0);
}
