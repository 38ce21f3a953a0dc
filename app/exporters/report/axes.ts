import { number } from './text.ts';

/** A plot's frame in viewBox units, and how numbers become places in it. */
export interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}
export interface Range {
  low: number;
  high: number;
}
export const frame: Frame = { width: 560, height: 250, left: 62, right: 12, top: 10, bottom: 28 };

export function xOf(value: number, range: Range, of = frame): number {
  return of.left + ((value - range.low) / (range.high - range.low)) * (of.width - of.left - of.right);
}
export function yOf(value: number, range: Range, of = frame): number {
  return of.height - of.bottom - ((value - range.low) / (range.high - range.low)) * (of.height - of.top - of.bottom);
}

/** Room around the values; never empty. Values too close to tell apart on an axis get the room of a single one. */
export function padded({ low, high }: Range, share = 0.04): Range {
  if (!(low <= high)) return { low: 0, high: 1 };
  const size = Math.max(Math.abs(low), Math.abs(high));
  const room = high - low > size * 1e-12 ? (high - low) * share : size * 0.1 || 1;
  return { low: low - room, high: high + room };
}

export function finiteRange(arrays: ArrayLike<number>[]): Range {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const array of arrays) {
    for (let index = 0; index < array.length; index++) {
      const value = array[index];
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return { low, high };
}

/** Grid lines with their numbers, and the label under the lower edge. */
export function axes(x: Range, y: Range, xLabel: string, of = frame): string {
  const right = of.width - of.right;
  const floor = of.height - of.bottom;
  const rows = ticks(y, 5).map((value) => {
    const at = yOf(value, y, of).toFixed(1);
    return `<line class="grid" x1="${of.left}" x2="${right}" y1="${at}" y2="${at}"/><text class="tick end" x="${of.left - 6}" y="${at}" dy="3.5">${number(value)}</text>`;
  });
  const columns = ticks(x, 6).map((value) => {
    const at = xOf(value, x, of).toFixed(1);
    return `<line class="mark" x1="${at}" x2="${at}" y1="${floor}" y2="${floor + 4}"/><text class="tick mid" x="${at}" y="${floor + 16}">${number(value)}</text>`;
  });
  const label = `<text class="tick end label" x="${of.left - 6}" y="${floor + 16}">${xLabel}</text>`;
  return `${rows.join('')}<line class="axis" x1="${of.left}" x2="${right}" y1="${floor}" y2="${floor}"/>${columns.join('')}${label}`;
}

/** Round places: 1, 2 or 5 times a power of ten apart. */
export function ticks({ low, high }: Range, count: number): number[] {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  const first = Math.ceil(low / step);
  const places = new Set<number>();
  // Counted from nothing: where the step is tiny beside the place, adding 1 to a place's own number would change nothing.
  for (let at = 0; at <= count && (first + at) * step <= high + step * 1e-9; at++)
    places.add(Number(((first + at) * step).toPrecision(12)));
  return [...places];
}
