import { nanoid } from 'nanoid';
import type { SweepRunRow } from '../../shared/api/sweeps.ts';
import { sweepPlan } from '../../shared/sweep.ts';
import type { Connection, Row } from './connection.ts';
import type { RunNumbers } from './run-numbers.ts';
import type { Store, StoredSweep } from './store.ts';

/** Plans of before there were schedules have none. */
const kind = "coalesce(json_extract(plan, '$.schedule.kind'), 'none')";
const entries = `
SELECT sweep.*, ${kind} AS schedule, count(run.number) AS runs, total(run.status IN ('finished', 'stopped', 'failed', 'interrupted')) AS ended
FROM sweep
LEFT JOIN sweep_run ON sweep_run.sweep = sweep.id
LEFT JOIN run ON run.number = sweep_run.run AND run.deleted_at IS NULL`;

export function openSweeps(connection: Connection, numbers: RunNumbers): Store['sweeps'] {
  function get(id: string) {
    const row = connection.sql(`${entries} WHERE sweep.id = ? GROUP BY sweep.id`).get(id);
    return row === undefined ? null : { sweep: entryOf(row), plan: sweepPlan.parse(JSON.parse(String(row.plan))) };
  }

  const join: Store['sweeps']['join'] = (id, runs) => {
    const add = connection.sql('INSERT INTO sweep_run (run, sweep, variant, place_number, place, seed) VALUES (?, ?, ?, ?, ?, ?)');
    for (const { run, variant, at, place, seed } of runs) add.run(numbers.of(run), id, variant, at, JSON.stringify(place), seed);
  };

  return {
    join,
    create({ plan, runs }) {
      const id = nanoid(12);
      connection.write(() => {
        connection
          .sql('INSERT INTO sweep (id, name, plan, created_at) VALUES (?, ?, ?, ?)')
          .run(id, plan.name, JSON.stringify(plan), connection.now());
        join(id, runs);
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
    scheduled: () =>
      connection
        .sql(`SELECT id FROM sweep WHERE NOT held AND ${kind} <> 'none' ORDER BY created_at, id`)
        .all()
        .map(({ id }) => String(id)),
    entrants: (id) =>
      connection
        .sql(
          `SELECT run.id, run.number, run.status, run.step, run.until_step, run.parent_run, run.parent_step,
             run.status = 'finished' AND json_extract(run.config, '$.stop.test') = 'health' AND run.step < json_extract(run.config, '$.steps')
               AS given_up, sweep_run.variant,
             sweep_run.place_number, sweep_run.place, sweep_run.seed
           FROM sweep_run JOIN run ON run.number = sweep_run.run AND run.deleted_at IS NULL WHERE sweep_run.sweep = ? ORDER BY run.number`,
        )
        .all(id)
        .map((row) => ({
          ...placedOf(row),
          // A health rule that ended it has found it sick, however well it stood before.
          status: row.given_up === 1 ? ('failed' as const) : placedOf(row).status,
          until: row.until_step === null ? null : Number(row.until_step),
          parent: row.parent_run === null ? null : { run: String(row.parent_run), step: Number(row.parent_step) },
        })),
    hold: (id, isHeld) => void connection.write(() => connection.sql('UPDATE sweep SET held = ? WHERE id = ?').run(Number(isHeld), id)),
    series: (id) =>
      connection
        .sql(
          'SELECT DISTINCT series.key FROM sweep_run JOIN series ON series.run = sweep_run.run WHERE sweep_run.sweep = ? ORDER BY series.key',
        )
        .all(id)
        .map(({ key }) => String(key)),
  };
}

function entryOf(row: Row): StoredSweep {
  return {
    id: String(row.id),
    name: String(row.name),
    createdAt: Number(row.created_at),
    runs: Number(row.runs),
    ended: Number(row.ended),
    schedule: String(row.schedule) as StoredSweep['schedule'],
    isHeld: row.held === 1,
  };
}

function placedOf(row: Row) {
  return {
    run: String(row.id),
    number: Number(row.number),
    status: String(row.status) as SweepRunRow['status'],
    step: Number(row.step),
    variant: String(row.variant),
    at: Number(row.place_number),
    place: JSON.parse(String(row.place)) as SweepRunRow['place'],
    seed: Number(row.seed),
  };
}

function runOf(row: Row): SweepRunRow {
  return {
    ...placedOf(row),
    name: String(row.name),
    color: Number(row.color),
    // A NULL among recorded numbers is NaN; no row at all is no value.
    value: row.count === null ? null : row.last === null ? Number.NaN : Number(row.last),
  };
}
