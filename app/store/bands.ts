import { type Axis, extentOf } from './curve.ts';
import { inOrder, type Member, type MemberValues, type Places, placesOf, valuesAt } from './band-values.ts';
import { type Middle, type Spread, summarizer } from './spread.ts';

export interface BandAsk {
  groups: Member[][];
  axis: Axis;
  from?: number;
  to?: number;
  pixels: number;
  middle: Middle;
  spread: Spread;
}
/** One row a group and place that has a value, and one of NaN where it has none in between, sorted by (group, x). Without a band (one run, none asked for) low and high are NaN. */
export interface BandColumns {
  group: Uint16Array;
  x: Float64Array;
  middle: Float64Array;
  low: Float64Array;
  high: Float64Array;
  /** Runs that have a value there. */
  runs: Uint16Array;
  /** How runs came onto one axis: every recorded place is one, or points were put together in equal stretches this wide. */
  width: number | null;
  /** Values put between two of a run's own, and recorded ones that are no number and were left out. */
  between: number;
  nonFinite: number;
  exact: boolean;
}

/**
 * Runs in groups, each group as one line with a band. Where all groups together recorded at no more places than there are pixels
 * every place counts; else the axis is cut in equal stretches, one a pixel.
 */
export function bandsOf(ask: BandAsk): BandColumns {
  const { axis, middle, spread } = ask;
  const groups = ask.groups.map((members) => members.map(({ source, zero }) => ({ source: inOrder(source, axis), zero })));
  const places = commonPlaces(groups.flat(), ask);
  const rows = new Rows(places);
  if (places.x.length === 0) return rows.columns();
  const summarize = summarizer(middle, spread);
  groups.forEach((members, group) => {
    const all = members.map((member) => valuesAt(member, places));
    for (const values of all) rows.count(values);
    const found = new Float64Array(all.length);
    let gap: number | null = null;
    let hasBegun = false;
    for (let at = 0; at < places.x.length; at++) {
      let count = 0;
      let low = Number.POSITIVE_INFINITY;
      let high = Number.NEGATIVE_INFINITY;
      for (const values of all) {
        const value = values.value[at];
        if (Number.isNaN(value)) continue;
        found[count++] = value;
        if (values.low[at] < low) low = values.low[at];
        if (values.high[at] > high) high = values.high[at];
      }
      if (count === 0) {
        gap ??= hasBegun ? places.x[at] : null;
        continue;
      }
      if (gap !== null) rows.push(group, gap, nothing, 0);
      gap = null;
      hasBegun = true;
      rows.push(group, places.x[at], summarize(found.subarray(0, count), low, high), count);
    }
  });
  return rows.columns();
}

const nothing = [Number.NaN, Number.NaN, Number.NaN] as const;

function commonPlaces(members: Member[], { axis, pixels, from, to }: BandAsk): Places {
  let [low, high] = [from ?? Number.POSITIVE_INFINITY, to ?? Number.NEGATIVE_INFINITY];
  for (const { source, zero } of members) {
    const extent = extentOf(source, axis);
    if (extent && from === undefined) low = Math.min(low, extent.from - zero);
    if (extent && to === undefined) high = Math.max(high, extent.to - zero);
  }
  const view = { axis, from: low, to: high };
  if (!(low <= high)) return { ...view, x: new Float64Array(0), isStretches: false };
  const each = placesOf(members, axis, low, high, pixels);
  if (each) return { ...view, x: each, isStretches: false };
  const width = (high - low) / pixels;
  return { ...view, x: Float64Array.from({ length: pixels }, (_, at) => low + (at + 0.5) * width), isStretches: true };
}

class Rows {
  private readonly places: Places;
  private readonly rows: number[][] = [[], [], [], [], [], []];
  private between = 0;
  private nonFinite = 0;
  private isExact = true;

  constructor(places: Places) {
    this.places = places;
  }

  push(group: number, x: number, [middle, low, high]: readonly [number, number, number], runs: number): void {
    for (const [column, value] of [group, x, middle, low, high, runs].entries()) this.rows[column].push(value);
  }

  count(values: MemberValues): void {
    this.between += values.between;
    this.nonFinite += values.nonFinite;
    this.isExact &&= values.isExact;
  }

  columns(): BandColumns {
    const [group, x, middle, low, high, runs] = this.rows;
    const { isStretches, from, to } = this.places;
    return {
      group: Uint16Array.from(group),
      x: Float64Array.from(x),
      middle: Float64Array.from(middle),
      low: Float64Array.from(low),
      high: Float64Array.from(high),
      runs: Uint16Array.from(runs),
      width: isStretches ? (to - from) / this.places.x.length : null,
      between: this.between,
      nonFinite: this.nonFinite,
      exact: this.isExact,
    };
  }
}
