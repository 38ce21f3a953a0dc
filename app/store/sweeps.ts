import { nanoid } from 'nanoid';
import type { SweepEntry, SweepRunRow } from '../../shared/api/sweeps.ts';
import { sweepPlan } from '../../shared/sweep.ts';
import type { Connection, Row } from './connection.ts';
import type { RunNumbers } from './run-numbers.ts';
import type { Store } from './store.ts';

const entries = `
SELECT sweep.*, count(run.number) AS runs, total(run.status IN ('finished', 'stopped', 'failed', 'interrupted')) AS ended
FROM sweep
LEFT JOIN sweep_run ON sweep_run.sweep = sweep.id
LEFT JOIN run ON run.number = sweep_run.run AND run.deleted_at IS NULL`;

export function openSweeps(connection: Connection, numbers: RunNumbers): Store['sweeps'] {
  function get(id: string) {
    const row = connection.sql(`${entries} WHERE sweep.id = ? GROUP BY sweep.id`).get(id);
    return row === undefined ? null : { sweep: entryOf(row), plan: sweepPlan.parse(JSON.parse(String(row.plan))) };
  }

  return {
    create({ plan, runs }) {
      const id = nanoid(12);
      connection.write(() => {
        connection
          .sql('INSERT INTO sweep (id, name, plan, created_at) VALUES (?, ?, ?, ?)')
          .run(id, plan.name, JSON.stringify(plan), connection.now());
        const add = connection.sql('INSERT INTO sweep_run (run, sweep, variant, place_number, place, seed) VALUES (?, ?, ?, ?, ?, ?)');
        for (const { run, variant, at, place, seed } of runs) add.run(numbers.of(run), id, variant, at, JSON.stringify(place), seed);
      });
      return get(id)!.sweep;
    },
    list: () => connection.sql(`${entries} GROUP BY sweep.id ORDER BY sweep.created_at DESC, sweep.id`).all().map(entryOf),
    get,
    runs: (id, series) =>
      connection
        .sql(
          `SELECT run.id, run.number, run.name, run.status, run.step, run.color, sweep_run.variant, sweep_run.place_number, sweep_run.place,
             sweep_run.seed, series.count, series.last
           FROM sweep_run JOIN run ON run.number = sweep_run.run AND run.deleted_at IS NULL
           LEFT JOIN series ON series.run = run.number AND series.key = ?
           WHERE sweep_run.sweep = ? ORDER BY sweep_run.place_number, sweep_run.seed, run.number`,
        )
        .all(series, id)
        .map(runOf),
    series: (id) =>
      connection
        .sql(
          'SELECT DISTINCT series.key FROM sweep_run JOIN series ON series.run = sweep_run.run WHERE sweep_run.sweep = ? ORDER BY series.key',
        )
        .all(id)
        .map(({ key }) => String(key)),
  };
}

function entryOf(row: Row): SweepEntry {
  return {
    id: String(row.id),
    name: String(row.name),
    createdAt: Number(row.created_at),
    runs: Number(row.runs),
    ended: Number(row.ended),
  };
}

function runOf(row: Row): SweepRunRow {
  return {
    run: String(row.id),
    number: Number(row.number),
    name: String(row.name),
    status: String(row.status) as SweepRunRow['status'],
    step: Number(row.step),
    color: Number(row.color),
    variant: String(row.variant),
    at: Number(row.place_number),
    place: JSON.parse(String(row.place)),
    seed: Number(row.seed),
    // A NULL among recorded numbers is NaN; no row at all is no value.
    value: row.count === null ? null : row.last === null ? Number.NaN : Number(row.last),
  };
}
