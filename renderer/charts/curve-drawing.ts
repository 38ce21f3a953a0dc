import { apart, axisTicks, type CurveAxis, logTicks, niceStep, type Ticks } from './axis-ticks.ts';
import { formatNumber } from './number-format.ts';
import { type Smoothing, smoothed } from './smoothing.ts';

/** One series of one run, as it came from the studio. */
export interface CurveLine {
  run: string;
  key: string;
  label: string;
  color: string;
  /** Lengths of dash and gap; empty is solid. */
  dash: number[];
  steps: Float64Array;
  times: Float64Array;
  values: Float64Array;
  /** Unix milliseconds that count as 0 on the relative axis. */
  start: number;
  /** Where another series is the axis: its value at each point. */
  places?: Float64Array;
  /** Where the line is the middle of several runs. */
  band?: BandOfRuns;
}
/** The middle's lowest and highest at every point, NaN for none, and how many runs have a value there. */
export interface BandOfRuns {
  /** On the chart's axis. */
  x: Float64Array;
  low: Float64Array;
  high: Float64Array;
  runs: Float64Array;
}

export interface CurveOptions {
  axis: CurveAxis;
  scale: 'linear' | 'log';
  smoothing: Smoothing;
  /** Leaves the outermost 1 % of the values out of the vertical range. */
  ignoresOutliers: boolean;
  range: [number, number] | null;
  /** Lines are drawn as how many pass where. */
  isDense?: boolean;
  /** The same vertical range as in other charts, on the drawn scale. */
  vertical?: [number, number];
}

export interface DrawnLine {
  line: CurveLine;
  /** Descends where the axis is wall time and the machine's clock was set back during the run. */
  x: Float64Array;
  /** On the drawn scale: log10 where the scale is logarithmic. */
  raw: Float64Array;
  smooth: Float64Array | null;
  band: { low: Float64Array; high: Float64Array } | null;
}
/** A value that has no place on the axis: it is marked at the edge. */
export interface Mark {
  line: CurveLine;
  x: number;
  kind: 'NaN' | '+Inf' | '\u2212Inf';
}
/** Everything a curve chart needs to know before any pixel. */
export interface CurveDrawing {
  isLog: boolean;
  isDense: boolean;
  lines: DrawnLine[];
  from: number;
  to: number;
  low: number;
  high: number;
  yTicks: Ticks;
  marks: Mark[];
  /** Values that a logarithmic axis has no place for. */
  nonPositive: number;
  /** Values above or below the vertical range. */
  outside: number;
  points: number;
}

export function curveX(line: CurveLine, axis: CurveAxis): Float64Array {
  if (line.places) return line.places;
  if (line.band) return line.band.x;
  if (axis === 'step') return line.steps;
  if (axis === 'time') return line.times;
  return secondsIn(line);
}

/** Whether the machine's clock was set back while these points were recorded: their times are no measure of what passed. */
export function wentBack({ times, start }: Pick<CurveLine, 'times' | 'start'>): boolean {
  return times.some((time, i) => time < (i === 0 ? start : times[i - 1]));
}

/** Time that passed; where the clock was set back, none did between two points. */
function secondsIn({ times, start }: CurveLine): Float64Array {
  let before = start;
  let passed = 0;
  return times.map((time) => {
    passed += Math.max(0, time - before);
    before = time;
    return passed / 1000;
  });
}

export function drawCurves(lines: CurveLine[], options: CurveOptions): CurveDrawing {
  const isLog = options.scale === 'log';
  const marks: Mark[] = [];
  let nonPositive = 0;
  let points = 0;
  const drawn = lines.map((line): DrawnLine => {
    const x = curveX(line, options.axis);
    points += x.length;
    line.values.forEach((value, i) => {
      if (line.band && Number.isNaN(value)) return;
      if (!Number.isFinite(value)) marks.push({ line, x: x[i], kind: Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '\u2212Inf' });
      else if (isLog && value <= 0) nonPositive += 1;
    });
    const smooth = options.smoothing.weight > 0 ? onScale(smoothed(line.values, options.smoothing), isLog) : null;
    return { line, x, raw: onScale(line.values, isLog), smooth, band: line.band ? bandOnScale(line.band, isLog) : null };
  });
  const [from, to] = options.range ?? horizontalRange(drawn, options.axis);
  const shown = options.ignoresOutliers ? visible(drawn, from, to) : [];
  const { low, high, ticks } = verticalRange(options.vertical ?? (shown.length > 20 ? inner(shown) : extremes(drawn, from, to)), isLog);
  const outside = shown.filter((value) => value < low || value > high).length;
  const isDense = options.isDense === true && drawn.every(({ band }) => band === null);
  return { isLog, isDense, lines: drawn, from, to, low, high, yTicks: ticks, marks, nonPositive, outside, points };
}

export function xTicks(drawing: CurveDrawing, axis: CurveAxis, width: number): Ticks {
  return axisTicks(axis, drawing.from, drawing.to, Math.max(2, Math.floor(width / 90)));
}

