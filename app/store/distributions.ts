import type { DistributionMeasurement } from '../../shared/measurement.ts';
import type { Connection } from './connection.ts';
import { packDistribution, unpackDistribution } from './distribution-blob.ts';
import type { RunNumbers } from './run-numbers.ts';
import type { DistributionTable } from './store.ts';

export interface RecordedDistributions extends DistributionTable {
  /** These run inside the caller's transaction. */
  add(run: number, measurement: DistributionMeasurement): void;
  cutAfter(run: number, step: number): void;
  copyUpTo(from: number, to: number, step: number): void;
}

export function openDistributions(connection: Connection, numbers: RunNumbers): RecordedDistributions {
  return {
    keys: (run) =>
      connection
        .sql(
          'SELECT key, COUNT(*) AS count, MIN(step) AS first, MAX(step) AS last FROM distribution WHERE run = ? GROUP BY key ORDER BY MIN(id)',
        )
        .all(numbers.of(run))
        .map((row) => ({ key: String(row.key), count: Number(row.count), firstStep: Number(row.first), lastStep: Number(row.last) })),
    read({ run, key, from, to, count }) {
      const rows = connection
        .sql('SELECT id, step FROM distribution WHERE run = ? AND key = ? AND step >= ? AND step <= ? ORDER BY step')
        .all(numbers.of(run), key, from ?? Number.NEGATIVE_INFINITY, to ?? Number.POSITIVE_INFINITY);
      return evenly(rows, count).map(({ id, step }) => {
        const content = connection.sql('SELECT content FROM distribution WHERE id = ?').get(id)?.content as Uint8Array;
        return { step: Number(step), distribution: unpackDistribution(content) };
      });
    },
    add(run, { key, step, distribution }) {
      connection
        .sql(
          `INSERT INTO distribution (run, key, step, content) VALUES (?, ?, ?, ?)
           ON CONFLICT (run, key, step) DO UPDATE SET content = excluded.content`,
        )
        .run(run, key, step, packDistribution(distribution));
    },
    cutAfter: (run, step) => void connection.sql('DELETE FROM distribution WHERE run = ? AND step > ?').run(run, step),
    copyUpTo(from, to, step) {
      connection
        .sql(
          `INSERT INTO distribution (run, key, step, content)
           SELECT ?, key, step, content FROM distribution WHERE run = ? AND step <= ? ORDER BY id`,
        )
        .run(to, from, step);
    },
  };
}

/** `count` of them with the same distance, the first and the last always (the last alone when one is asked for). */
function evenly<Item>(items: Item[], count: number): Item[] {
  if (items.length <= count) return items;
  if (count <= 1) return items.slice(-1);
  return Array.from({ length: count }, (_, index) => items[Math.round((index * (items.length - 1)) / (count - 1))]);
}
