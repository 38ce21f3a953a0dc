import type { PointsMeasurement } from '../../shared/measurement.ts';
import { askBands } from '../../shared/api/bands.ts';
import { bandsOf } from './bands.ts';
import { openBlocks, type Blocks } from './blocks.ts';
import type { Connection } from './connection.ts';
import { allPoints, countBefore, extentOf, writeCurve, type CurveSource } from './curve.ts';
import { CurveWriter } from './curve-stretch.ts';
import { slicePoints, type Points } from './points.ts';
import { baseLevel, chunkPoints, pageNodes } from './pyramid.ts';
import { freshPoints } from './recorded-before.ts';
import type { RunNumbers } from './run-numbers.ts';
import { openSealing, openTails, sealedOf, type Sealing, type Tails } from './sealing.ts';
import { addPoint, addPoints, nothing, openSeriesStates, summaryOf, type SeriesState, type SeriesStates } from './series-state.ts';
import type { SeriesTable } from './store.ts';

/** What the store itself needs beside the public table. */
export interface RecordedSeries extends SeriesTable {
  /** Inside the caller's transaction; `rollBack` if that fails, `commit` once it has not. */
  add(run: number, measurements: { measurement: PointsMeasurement; time: number }[]): { commit(): void };
  /** Of these points those that are not recorded yet, each once. */
  fresh<Of extends { key: string; step: number; time: number; value: number }>(run: number, points: readonly Of[]): Of[];
  rollBack(run: number): void;
  cutAfter(run: number, step: number): void;
  copyUpTo(from: number, to: number, step: number): void;
  /** Seals one waiting tail; true while more wait. */
  tidy(): boolean;
  forget(run: number): void;
  forgetAll(): void;
}

interface Parts {
  connection: Connection;
  numbers: RunNumbers;
  states: SeriesStates;
  blocks: Blocks;
  tails: Tails;
  sealing: Sealing;
}

export function openSeries(connection: Connection, numbers: RunNumbers): RecordedSeries {
  const blocks = openBlocks(connection);
  const tails = openTails(connection, blocks);
  const parts = {
    connection,
    numbers,
    states: openSeriesStates(connection),
    blocks,
    tails,
    sealing: openSealing(connection, blocks, tails),
  };
  const { states } = parts;
  const answers = new CurveWriter(4096);
  const cutAfter = (run: number, step: number) => {
    for (const state of states.of(run).values()) cutSeries(parts, run, state, step);
  };
  const rollBack = (run: number) => {
    for (const state of states.of(run).values()) forgetSeries(parts, state);
    states.forget(run);
  };
  /** Memory follows the database: all of a run's series in a transaction, or none. */
  function change(run: number, work: () => void): void {
    try {
      connection.write(work);
    } catch (error) {
      rollBack(run);
      throw error;
    }
  }

  return {
    list: (run) => [...states.of(numbers.of(run)).values()].filter((state) => state.count > 0).map(summaryOf),
    curves(ask) {
      const axis = ask.axis ?? 'step';
      const sources = ask.series.map(({ run, key }) => sourceFor(parts, run, key));
      const most = sources.reduce((total, source) => total + Math.min(source?.count ?? 0, 4 * ask.pixels + 5), 1);
      const writer = answers.restart(Math.min(most, 1 << 22));
      let from = ask.from ?? Number.POSITIVE_INFINITY;
      let to = ask.to ?? Number.NEGATIVE_INFINITY;
      for (const source of sources) {
        const extent = source && (ask.from === undefined || ask.to === undefined) ? extentOf(source, axis) : null;
        if (extent && ask.from === undefined) from = Math.min(from, extent.from);
        if (extent && ask.to === undefined) to = Math.max(to, extent.to);
      }
      if (from <= to) {
        sources.forEach((source, index) => {
          if (source) writeCurve(source, { axis, from: ask.series[index].from ?? from, to, pixels: ask.pixels }, index, writer);
        });
      }
      return writer.columns();
    },
    bands(ask) {
      const { groups, ...rest } = askBands.parse(ask);
      const members = groups.map(({ series }) =>
        series.flatMap(({ run, key, zero }) => {
          const source = sourceFor(parts, run, key);
          return source ? [{ source, zero: rest.axis === 'time' ? zero : 0 }] : [];
        }),
      );
      return bandsOf({ ...rest, groups: members });
    },
    columns: (run, key) => columnsOf(parts, run, key),
    *points(run, key, { after = Number.NEGATIVE_INFINITY, upTo = Number.POSITIVE_INFINITY } = {}) {
      for (const { step, time, value } of columnsOf(parts, run, key)) {
        for (let index = 0; index < step.length; index++) {
          if (step[index] > after && step[index] <= upTo) yield { step: step[index], time: time[index], value: value[index] };
        }
      }
    },
    append(run, key, points) {
      const number = numbers.of(run);
      change(number, () => {
        const state = states.get(number, key) ?? states.create(number, key);
        // Read before the new ones count: they are in no row.
        tails.of(state);
        addPoints(state, points);
        parts.sealing.seal(state, { more: points });
        states.save(state);
      });
    },
    truncate: (run, step) => change(numbers.of(run), () => cutAfter(numbers.of(run), step)),
    copy(from, to, step) {
      change(numbers.of(to), () => copySeries(parts, numbers.of(from), numbers.of(to), step));
    },
    add: (run, measurements) => addToTails(parts, run, measurements),
    fresh: (run, points) => freshPoints(parts, run, points),
    rollBack,
    cutAfter,
    copyUpTo: (from, to, step) => copySeries(parts, from, to, step),
    tidy() {
      const waiting = connection.sql('SELECT id, run, key FROM series WHERE count - stored >= 512 LIMIT 2').all();
      if (waiting.length === 0) return false;
      const run = Number(waiting[0].run);
      change(run, () => {
        const state = states.get(run, String(waiting[0].key));
        if (!state) return;
        parts.sealing.seal(state, { slice: true });
        states.save(state);
      });
      return waiting.length > 1;
    },
    forget: rollBack,
    forgetAll() {
      states.forgetAll();
      blocks.forget();
      tails.forget();
    },
  };
}

