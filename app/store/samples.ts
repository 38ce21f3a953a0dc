import { numberReplacer } from '../../shared/number-json.ts';
import { writeSafetensors } from '../../shared/safetensors.ts';
import type { SampleEntry } from '../../shared/api/measurements.ts';
import type { SampleKind, SampleMeasurement } from '../../shared/measurement.ts';
import type { Connection, Row } from './connection.ts';
import type { StoredObjects } from './objects.ts';
import type { RunNumbers } from './run-numbers.ts';
import { notFound } from './runs.ts';
import type { SampleTable } from './store.ts';

export interface RecordedSamples extends SampleTable {
  /** These run inside the caller's transaction. */
  add(run: number, measurement: SampleMeasurement): void;
  cutAfter(run: number, step: number): void;
  copyUpTo(from: number, to: number, step: number): void;
}

const columns = 'sample.id, run.id AS run, sample.step, probe, kind, shapes, meta, object';

export function openSamples(connection: Connection, numbers: RunNumbers, objects: StoredObjects): RecordedSamples {
  return {
    probes: (run) =>
      connection
        .sql(
          `SELECT probe, kind, COUNT(*) AS count, MIN(step) AS first, MAX(step) AS last FROM sample WHERE run = ?
           GROUP BY probe, kind ORDER BY MIN(id)`,
        )
        .all(numbers.of(run))
        .map((row) => ({
          probe: String(row.probe),
          kind: row.kind as SampleKind,
          count: Number(row.count),
          firstStep: Number(row.first),
          lastStep: Number(row.last),
        })),
    list: (run, probe) =>
      connection
        .sql(
          `SELECT ${columns} FROM sample JOIN run ON run.number = sample.run
           WHERE sample.run = ? AND (? IS NULL OR probe = ?) ORDER BY sample.step, sample.id`,
        )
        .all(numbers.of(run), probe, probe)
        .map(entryOf),
    get(id) {
      const row = connection.sql(`SELECT ${columns} FROM sample JOIN run ON run.number = sample.run WHERE sample.id = ?`).get(id);
      return row ? entryOf(row) : null;
    },
    read(id) {
      const row = connection.sql('SELECT object FROM sample WHERE id = ?').get(id);
      const bytes = row ? objects.get(String(row.object)) : null;
      if (!bytes) throw notFound(`sample ${id}`);
      return bytes;
    },
    add(run, { probe, step, kind, tensors, meta }) {
      const before = connection.sql('SELECT object FROM sample WHERE run = ? AND probe = ? AND step = ?').get(run, probe, step);
      const object = objects.keep(writeSafetensors(tensors));
      const shapes = Object.fromEntries(Object.entries(tensors).map(([name, { shape }]) => [name, shape]));
      connection
        .sql(
          `INSERT INTO sample (run, probe, step, kind, shapes, meta, object) VALUES (?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (run, probe, step) DO UPDATE SET
             kind = excluded.kind, shapes = excluded.shapes, meta = excluded.meta, object = excluded.object`,
        )
        .run(run, probe, step, kind, JSON.stringify(shapes), JSON.stringify(meta, numberReplacer), object);
      if (before !== undefined && before.object !== object) objects.release([String(before.object)]);
    },
    cutAfter(run, step) {
      const gone = connection.sql('DELETE FROM sample WHERE run = ? AND step > ? RETURNING object').all(run, step);
      objects.release(gone.map(({ object }) => String(object)));
    },
    copyUpTo(from, to, step) {
      connection
        .sql(
          `INSERT INTO sample (run, probe, step, kind, shapes, meta, object)
           SELECT ?, probe, step, kind, shapes, meta, object FROM sample WHERE run = ? AND step <= ? ORDER BY id`,
        )
        .run(to, from, step);
    },
  };
}

function entryOf(row: Row): SampleEntry {
  return {
    id: Number(row.id),
    run: String(row.run),
    step: Number(row.step),
    probe: String(row.probe),
    kind: row.kind as SampleKind,
    shapes: JSON.parse(String(row.shapes)),
    meta: JSON.parse(String(row.meta), (_key, value) => (nonFinite.has(value) ? Number(value) : value)),
    object: String(row.object),
  };
}
const nonFinite = new Set<unknown>(['NaN', 'Infinity', '-Infinity']);
