import type { CurveWriter, Stretch } from './curve-stretch.ts';
import { lowerBound, type Points } from './points.ts';
import { baseLevel, chunkPoints, pageNodes, type Nodes } from './pyramid.ts';

/** One series as the curve walk sees it: whole chunks, the pyramid over them, and what follows them. */
export interface CurveSource {
  count: number;
  /** Points in whole chunks. */
  sealed: number;
  stepOrdered: boolean;
  timeOrdered: boolean;
  chunk(index: number): Points;
  page(level: number, page: number): Nodes;
  tail: Points;
}
export type Axis = 'step' | 'time';
/** The asked stretch of the axis, bounds included, and its width in pixels. */
export interface CurveView {
  axis: Axis;
  from: number;
  to: number;
  pixels: number;
}

const chunkLevel = baseLevel + Math.log2(pageNodes);

/**
 * Writes one series as the screen can show it. Points that begin in the same pixel form a stretch; of each the first, lowest,
 * highest and last are written, whole and in order, or all where there are at most four. A stretch is made of single points
 * and of pyramid nodes no wider than a pixel, each counted where it begins, so its extremes are exact and at most a pixel off
 * their place's edge. NaN and ±Infinity: see Stretch.
 */
export function writeCurve(source: CurveSource, view: CurveView, index: number, writer: CurveWriter): void {
  const start = writer.length;
  const isOrdered = view.axis === 'step' ? source.stepOrdered : source.timeOrdered;
  if (isOrdered) new Walk(source, view, index, writer).run();
  else writeSorted(source, view, index, writer);
  if (!source.stepOrdered || (view.axis === 'time' && !isOrdered)) writer.sortBySteps(start);
}

/** Smallest and largest place on the axis; null for a series without points. */
export function extentOf(source: CurveSource, axis: Axis): { from: number; to: number } | null {
  if (source.count === 0) return null;
  if (axis === 'step' ? source.stepOrdered : source.timeOrdered) {
    return { from: pointsAt(source, 0)[axis][0], to: lastOf(pointsAt(source, source.count - 1)[axis]) };
  }
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const points of allPoints(source)) {
    for (const x of points[axis]) {
      if (x < from) from = x;
      if (x > to) to = x;
    }
  }
  return { from, to };
}

export function* allPoints(source: CurveSource): Generator<Points> {
  for (let chunk = 0; chunk * chunkPoints < source.sealed; chunk++) yield source.chunk(chunk);
  if (source.tail.step.length > 0) yield source.tail;
}

/** How many points lie before `bound` on an ordered axis (or at it, when `inclusive`). */
export function countBefore(source: CurveSource, axis: Axis, bound: number, inclusive: boolean): number {
  const limit = inclusive ? nextNumber(bound) : bound;
  const { tail, sealed } = source;
  if (sealed === 0 || (tail[axis].length > 0 && tail[axis][0] < limit)) return sealed + lowerBound(tail[axis], limit);
  const first = axis === 'step' ? 'firstStep' : 'firstTime';
  let low = 0;
  let high = sealed / chunkPoints;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (source.page(chunkLevel, Math.floor(middle / pageNodes))[first][middle % pageNodes] < limit) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : (low - 1) * chunkPoints + lowerBound(source.chunk(low - 1)[axis], limit);
}

class Walk {
  private readonly source: CurveSource;
  private readonly view: CurveView;
  private readonly stretch: Stretch;
  private readonly grid: Grid;
  private readonly pixel: number;

  constructor(source: CurveSource, view: CurveView, index: number, writer: CurveWriter) {
    this.source = source;
    this.view = view;
    this.stretch = writer.stretch.restart(index);
    this.grid = new Grid(view);
    this.pixel = (view.to - view.from) / view.pixels;
  }