/** null for a series without points. */
function sourceFor(parts: Parts, run: string, key: string): CurveSource | null {
  const number = parts.numbers.find(run);
  const state = number === null ? null : parts.states.get(number, key);
  return state && state.count > 0 ? sourceOf(parts, state) : null;
}

function sourceOf({ blocks, tails }: Parts, state: SeriesState): CurveSource {
  return {
    count: state.count,
    sealed: sealedOf(state),
    stepOrdered: state.stepOrdered,
    timeOrdered: state.timeOrdered,
    chunk: (index) => blocks.points(state.id, index * chunkPoints),
    page(level, page) {
      const nodes = blocks.nodes(state.id, level, page);
      if (!nodes) throw new Error(`series ${state.key} lacks pyramid page ${page} of level ${level}`);
      return nodes;
    },
    tail: tails.of(state).points(),
  };
}

function* columnsOf(parts: Parts, run: string, key: string): Generator<Points> {
  const state = parts.states.get(parts.numbers.of(run), key);
  if (!state) return;
  const source = sourceOf(parts, state);
  // A copy: the reader may take its time while the tail grows and is sealed.
  const tail = slicePoints(source.tail, 0, source.tail.step.length);
  yield* allPoints({ ...source, tail });
}

function addToTails(
  { connection, states, tails }: Parts,
  run: number,
  measurements: { measurement: PointsMeasurement; time: number }[],
): { commit(): void } {
  const rows: number[] = [];
  const touched = new Set<SeriesState>();
  const added: { state: SeriesState; step: number; time: number; value: number }[] = [];
  for (const { measurement, time } of measurements) {
    const { step } = measurement;
    for (const [key, value] of Object.entries(measurement.values)) {
      const state = states.get(run, key) ?? states.create(run, key);
      rows.push(state.id, state.count, step, time, value);
      addPoint(state, step, time, value);
      touched.add(state);
      if (tails.known(state)) added.push({ state, step, time, value });
    }
  }
  insertRows(connection, rows);
  for (const state of touched) states.save(state);
  return {
    commit() {
      for (const { state, step, time, value } of added) tails.known(state)?.push(step, time, value);
    },
  };
}

const insertTail = 'INSERT INTO tail (series, position, step, time, value) VALUES (?, ?, ?, ?, ?)';
const rowNumbers = 5;
const rowsAtOnce = 40;
const insertTails = insertTail + ', (?, ?, ?, ?, ?)'.repeat(rowsAtOnce - 1);

