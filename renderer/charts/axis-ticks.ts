import { formatNumber, formatSeconds, formatStep } from './number-format.ts';

/** step: generator updates · relative: seconds since a run's first point · time: unix milliseconds. */
export type CurveAxis = 'step' | 'relative' | 'time';
export interface Ticks {
  values: number[];
  labels: string[];
}

const secondSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400];

/** Round places inside [from, to], at most about `count` of them. */
export function axisTicks(axis: CurveAxis, from: number, to: number, count: number): Ticks {
  switch (axis) {
    case 'step': {
      const values = places(from, to, Math.max(1, niceStep((to - from) / count)));
      return { values, labels: values.map(formatStep) };
    }
    case 'relative': {
      const values = places(from, to, secondStep((to - from) / count));
      return { values, labels: values.map(formatSeconds) };
    }
    case 'time': {
      const step = secondStep((to - from) / 1000 / count) * 1000;
      const offset = new Date(from).getTimezoneOffset() * 60_000;
      const values = places(from - offset, to - offset, step).map((value) => value + offset);
      return { values, labels: values.map((value) => clock(value, step)) };
    }
  }
}

export function plainTicks(from: number, to: number, count: number): Ticks {
  const values = places(from, to, niceStep((to - from) / count));
  return { values, labels: values.map((value) => formatNumber(value)) };
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
  return step < 60_000 ? `${minutes}:${two(date.getSeconds())}` : minutes;
}
