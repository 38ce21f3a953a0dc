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
  private readonly draws = new Map<number, Uint32Array>();
  private readonly found = new Float64Array(resamples);

  constructor(middleOf: (values: Float64Array) => number) {
    this.middleOf = middleOf;
  }

  interval(values: Float64Array): [number, number] {
    const { length } = values;
    const draws = this.drawsFor(length);
    if (this.middleOf === meanOf) {
      for (let resample = 0, draw = 0; resample < resamples; resample++) {
        let sum = 0;
        for (let run = 0; run < length; run++) sum += values[draws[draw++]];
        this.found[resample] = sum / length;
      }
    } else {
      // Draws are ascending and so are the values.
      const picked = new Float64Array(length);
      for (let resample = 0; resample < resamples; resample++) {
        for (let run = 0; run < length; run++) picked[run] = values[draws[resample * length + run]];
        this.found[resample] = medianOf(picked);
      }
    }
    const sorted = this.found.sort();
    return [quantileOf(sorted, lowerShare), quantileOf(sorted, upperShare)];
  }

  private drawsFor(length: number): Uint32Array {
    const known = this.draws.get(length);
    if (known) return known;
    const draws = new Uint32Array(length * resamples);
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

/** Between neighbours on a straight line (type 7 of Hyndman and Fan). */
function quantileOf(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}
