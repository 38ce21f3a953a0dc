import type { Blocks } from './blocks.ts';
import type { Connection } from './connection.ts';
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
  return points.filter((point) => {
    let isFresh = judges.get(point.key);
    if (isFresh === undefined) {
      isFresh = openJudge(parts, parts.states.get(run, point.key));
      judges.set(point.key, isFresh);
    }
    return isFresh(point);
  });
}

/** What lies beyond every step or every time so far is new; only the others are looked for. */
function openJudge(parts: Parts, state: SeriesState | null): (point: Point) => boolean {
  const isThere = state !== null && state.count > 0;
  let topStep = isThere ? state.lastStep : Number.NEGATIVE_INFINITY;
  let topTime = !isThere ? Number.NEGATIVE_INFINITY : state.timeOrdered ? state.lastTime : Number.POSITIVE_INFINITY;
  const accepted: Point[] = [];
  let taken: Set<string> | undefined;
  let tail: Set<string> | undefined;

  function isKnown(point: Point): boolean {
    const name = nameOf(point.step, point.time, point.value);
    taken ??= new Set(accepted.map(({ step, time, value }) => nameOf(step, time, value)));
    if (taken.has(name)) return true;
    taken.add(name);
    if (!isThere) return false;
    tail ??= namesOf(parts.tails.of(state).points());
    return tail.has(name) || isSealed(parts, state, point);
  }

  return (point) => {
    if (point.step <= topStep && point.time <= topTime) {
      if (isKnown(point)) return false;
    } else {
      accepted.push(point);
      taken?.add(nameOf(point.step, point.time, point.value));
    }
    topStep = Math.max(topStep, point.step);
    topTime = Math.max(topTime, point.time);
    return true;
  };
}

/** Of a series in order the chunks say from where to where they reach; else each may hold it. */
function isSealed({ connection, blocks }: Parts, state: SeriesState, { step, time, value }: Point): boolean {
  if (state.stored < chunkPoints) return false;
  const chunks = connection
    .sql(
      `SELECT position FROM chunk INDEXED BY chunk_place WHERE series = ? AND position < ?
         AND (? = 0 OR (from_step <= ? AND to_step >= ?)) AND (? = 0 OR (from_time <= ? AND to_time >= ?))`,
    )
    .all(state.id, sealedOf(state), Number(state.stepOrdered), step, step, Number(state.timeOrdered), time, time);
  return chunks.some(({ position }) => {
    const points = blocks.points(state.id, Number(position));
    return points.step.some((recorded, at) => recorded === step && points.time[at] === time && isSame(points.value[at], value));
  });
}

function namesOf({ step, time, value }: Points): Set<string> {
  return new Set(Array.from(step, (at, index) => nameOf(at, time[index], value[index])));
}

function nameOf(step: number, time: number, value: number): string {
  return `${step} ${time} ${value}`;
}

function isSame(one: number, other: number): boolean {
  return one === other || (Number.isNaN(one) && Number.isNaN(other));
}
