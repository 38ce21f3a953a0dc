import { assertNever } from '../../shared/assert-never.ts';
import type { askBands } from '../../shared/api/bands.ts';
import type { z } from 'zod';

export type Middle = z.output<typeof askBands>['middle'];
export type Spread = z.output<typeof askBands>['spread'];
/** [middle, low, high] of finite values; `low` and `high` are the lowest and highest recorded among them. Sorts `values`. */
type Summarize = (values: Float64Array, low: number, high: number) => readonly [number, number, number];

const resamples = 1000;
const [lowerShare, upperShare] = [0.025, 0.975];

export function summarizer(middle: Middle, spread: Spread): Summarize {
  const middleOf = middle === 'mean' ? meanOf : medianOf;
  const resampler = new Resampler(middleOf);
  return (values, low, high) => {
    // In a fixed order sums have the same last digit, whatever the order of the runs.
    values.sort();
    const at = middleOf(values);
    switch (spread) {
      case 'none':
        return [at, Number.NaN, Number.NaN];
      case 'range':
        return [at, low, high];
      case 'bootstrap':
        return values.length < 2 ? [at, Number.NaN, Number.NaN] : [at, ...resampler.interval(values)];
      case 'std':
      case 'stderr': {
        const room = deviationOf(values) / (spread === 'std' ? 1 : Math.sqrt(values.length));
        return [at, at - room, at + room];
      }
      default:
        return assertNever(spread);
    }
  };
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
/** Of ascending values. */
function medianOf(values: Float64Array): number {
  const half = values.length >> 1;
  return values.length % 2 === 1 ? values[half] : values[half - 1] / 2 + values[half] / 2;
}
/** Of the sample; NaN for a single value. */
function deviationOf(values: Float64Array): number {
  if (values.length < 2) return Number.NaN;
  const mean = meanOf(values);
  let sum = 0;
  for (const value of values) sum += (value - mean) ** 2;
  return Math.sqrt(sum / (values.length - 1));
}

/**
 * The percentile bootstrap of Efron (1979): a thousand times as many runs as there are are drawn with replacement, and the middle
 * 95 % of their means or medians are the band. The draws for so many runs are the same at every place, and at every time of asking.
 */
class Resampler {
  private readonly middleOf: (values: Float64Array) => number;
  private readonly draws = new Map<number, Uint16Array>();
  private readonly found = new Float64Array(resamples);

  constructor(middleOf: (values: Float64Array) => number) {
    this.middleOf = middleOf;
  }

  interval(values: Float64Array): [number, number] {
    const { length } = values;
    const draws = this.drawsFor(length);
    if (this.middleOf === meanOf) meansOf(values, draws, this.found);
    else if (length % 2 === 1) {
      // Draws are ascending and so are the values: the median is the value of the middle draw.
      for (let resample = 0; resample < resamples; resample++) this.found[resample] = values[draws[resample * length + (length >> 1)]];
    } else {
      for (let resample = 0; resample < resamples; resample++) {
        const middle = resample * length + (length >> 1);
        this.found[resample] = values[draws[middle - 1]] / 2 + values[draws[middle]] / 2;
      }
    }
    return [quantileOf(this.found, lowerShare), quantileOf(this.found, upperShare)];
  }

  private drawsFor(length: number): Uint16Array {
    const known = this.draws.get(length);
    if (known) return known;
    const draws = new Uint16Array(length * resamples);
    let state = length;
    for (let at = 0; at < draws.length; at++) {
      // Numerical Recipes' constants; the upper bits are the random ones.
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      draws[at] = Math.floor((state / 2 ** 32) * length);
    }
    for (let at = 0; at < draws.length; at += length) draws.subarray(at, at + length).sort();
    this.draws.set(length, draws);
    return draws;
  }
}

/** Each in a run of its own: four sums at once keep the processor from waiting. */
function meansOf(values: Float64Array, draws: Uint16Array, found: Float64Array): void {
  const { length } = values;
  for (let resample = 0; resample < resamples; resample += 4) {
    const one = resample * length;
    const two = one + length;
    const three = two + length;
    const four = three + length;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let run = 0; run < length; run++) {
      a += values[draws[one + run]];
      b += values[draws[two + run]];
      c += values[draws[three + run]];
      d += values[draws[four + run]];
    }
    found[resample] = a / length;
    found[resample + 1] = b / length;
    found[resample + 2] = c / length;
    found[resample + 3] = d / length;
  }
}

/** Between neighbours on a straight line (type 7 of Hyndman and Fan). Reorders `values`. */
function quantileOf(values: Float64Array, share: number): number {
  const place = share * (values.length - 1);
  const below = Math.floor(place);
  select(values, below);
  let next = Number.POSITIVE_INFINITY;
  for (let at = below + 1; at < values.length; at++) if (values[at] < next) next = values[at];
  return place === below ? values[below] : values[below] + (place - below) * (next - values[below]);
}

/** Hoare's selection: the rank-th lowest stands at its place, what is lower before it. A whole sort takes five times as long. */
function select(values: Float64Array, rank: number): void {
  let from = 0;
  let to = values.length - 1;
  while (from < to) {
    const pivot = values[(from + to) >> 1];
    let low = from;
    let high = to;
    while (low <= high) {
      while (values[low] < pivot) low++;
      while (values[high] > pivot) high--;
      if (low > high) break;
      const swapped = values[low];
      values[low++] = values[high];
      values[high--] = swapped;
    }
    if (rank <= high) to = high;
    else if (rank >= low) from = low;
    else return;
  }
}
