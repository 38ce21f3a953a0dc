import { formatNumber, formatSeconds, formatStep } from './number-format.ts';

/** value: another series' values · step: generator updates · relative: seconds since a run's first point · time: unix milliseconds. */
export type CurveAxis = 'step' | 'relative' | 'time' | 'value';
export interface Ticks {
  values: number[];
  labels: string[];
}

const secondSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400];

/** Round places inside [from, to], about `count` of them, at least two. */
export function axisTicks(axis: CurveAxis, from: number, to: number, count: number): Ticks {
  switch (axis) {
    case 'step': {
      const values = atLeastTwo(count, (few) => places(from, to, Math.max(1, niceStep((to - from) / few))));
      return { values, labels: values.map(formatStep) };
    }
    case 'value':
      return plainTicks(from, to, count);
    case 'relative': {
      const values = atLeastTwo(count, (few) => places(from, to, secondStep((to - from) / few)));
      return {
        values,
        labels: apart(values, (value, digits) => (digits === 4 ? formatSeconds(value) : `${formatNumber(value, digits)} s`)),
      };
    }
    case 'time': {
      const offset = new Date(from).getTimezoneOffset() * 60_000;
      let step = 1;
      const values = atLeastTwo(count, (few) => {
        step = secondStep((to - from) / 1000 / few) * 1000;
        return places(from - offset, to - offset, step).map((value) => value + offset);
      });
      return { values, labels: values.map((value) => clock(value, step)) };
    }
  }
}

export function plainTicks(from: number, to: number, count: number): Ticks {
  const values = atLeastTwo(count, (few) => places(from, to, niceStep((to - from) / few)));
  return { values, labels: apart(values, formatNumber) };
}

/** Places on an axis of powers of ten, whose ends are exponents: powers, digits before them where the range is short, round numbers where it is shorter. */
export function logTicks(from: number, to: number): Ticks {
  const span = to - from;
  const factors = span < 1.3 ? [1, 2, 3, 4, 5, 6, 8] : span < 3 ? [1, 2, 5] : [1];
  const every = Math.max(1, Math.ceil(span / 7));
  const values: number[] = [];
  for (let power = Math.floor(from); power <= to; power += 1) {
    if (power % every !== 0) continue;
    for (const factor of factors) {
      const value = power + Math.log10(factor);
      if (value >= from && value <= to) values.push(value);
    }
  }
  if (values.length > 2 || span > 1) return { values, labels: apart(values, (value, digits) => formatNumber(10 ** value, digits), 2) };
  const plain = plainTicks(10 ** from, 10 ** to, 5);
  return { values: plain.values.map((value) => Math.min(to, Math.max(from, Math.log10(value)))), labels: plain.labels };
}

/** Each value in so many digits that no two read alike. */
export function apart(values: number[], write: (value: number, digits: number) => string, digits = 4): string[] {
  const labels = values.map((value) => write(value, digits));
  return digits >= 16 || new Set(labels).size === labels.length ? labels : apart(values, write, digits + 1);
}

/** One number says where an axis is, two say how long. */
function atLeastTwo(count: number, make: (count: number) => number[]): number[] {
  let few = Math.max(1, count);
  let values = make(few);
  for (let tries = 0; values.length < 2 && tries < 3; tries += 1) {
    few = Math.max(2, few * 2);
    values = make(few);
  }
  return values;
}

/** 1, 2 or 5 times a power of ten, not below `rough`. */
export function niceStep(rough: number): number {
  if (!(rough > 0) || !Number.isFinite(rough)) return 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough * (1 - 1e-9)) ?? 10 * power;
}

function secondStep(rough: number): number {
  if (rough < 1) return niceStep(rough);
  return secondSteps.find((step) => step >= rough) ?? 86400 * niceStep(rough / 86400);
}
function places(from: number, to: number, step: number): number[] {
  const values = new Set<number>();
  const slack = step * 1e-9;
  const first = Math.ceil((from - slack) / step);
  // Counted from nothing: where the step is tiny beside the place, adding 1 to a place's own number would change nothing.
  for (let i = 0; i < 100 && (first + i) * step <= to + slack; i += 1) values.add(Number(((first + i) * step).toPrecision(15)));
  return [...values];
}
function clock(time: number, step: number): string {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, '0');
  if (step >= 86_400_000) return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const minutes = `${two(date.getHours())}:${two(date.getMinutes())}`;
  if (step >= 60_000) return minutes;
  if (step >= 1000) return `${minutes}:${two(date.getSeconds())}`;
  const digits = Math.min(6, Math.ceil(-Math.log10(step / 1000) - 1e-9));
  return `${minutes}:${(date.getSeconds() + (((time % 1000) + 1000) % 1000) / 1000).toFixed(digits).padStart(digits + 3, '0')}`;
}