/** Index of the point whose x is nearest; −1 for none. */
export function nearestPoint(x: Float64Array, place: number): number {
  if (x.length === 0) return -1;
  if (!isAscending(x)) return nearestOfAll(x, place);
  let low = 0;
  let high = x.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle] < place) low = middle + 1;
    else high = middle;
  }
  return low > 0 && place - x[low - 1] <= x[low] - place ? low - 1 : low;
}

/** Each line's recorded value nearest to `place`, its last where that is null; lines without points are left out. */
export function valuesAt({ lines }: CurveDrawing, place: number | null): { run: string; key: string; value: number }[] {
  return lines.flatMap(({ line, x }) => {
    const index = place === null ? x.length - 1 : nearestPoint(x, place);
    return index < 0 ? [] : [{ run: line.run, key: line.key, value: line.values[index] }];
  });
}

/** Looked through once: a pointer that moves asks for every line of the chart again and again. */
const ascending = new WeakMap<Float64Array, boolean>();
function isAscending(x: Float64Array): boolean {
  const known = ascending.get(x) ?? x.every((value, i) => i === 0 || value >= x[i - 1]);
  ascending.set(x, known);
  return known;
}
function nearestOfAll(x: Float64Array, place: number): number {
  return x.reduce((best, value, i) => (Math.abs(value - place) < Math.abs(x[best] - place) ? i : best), 0);
}

function onScale(values: Float64Array, isLog: boolean): Float64Array {
  return values.map((value) => (!Number.isFinite(value) || (isLog && value <= 0) ? Number.NaN : isLog ? Math.log10(value) : value));
}

/** A band that reaches down to 0 and below has no lower edge on a logarithmic axis: there it is open. */
function bandOnScale({ low, high }: BandOfRuns, isLog: boolean): { low: Float64Array; high: Float64Array } {
  return { low: isLog ? low.map((value) => (value <= 0 ? -Infinity : Math.log10(value))) : low, high: onScale(high, isLog) };
}

function horizontalRange(lines: DrawnLine[], axis: CurveAxis): [number, number] {
  let from = Infinity;
  let to = -Infinity;
  for (const { x } of lines) {
    for (const place of x) {
      if (place < from) from = place;
      if (place > to) to = place;
    }
  }
  if (from > to) return [0, 1];
  if (from !== to) return [from, to];
  const room = axis === 'time' ? 1000 : 1;
  return [axis === 'step' ? Math.max(0, from - room) : from - room, to + room];
}

function visible(lines: DrawnLine[], from: number, to: number): number[] {
  const values: number[] = [];
  eachVisible(lines, from, to, (value) => values.push(value));
  return values;
}

function extremes(lines: DrawnLine[], from: number, to: number): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  eachVisible(lines, from, to, (value) => {
    if (value < low) low = value;
    if (value > high) high = value;
  });
  return [low, high];
}

function eachVisible(lines: DrawnLine[], from: number, to: number, see: (value: number) => void): void {
  for (const { x, raw, smooth, band } of lines) {
    for (const column of [raw, ...(smooth ? [smooth] : []), ...(band ? [band.low, band.high] : [])])
      for (let i = 0; i < x.length; i += 1) if (x[i] >= from && x[i] <= to && Number.isFinite(column[i])) see(column[i]);
  }
}

/** Without the outermost 1 % at each end. */
function inner(values: number[]): [number, number] {
  const sorted = Float64Array.from(values).sort();
  return [sorted[Math.floor((sorted.length - 1) * 0.01)], sorted[Math.ceil((sorted.length - 1) * 0.99)]];
}

function verticalRange([low, high]: [number, number], isLog: boolean): { low: number; high: number; ticks: Ticks } {
  if (low > high) [low, high] = isLog ? [-1, 0] : [0, 1];
  [low, high] = [inReach(low), inReach(high)];
  // Spans that double precision can't divide into ticks are widened as a single value is.
  if (!(high - low > Math.max(Math.abs(low), Math.abs(high)) * 1e-9 && high - low > (isLog ? 1e-12 : 1e-290))) {
    const room = isLog ? 0.5 : Math.abs(low) > 1e-280 ? Math.abs(low) * 0.1 : 1;
    low -= room;
    high += room;
  }
  return isLog ? logarithmic(low, high) : linear(low, high);
}

const furthest = 4e307;

/** A span that overflows can't be divided into ticks; what lies further out stands off the chart. */
function inReach(value: number): number {
  return Math.min(Math.max(value, -furthest), furthest);
}

function linear(low: number, high: number): { low: number; high: number; ticks: Ticks } {
  const step = niceStep((high - low) / 5);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const values: number[] = [];
  for (let i = first; i <= last; i += 1) values.push(Number((i * step).toPrecision(12)));
  return { low: values[0], high: values[values.length - 1], ticks: { values, labels: apart(values, formatNumber) } };
}

/** `low` and `high` are exponents of ten. */
function logarithmic(low: number, high: number): { low: number; high: number; ticks: Ticks } {
  const room = (high - low) * 0.04;
  return { low: low - room, high: high + room, ticks: logTicks(low - room, high + room) };
}