  run(): void {
    const { source, view } = this;
    const from = countBefore(source, view.axis, view.from, false);
    const to = countBefore(source, view.axis, view.to, true);
    if (from >= to) return;
    const first = this.place(from);
    const last = this.place(to - 1);
    // Of the pixels that the points really take, not of the view: a short curve in a wide view is as fine as the screen.
    const perPixel = this.pixel > 0 ? (to - from) / Math.max(1, (last - first) / this.pixel) : to - from;
    const level = Math.floor(Math.log2(perPixel));
    const sealedEnd = Math.min(to, source.sealed);
    if (level < baseLevel) this.points(from, to);
    else {
      this.nodesBetween(from, sealedEnd, level);
      this.points(Math.max(from, source.sealed), to);
    }
    this.stretch.end();
  }

  private place(index: number): number {
    const { axis } = this.view;
    const { source } = this;
    return index >= source.sealed
      ? source.tail[axis][index - source.sealed]
      : source.chunk(Math.floor(index / chunkPoints))[axis][index % chunkPoints];
  }

  /** Nodes of `level` where they fit; points, or smaller nodes, at both ends. */
  private nodesBetween(from: number, to: number, level: number): void {
    const small = 2 ** Math.min(level, chunkLevel);
    let at = from;
    while (at < to) {
      const aligned = Math.ceil(at / small) * small;
      if (aligned > at || at + small > to) {
        const end = aligned > at ? Math.min(aligned, to) : to;
        this.points(at, end);
        at = end;
        continue;
      }
      let size = 2 ** level;
      let here = level;
      while (at % size !== 0 || at + size > to) {
        size /= 2;
        here--;
      }
      const count = here === level ? Math.floor((to - at) / size) : 1;
      this.nodes(here, at / size, at / size + count);
      at += count * size;
    }
  }

  private nodes(level: number, from: number, to: number): void {
    let at = from;
    while (at < to) {
      const page = Math.floor(at / pageNodes);
      const end = Math.min(to, (page + 1) * pageNodes);
      this.nodesOfPage(this.source.page(level, page), level, page * pageNodes, at - page * pageNodes, end - page * pageNodes);
      at = end;
    }
  }

  private nodesOfPage(nodes: Nodes, level: number, offset: number, from: number, to: number): void {
    const firstX = this.view.axis === 'step' ? nodes.firstStep : nodes.firstTime;
    const lastX = this.view.axis === 'step' ? nodes.lastStep : nodes.lastTime;
    const { min, max, nanStep } = nodes;
    let at = from;
    while (at < to) {
      if (lastX[at] - firstX[at] > this.pixel * 1.0000001) {
        this.split(level, offset + at);
        at++;
        continue;
      }
      const column = this.grid.column(firstX[at]);
      const edge = this.grid.edge(column);
      let low = at;
      let high = at;
      let nan = !Number.isNaN(nanStep[at]) ? at : -1;
      let next = at + 1;
      for (; next < to && firstX[next] < edge && lastX[next] - firstX[next] <= this.pixel * 1.0000001; next++) {
        if (min[next] < min[low] || Number.isNaN(min[low])) low = next;
        if (max[next] > max[high] || Number.isNaN(max[high])) high = next;
        if (nan < 0 && !Number.isNaN(nanStep[next])) nan = next;
      }
      this.stretch.begin(column);
      this.stretch.addNodes(nodes, at, next - 1, low, high, nan);
      at = next;
    }
  }

  private split(level: number, node: number): void {
    if (level > baseLevel) this.nodes(level - 1, node * 2, node * 2 + 2);
    else this.points(node << baseLevel, (node + 1) << baseLevel);
  }

  private points(from: number, to: number): void {
    const { sealed, tail } = this.source;
    let at = from;
    while (at < to) {
      if (at >= sealed) {
        this.pointsOf(tail, at - sealed, to - sealed);
        return;
      }
      const chunk = Math.floor(at / chunkPoints);
      const end = Math.min(to, sealed, (chunk + 1) * chunkPoints);
      this.pointsOf(this.source.chunk(chunk), at - chunk * chunkPoints, end - chunk * chunkPoints);
      at = end;
    }
  }

  private pointsOf(points: Points, from: number, to: number): void {
    writePoints(points, from, to, { axis: this.view.axis, grid: this.grid }, this.stretch);
  }
}

