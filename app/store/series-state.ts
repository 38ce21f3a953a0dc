import type { Connection, Row } from './connection.ts';
import type { Points } from './points.ts';
import type { SeriesSummary } from '../../shared/run.ts';

/** One series as its row says; kept in memory because this process is the only writer. */
export interface SeriesState {
  id: number;
  key: string;
  /** All points; the first `stored` of them lie in chunks, the rest in the tail table. */
  count: number;
  stored: number;
  firstStep: number;
  lastStep: number;
  lastTime: number;
  last: number;
  /** Over all that is not NaN; NaN where all is. */
  min: number;
  max: number;
  /** False once a step, or a time, was smaller than the one before it. */
  stepOrdered: boolean;
  timeOrdered: boolean;
}

export interface SeriesStates {
  of(run: number): Map<string, SeriesState>;
  get(run: number, key: string): SeriesState | null;
  create(run: number, key: string): SeriesState;
  save(state: SeriesState): void;
  /** After a rollback, or once the rows are gone. */
  forget(run: number): void;
  forgetAll(): void;
}

/** Runs whose states are kept; the least recently opened goes first. */
const keptRuns = 500;

export function openSeriesStates(connection: Connection): SeriesStates {
  const runs = new Map<number, Map<string, SeriesState>>();
  function of(run: number): Map<string, SeriesState> {
    let states = runs.get(run);
    if (states) return states;
    states = new Map();
    for (const row of connection.sql('SELECT * FROM series WHERE run = ? ORDER BY id').all(run)) states.set(String(row.key), stateOf(row));
    if (runs.size >= keptRuns) runs.delete(runs.keys().next().value as number);
    runs.set(run, states);
    return states;
  }
  return {
    of,
    get: (run, key) => of(run).get(key) ?? null,
    create(run, key) {
      const inserted = connection
        .sql(
          `INSERT INTO series (run, key, count, stored, first_step, last_step, last_time, step_ordered, time_ordered)
           VALUES (?, ?, 0, 0, 0, 0, 0, 1, 1)`,
        )
        .run(run, key);
      const state: SeriesState = { id: Number(inserted.lastInsertRowid), key, ...nothing, stepOrdered: true, timeOrdered: true };
      of(run).set(key, state);
      return state;
    },
    save(state) {
      connection
        .sql(
          `UPDATE series SET count = ?, stored = ?, first_step = ?, last_step = ?, last_time = ?, last = ?, min = ?, max = ?,
             step_ordered = ?, time_ordered = ? WHERE id = ?`,
        )
        .run(
          ...[state.count, state.stored, state.firstStep, state.lastStep, state.lastTime, state.last, state.min, state.max],
          ...[Number(state.stepOrdered), Number(state.timeOrdered), state.id],
        );
    },
    forget: (run) => void runs.delete(run),
    forgetAll: () => runs.clear(),
  };
}

export function addPoint(state: SeriesState, step: number, time: number, value: number): void {
  if (state.count === 0) state.firstStep = step;
  else if (step < state.lastStep) state.stepOrdered = false;
  if (state.count > 0 && time < state.lastTime) state.timeOrdered = false;
  // Out of order, first and last are those of the steps, not of the arrival.
  if (step < state.firstStep) state.firstStep = step;
  if (state.count === 0 || step >= state.lastStep) {
    state.lastStep = step;
    state.last = value;
  }
  state.lastTime = time;
  if (value < state.min || Number.isNaN(state.min)) state.min = value;
  if (value > state.max || Number.isNaN(state.max)) state.max = value;
  state.count++;
}

/** The same for whole columns: millions of points come in at once. */
export function addPoints(state: SeriesState, { step, time, value }: Points): void {
  if (step.length === 0) return;
  addPoint(state, step[0], time[0], value[0]);
  let { firstStep, lastStep, lastTime, last, min, max, stepOrdered, timeOrdered } = state;
  for (let at = 1; at < step.length; at++) {
    const here = step[at];
    if (here < lastStep) {
      stepOrdered = false;
      if (here < firstStep) firstStep = here;
    } else {
      lastStep = here;
      last = value[at];
    }
    if (time[at] < lastTime) timeOrdered = false;
    lastTime = time[at];
    if (value[at] < min || Number.isNaN(min)) min = value[at];
    if (value[at] > max || Number.isNaN(max)) max = value[at];
  }
  const count = state.count + step.length - 1;
  Object.assign(state, { firstStep, lastStep, lastTime, last, min, max, stepOrdered, timeOrdered, count });
}

export const nothing = {
  ...{ count: 0, stored: 0, firstStep: 0, lastStep: 0, lastTime: 0 },
  ...{ last: Number.NaN, min: Number.NaN, max: Number.NaN },
};

export function summaryOf(state: SeriesState): SeriesSummary {
  const { key, count, firstStep, lastStep, last, min, max } = state;
  return { key, count, firstStep, lastStep, last, min, max };
}

/** NULL is how SQLite holds NaN. */
export function numberOf(value: unknown): number {
  return value === null ? Number.NaN : Number(value);
}

function stateOf(row: Row): SeriesState {
  return {
    id: Number(row.id),
    key: String(row.key),
    count: Number(row.count),
    stored: Number(row.stored),
    firstStep: Number(row.first_step),
    lastStep: Number(row.last_step),
    lastTime: Number(row.last_time),
    last: numberOf(row.last),
    min: numberOf(row.min),
    max: numberOf(row.max),
    stepOrdered: row.step_ordered === 1,
    timeOrdered: row.time_ordered === 1,
  };
}