/** Many rows by one statement: asking costs as much as writing. */
function insertRows(connection: Connection, rows: number[]): void {
  let at = 0;
  for (const width = rowNumbers * rowsAtOnce; at + width <= rows.length; at += width) {
    connection.sql(insertTails).run(...rows.slice(at, at + width));
  }
  for (; at < rows.length; at += rowNumbers) connection.sql(insertTail).run(...rows.slice(at, at + rowNumbers));
}

function cutSeries(parts: Parts, run: number, state: SeriesState, step: number): void {
  if (state.count === 0 || (state.stepOrdered && state.lastStep <= step)) return;
  const source = sourceOf(parts, state);
  if (!state.stepOrdered) {
    const kept = keptPoints(source, step);
    parts.sealing.cut(state, 0);
    Object.assign(state, nothing, { stepOrdered: true, timeOrdered: true });
    addPoints(state, kept);
    parts.sealing.seal(state, { more: kept });
  } else {
    parts.sealing.cut(state, countBefore(source, 'step', step, true));
    summarize(parts, state);
  }
  if (state.count > 0) {
    parts.states.save(state);
    return;
  }
  parts.connection.sql('DELETE FROM series WHERE id = ?').run(state.id);
  forgetSeries(parts, state);
  parts.states.of(run).delete(state.key);
}

function keptPoints(source: CurveSource, step: number): Points {
  const kept: [number, number, number][] = [];
  for (const points of allPoints(source)) {
    for (let index = 0; index < points.step.length; index++) {
      if (points.step[index] <= step) kept.push([points.step[index], points.time[index], points.value[index]]);
    }
  }
  const column = (place: number) => Float64Array.from(kept, (point) => point[place]);
  return { step: column(0), time: column(1), value: column(2) };
}

/** After a cut: last, lowest and highest anew, from one node a chunk and the tail. */
function summarize(parts: Parts, state: SeriesState): void {
  if (state.count === 0) return;
  const source = sourceOf(parts, state);
  Object.assign(state, { min: Number.NaN, max: Number.NaN });
  const include = (value: number) => {
    if (value < state.min || Number.isNaN(state.min)) state.min = value;
    if (value > state.max || Number.isNaN(state.max)) state.max = value;
  };
  const chunks = source.sealed / chunkPoints;
  const level = baseLevel + Math.log2(pageNodes);
  for (let chunk = 0; chunk < chunks; chunk++) {
    const nodes = source.page(level, Math.floor(chunk / pageNodes));
    include(nodes.min[chunk % pageNodes]);
    include(nodes.max[chunk % pageNodes]);
  }
  for (const value of source.tail.value) include(value);
  const last = source.tail.step.length > 0 ? source.tail : source.chunk(chunks - 1);
  const index = last.step.length - 1;
  Object.assign(state, { lastStep: last.step[index], lastTime: last.time[index], last: last.value[index] });
}

/** Rows first, then the cut: SQLite copies blobs faster than we could write them anew. */
function copySeries(parts: Parts, from: number, to: number, step: number): void {
  const { connection, states } = parts;
  for (const source of states.of(from).values()) {
    if (source.count === 0 || (source.stepOrdered && source.firstStep > step)) continue;
    const state = Object.assign(states.create(to, source.key), source, { id: states.of(to).get(source.key)?.id });
    connection.sql('INSERT INTO tail SELECT ?, position, step, time, value FROM tail WHERE series = ?').run(state.id, source.id);
    connection
      .sql(
        `INSERT INTO chunk (series, position, from_step, to_step, from_time, to_time, points)
         SELECT ?, position, from_step, to_step, from_time, to_time, points FROM chunk WHERE series = ?`,
      )
      .run(state.id, source.id);
    connection
      .sql('INSERT INTO pyramid (series, level, page, nodes) SELECT ?, level, page, nodes FROM pyramid WHERE series = ?')
      .run(state.id, source.id);
    states.save(state);
    cutSeries(parts, to, state, step);
  }
}

function forgetSeries({ blocks, tails }: Parts, state: SeriesState): void {
  blocks.forget(state.id);
  tails.forget(state.id);
}
