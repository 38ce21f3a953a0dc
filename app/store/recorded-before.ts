import type { Blocks } from './blocks.ts';
import type { Connection, Row } from './connection.ts';
import { chunkPoints } from './pyramid.ts';
import type { Points } from './points.ts';
import { sealedOf, type Tails } from './sealing.ts';
import type { SeriesState, SeriesStates } from './series-state.ts';

interface Parts {
  connection: Connection;
  states: SeriesStates;
  blocks: Blocks;
  tails: Tails;
}
interface Point {
  key: string;
  step: number;
  time: number;
  value: number;
}

/** Of these points those that are not recorded yet, each once: a client that heard no answer sends its points again. */
export function freshPoints<Of extends Point>(parts: Parts, run: number, points: readonly Of[]): Of[] {
  const judges = new Map<string, (point: Of) => boolean>();
  for (const [key, ofKey] of Map.groupBy(points, (point) => point.key))
    judges.set(key, openJudge(parts, parts.states.get(run, key), ofKey));
  return points.filter((point) => judges.get(point.key)!(point));
}

/** Of the points of one series, asked in their order. */
function openJudge(parts: Parts, state: SeriesState | null, points: readonly Point[]): (point: Point) => boolean {
  const known = state !== null && state.count > 0 ? state : null;
  const doubtful = doubtfulOf(known, points);
  if (doubtful.length === 0) return () => true;
  const taken = known === null ? new Set<string>() : recordedOf(parts, known, doubtful);
  return (point) => {
    const name = nameOf(point.step, point.time, point.value);
    if (taken.has(name)) return false;
    taken.add(name);
    return true;
  };
}

/** What lies beyond every step or every time so far is new; only the others are looked for. */
function doubtfulOf(state: SeriesState | null, points: readonly Point[]): Point[] {
  let topStep = state === null ? Number.NEGATIVE_INFINITY : state.lastStep;
  let topTime = state === null ? Number.NEGATIVE_INFINITY : state.timeOrdered ? state.lastTime : Number.POSITIVE_INFINITY;
  return points.filter(({ step, time }) => {
    const isDoubtful = step <= topStep && time <= topTime;
    topStep = Math.max(topStep, step);
    topTime = Math.max(topTime, time);
    return isDoubtful;
  });
}

/** Names of those of these points that are recorded: tail and chunks are gone through once, however many the points are. */
function recordedOf({ connection, blocks, tails }: Parts, state: SeriesState, points: readonly Point[]): Set<string> {
  const names = new Set(points.map(({ step, time, value }) => nameOf(step, time, value)));
  const steps = new Set(points.map(({ step }) => step));
  const times = new Set(points.map(({ time }) => time));
  const found = new Set<string>();
  function look({ step, time, value }: Points): void {
    for (let at = 0; at < step.length; at += 1) {
      if (!steps.has(step[at]) || !times.has(time[at])) continue;
      const name = nameOf(step[at], time[at], value[at]);
      if (names.has(name)) found.add(name);
    }
  }
  look(tails.of(state).points());
  if (state.stored < chunkPoints) return found;
  const [fromStep, toStep] = reachOf(steps);
  const [fromTime, toTime] = reachOf(times);
  const chunks = connection
    .sql(
      `SELECT position, from_step, to_step, from_time, to_time FROM chunk INDEXED BY chunk_place WHERE series = ? AND position < ?
         AND (? = 0 OR (from_step <= ? AND to_step >= ?)) AND (? = 0 OR (from_time <= ? AND to_time >= ?))`,
    )
    .all(state.id, sealedOf(state), Number(state.stepOrdered), toStep, fromStep, Number(state.timeOrdered), toTime, fromTime);
  for (const chunk of chunks) {
    if (points.some((point) => mayHold(state, chunk, point))) look(blocks.points(state.id, Number(chunk.position)));
  }
  return found;
}

function reachOf(numbers: Set<number>): [from: number, to: number] {
  const all = [...numbers];
  return [all.reduce((low, value) => Math.min(low, value)), all.reduce((high, value) => Math.max(high, value))];
}

/** Of a series in order a chunk says from where to where it reaches; else each may hold any point. */
function mayHold({ stepOrdered, timeOrdered }: SeriesState, chunk: Row, { step, time }: Point): boolean {
  if (stepOrdered && (step < Number(chunk.from_step) || step > Number(chunk.to_step))) return false;
  return !timeOrdered || (time >= Number(chunk.from_time) && time <= Number(chunk.to_time));
}

function nameOf(step: number, time: number, value: number): string {
  return `${step} ${time} ${value}`;
}
