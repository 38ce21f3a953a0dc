import type { CurveSource, Axis } from './curve.ts';
import { allPoints, countBefore } from './curve.ts';
import type { Points } from './points.ts';
import { baseLevel, chunkPoints, pageNodes } from './pyramid.ts';

/** A series in a band; `zero` is the time that counts as 0 for it. */
export interface Member {
  source: CurveSource;
  zero: number;
}
/** The common axis: places of their own, ascending, or equal stretches of which `x` are the middles. */
export interface Places {
  axis: Axis;
  from: number;
  to: number;
  x: Float64Array;
  isStretches: boolean;
}
/** One series on the common axis. Where it has no value and none can be put between two of its own there is NaN. */
export interface MemberValues {
  value: Float64Array;
  /** Lowest and highest recorded; the value itself where that was put between two. */
  low: Float64Array;
  high: Float64Array;
  between: number;
  nonFinite: number;
  /** Every point was looked at, each in its own stretch. */
  isExact: boolean;
}
interface Edge {
  x: number;
  value: number;
}
const chunkLevel = baseLevel + Math.log2(pageNodes);
/** Nodes this much narrower than a stretch are taken whole, where they begin. */
const nodesPerStretch = 8;

/**
 * The mean of a series' finite points at every place. Between two places that have a value it is put there on a straight line;
 * nothing is carried beyond the series' own ends, nor over a place where it recorded nothing but NaN and ±Infinity.
 */
export function valuesAt(member: Member, places: Places): MemberValues {
  const { source, zero } = member;
  const { axis } = places;
  const sums = new Sums(places, zero);
  const from = countBefore(source, axis, places.from + zero, false);
  const to = countBefore(source, axis, places.to + zero, true);
  gather(source, from, to, sums);
  const before = from === 0 ? null : edgeAt(member, axis, from - 1);
  const after = to === source.count ? null : edgeAt(member, axis, to);
  return sums.finish(before, after);
}

/** Series whose places go back and forth, put in order once; others as they are. */
export function inOrder(source: CurveSource, axis: Axis): CurveSource {
  if (axis === 'step' ? source.stepOrdered : source.timeOrdered) return source;
  const [step, time, value] = Array.from({ length: 3 }, () => new Float64Array(source.count));
  let filled = 0;
  for (const points of allPoints(source)) {
    step.set(points.step, filled);
    time.set(points.time, filled);
    value.set(points.value, filled);
    filled += points.step.length;
  }
  const places = axis === 'step' ? step : time;
  const order = Uint32Array.from(places.keys()).sort((a, b) => places[a] - places[b] || a - b);
  const sorted = (column: Float64Array) => Float64Array.from(order, (at) => column[at]);
  const tail = { step: sorted(step), time: sorted(time), value: sorted(value) };
  return { ...source, sealed: 0, tail, [axis === 'step' ? 'stepOrdered' : 'timeOrdered']: true };
}

/** Recorded points from index to index, in slices. */
export function* pointsBetween(source: CurveSource, from: number, to: number): Generator<Points> {
  let at = from;
  while (at < Math.min(to, source.sealed)) {
    const chunk = Math.floor(at / chunkPoints);
    const start = chunk * chunkPoints;
    const end = Math.min(to, source.sealed, start + chunkPoints);
    yield between(source.chunk(chunk), at - start, end - start);
    at = end;
  }
  if (at < to) yield between(source.tail, at - source.sealed, to - source.sealed);
}

function between(points: Points, from: number, to: number): Points {
  if (from === 0 && to === points.step.length) return points;
  return { step: points.step.subarray(from, to), time: points.time.subarray(from, to), value: points.value.subarray(from, to) };
}

/** Points where they are few, nodes of the pyramid in the middle where they are many. */
function gather(source: CurveSource, from: number, to: number, sums: Sums): void {
  const level = Math.min(chunkLevel, Math.floor(Math.log2((to - from) / sums.places.x.length / nodesPerStretch)));
  const size = 2 ** level;
  const first = Math.ceil(from / size);
  const last = Math.floor(Math.min(to, source.sealed) / size);
  if (!sums.places.isStretches || level < baseLevel || first >= last) {
    for (const points of pointsBetween(source, from, to)) sums.addPoints(points);
    return;
  }
  for (const points of pointsBetween(source, from, first * size)) sums.addPoints(points);
  for (let node = first; node < last; node++) addNode(source, level, node, sums);
  for (const points of pointsBetween(source, last * size, to)) sums.addPoints(points);
}