/** Points in axis order into their pixels. */
function writePoints(points: Points, from: number, to: number, { axis, grid }: { axis: Axis; grid: Grid }, stretch: Stretch): void {
  const xs = points[axis];
  const { value } = points;
  let at = from;
  let width = 1;
  let column = grid.column(xs[at]);
  while (at < to) {
    const end = endOfPixel(xs, at, to, grid.edge(column), width);
    width = end - at;
    let nan = -1;
    let low = at;
    while (low < end && Number.isNaN(value[low])) low++;
    if (low > at) nan = at;
    if (low === end) low = at;
    let high = low;
    let lowest = value[low];
    let highest = lowest;
    for (let index = low + 1; index < end; index++) {
      const current = value[index];
      if (current < lowest) {
        lowest = current;
        low = index;
      } else if (current > highest) {
        highest = current;
        high = index;
      } else if (nan < 0 && Number.isNaN(current)) nan = index;
    }
    const next = end < to ? grid.column(xs[end]) : column;
    // A pixel that ends here and holds no NaN is known whole, unless it began in another chunk.
    if (next !== column && nan < 0 && !stretch.isAt(column)) stretch.writePixel(column, points, at, end - 1, low, high);
    else {
      stretch.begin(column);
      stretch.addPoints(points, at, end - 1, low, high, nan);
    }
    column = next;
    at = end;
  }
}

/** First index from `at` on whose place is not below `edge`; `guess` is how far it was the last time, which even steps keep to. */
function endOfPixel(xs: Float64Array, at: number, to: number, edge: number, guess: number): number {
  let end = Math.min(to, at + guess);
  while (end > at + 1 && xs[end - 1] >= edge) end--;
  while (end < to && xs[end] < edge) end++;
  return end;
}

/** The pixels of a view. */
class Grid {
  private readonly from: number;
  private readonly width: number;
  private readonly perPlace: number;
  private readonly last: number;

  constructor({ from, to, pixels }: CurveView) {
    this.from = from;
    this.width = (to - from) / pixels;
    this.perPlace = to > from ? pixels / (to - from) : 0;
    this.last = to > from ? pixels - 1 : 0;
  }

  column(x: number): number {
    return Math.min(this.last, Math.floor((x - this.from) * this.perPlace));
  }
  /** Where the next pixel begins; the last one holds the view's end as well. */
  edge(column: number): number {
    return column >= this.last ? Number.POSITIVE_INFINITY : this.from + (column + 1) * this.width;
  }
}

/** For a series whose places go back and forth: all of it, sorted. */
function writeSorted(source: CurveSource, view: CurveView, index: number, writer: CurveWriter): void {
  const kept: { step: number; time: number; value: number }[] = [];
  for (const points of allPoints(source)) {
    for (let at = 0; at < points.step.length; at++) {
      const x = points[view.axis][at];
      if (x >= view.from && x <= view.to) kept.push({ step: points.step[at], time: points.time[at], value: points.value[at] });
    }
  }
  kept.sort((a, b) => a[view.axis] - b[view.axis]);
  const sorted = {
    step: Float64Array.from(kept, (point) => point.step),
    time: Float64Array.from(kept, (point) => point.time),
    value: Float64Array.from(kept, (point) => point.value),
  };
  const stretch = writer.stretch.restart(index);
  writePoints(sorted, 0, kept.length, { axis: view.axis, grid: new Grid(view) }, stretch);
  stretch.end();
}

function pointsAt(source: CurveSource, index: number): Points {
  return index >= source.sealed ? source.tail : source.chunk(Math.floor(index / chunkPoints));
}
function lastOf(column: Float64Array): number {
  return column[column.length - 1];
}

const bits = new DataView(new ArrayBuffer(8));
/** The smallest float64 above. */
function nextNumber(x: number): number {
  if (!Number.isFinite(x)) return x;
  if (x === 0) return Number.MIN_VALUE;
  bits.setFloat64(0, x);
  bits.setBigInt64(0, bits.getBigInt64(0) + (x > 0 ? 1n : -1n));
  return bits.getFloat64(0);
}
