import { axisTicks, logTicks, plainTicks, type Ticks } from './axis-ticks.ts';
import { formatExact, formatSeconds } from './number-format.ts';
import { isNumeric, literalWords, type RunColumn } from './run-table.ts';

/** Where the runs stand on an axis, as shares of its length. */
export interface RunScale {
  field: string;
  kind: 'linear' | 'log' | 'category';
  /** One a run; NaN where it has no place: missing, not finite, or not above 0 on a log axis. */
  shares: Float64Array;
  unplaced: number;
  ticks: { share: number; label: string }[];
  /** In their order along the axis, as a query writes them; empty where values are numbers. */
  categories: string[];
  /** Of numbers. */
  low: number;
  high: number;
  words(run: number): string;
  /** The value at a share of the axis, in as many digits as a pixel is worth. */
  valueAt(share: number): number;
  shareOf(value: number): number;
}

/** `isLog` left out: where all are above 0 and the largest is a hundred times the smallest. */
export function scaleOf(column: RunColumn, isLog?: boolean): RunScale {
  return isNumeric(column)
    ? numberScale(column, column.values as (number | null)[], isLog)
    : categoryScale(column, column.values as (string | null)[]);
}

function numberScale({ field, kind }: RunColumn, values: (number | null)[], wanted: boolean | undefined): RunScale {
  const finite = values.filter((value): value is number => value !== null && Number.isFinite(value));
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of finite) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const mayBeLog = kind === 'number' && finite.some((value) => value > 0);
  const isLog = mayBeLog && (wanted ?? (least > 0 && most / least >= 100));
  if (isLog && least <= 0) least = finite.reduce((low, value) => (value > 0 && value < low ? value : low), most);
  const [low, high] = spanOf(isLog ? Math.log10(least) : least, isLog ? Math.log10(most) : most);
  const shareOf = (value: number) => (isLog && value <= 0 ? Number.NaN : ((isLog ? Math.log10(value) : value) - low) / (high - low));
  const shares = Float64Array.from(values, (value) => (value === null || !Number.isFinite(value) ? Number.NaN : shareOf(value)));
  const ticks = finite.length === 0 ? { values: [], labels: [] } : ticksOf(kind, isLog, low, high);
  return {
    ...{ field, kind: isLog ? 'log' : 'linear', shares, categories: [], low, high, shareOf },
    unplaced: shares.reduce((count, share) => count + Number(Number.isNaN(share)), 0),
    ticks: ticks.values.map((value, at) => ({ share: (value - low) / (high - low), label: ticks.labels[at] })),
    words: (run) => numberWords(kind, values[run]),
    valueAt: (share) => {
      const place = low + share * (high - low);
      return isLog ? Number((10 ** place).toPrecision(4)) : rounded(place, (high - low) / 2000);
    },
  };
}

function categoryScale({ field }: RunColumn, values: (string | null)[]): RunScale {
  const order = new Intl.Collator('en', { numeric: true });
  const categories = [...new Set(values.filter((value) => value !== null))].sort(order.compare);
  const places = new Map(categories.map((category, at) => [category, (at + 0.5) / categories.length]));
  const shares = Float64Array.from(values, (value) => (value === null ? Number.NaN : places.get(value)!));
  return {
    ...{ field, kind: 'category', shares, categories, low: 0, high: 1 },
    unplaced: values.filter((value) => value === null).length,
    ticks: categories.map((category, at) => ({ share: (at + 0.5) / categories.length, label: literalWords(category) })),
    words: (run) => (values[run] === null ? 'none' : literalWords(values[run])),
    valueAt: (share) => share,
    shareOf: (share) => share,
  };
}

/**
 * Runs of one category spread over its lane, so that none hides another: how far a run stands from the middle, as a share of the axis.
 * By its place in the table, which says nothing of it.
 */
export function laneOffset({ kind, categories }: RunScale, run: number): number {
  return kind === 'category' ? ((((run * 0.618034) % 1) - 0.5) * 0.6) / Math.max(1, categories.length) : 0;
}

/** Categories that a stretch of the axis covers. */
export function categoriesIn({ categories }: RunScale, from: number, to: number): string[] {
  return categories.filter((_, at) => (at + 0.5) / categories.length >= from && (at + 0.5) / categories.length <= to);
}

export function numberWords(kind: RunColumn['kind'], value: number | null): string {
  if (value === null) return 'none';
  if (kind === 'time') return new Date(value).toLocaleString();
  return kind === 'duration' ? formatSeconds(value / 1000) : formatExact(Number(value.toPrecision(6)));
}

function ticksOf(kind: RunColumn['kind'], isLog: boolean, low: number, high: number): Ticks {
  if (isLog) return logTicks(low, high);
  if (kind === 'time') return axisTicks('time', low, high, 5);
  if (kind !== 'duration') return plainTicks(low, high, 5);
  const { values, labels } = axisTicks('relative', low / 1000, high / 1000, 5);
  return { values: values.map((seconds) => seconds * 1000), labels };
}

/** One value alone stands in the middle. */
function spanOf(low: number, high: number): [number, number] {
  if (low < high) return [low, high];
  if (!Number.isFinite(low)) return [0, 1];
  const room = Math.abs(low) > 1e-280 ? Math.abs(low) * 0.5 : 1;
  return [low - room, low + room];
}

function rounded(value: number, grain: number): number {
  const unit = 10 ** Math.floor(Math.log10(grain));
  const whole = Math.round(value / unit) * unit;
  return Number.isFinite(whole) ? Number(whole.toPrecision(12)) : value;
}