function addNode(source: CurveSource, level: number, node: number, sums: Sums): void {
  const nodes = source.page(level, Math.floor(node / pageNodes));
  const at = node % pageNodes;
  const isStep = sums.places.axis === 'step';
  const width = isStep ? nodes.lastStep[at] - nodes.firstStep[at] : nodes.lastTime[at] - nodes.firstTime[at];
  const isInfinite = nodes.finite[at] > 0 && !(Number.isFinite(nodes.min[at]) && Number.isFinite(nodes.max[at]));
  if (width * 4 <= sums.width && !isInfinite) {
    sums.isExact = false;
    const place = isStep ? nodes.firstStep[at] : nodes.firstTime[at];
    sums.add(place, nodes.finite[at], nodes.mean[at] * nodes.finite[at], nodes.min[at], nodes.max[at], 2 ** level - nodes.finite[at]);
  } else if (level > baseLevel) {
    addNode(source, level - 1, node * 2, sums);
    addNode(source, level - 1, node * 2 + 1, sums);
  } else for (const points of pointsBetween(source, node << baseLevel, (node + 1) << baseLevel)) sums.addPoints(points);
}

/** The value next to the view, at a place that may hold several points. */
function edgeAt({ source, zero }: Member, axis: Axis, index: number): Edge {
  const [point] = pointsBetween(source, index, index + 1);
  const place = point[axis][0];
  const from = countBefore(source, axis, place, false);
  const to = countBefore(source, axis, place, true);
  let sum = 0;
  let count = 0;
  for (const { value } of pointsBetween(source, from, to)) {
    for (const current of value) {
      if (!Number.isFinite(current)) continue;
      sum += current;
      count++;
    }
  }
  return { x: place - zero, value: count === 0 ? Number.NaN : sum / count };
}

/** What one series comes to at each place while it is read. */
class Sums {
  readonly places: Places;
  readonly width: number;
  isExact = true;
  private readonly zero: number;
  private readonly sum: Float64Array;
  private readonly count: Float64Array;
  private readonly low: Float64Array;
  private readonly high: Float64Array;
  private readonly other: Float64Array;
  private last = 0;

  constructor(places: Places, zero: number) {
    const { length } = places.x;
    this.places = places;
    this.zero = zero;
    this.width = (places.to - places.from) / length;
    [this.sum, this.count, this.other] = [new Float64Array(length), new Float64Array(length), new Float64Array(length)];
    this.low = new Float64Array(length).fill(Number.POSITIVE_INFINITY);
    this.high = new Float64Array(length).fill(Number.NEGATIVE_INFINITY);
  }

  addPoints(points: Points): void {
    const places = points[this.places.axis];
    for (let at = 0; at < places.length; at++) {
      const value = points.value[at];
      if (value - value === 0) this.add(places[at], 1, value, value, value, 0);
      else this.add(places[at], 0, 0, value, value, 1);
    }
  }

  add(place: number, count: number, sum: number, low: number, high: number, other: number): void {
    const at = this.indexOf(place - this.zero);
    this.other[at] += other;
    if (count === 0) return;
    this.sum[at] += sum;
    this.count[at] += count;
    if (low < this.low[at]) this.low[at] = low;
    if (high > this.high[at]) this.high[at] = high;
  }

  finish(before: Edge | null, after: Edge | null): MemberValues {
    const { x } = this.places;
    const value = new Float64Array(x.length).fill(Number.NaN);
    let left = before;
    let gap = 0;
    let between = 0;
    let nonFinite = 0;
    const bridge = (right: Edge, to: number) => {
      if (left === null || Number.isNaN(left.value) || Number.isNaN(right.value)) return;
      for (let at = gap; at < to; at++) {
        const share = (x[at] - left.x) / (right.x - left.x);
        value[at] = left.value * (1 - share) + right.value * share;
        this.low[at] = value[at];
        this.high[at] = value[at];
        between++;
      }
    };
    for (let at = 0; at < x.length; at++) {
      nonFinite += this.other[at];
      if (this.count[at] === 0 && this.other[at] === 0) continue;
      const here = { x: x[at], value: this.count[at] === 0 ? Number.NaN : this.sum[at] / this.count[at] };
      bridge(here, at);
      value[at] = here.value;
      left = here;
      gap = at + 1;
    }
    if (after) bridge(after, x.length);
    return { value, low: this.low, high: this.high, between, nonFinite, isExact: this.isExact };
  }

  private indexOf(place: number): number {
    const { x, from, isStretches } = this.places;
    if (isStretches) return this.width > 0 ? Math.max(0, Math.min(x.length - 1, Math.floor((place - from) / this.width))) : 0;
    // Places come in order, nearly always the next one.
    if (x[this.last] > place) this.last = 0;
    while (this.last < x.length - 1 && x[this.last] < place) this.last++;
    return this.last;
  }
}

/** Every place at which one of the members recorded, ascending; null where there are more than `most`. */
export function placesOf(members: Member[], axis: Axis, from: number, to: number, most: number): Float64Array | null {
  const places = new Set<number>();
  for (const { source, zero } of members) {
    const first = countBefore(source, axis, from + zero, false);
    const last = countBefore(source, axis, to + zero, true);
    for (const points of pointsBetween(source, first, last)) {
      for (const place of points[axis]) places.add(place - zero);
      if (places.size > most) return null;
    }
  }
  return Float64Array.from(places).sort();
}
