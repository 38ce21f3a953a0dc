import { interpolateRdBu, interpolateViridis } from 'd3-scale-chromatic';

export type ColorMapName = 'sequential' | 'diverging';
/** 256 colours as r,g,b bytes. */
export type ColorMap = Uint8Array;

/** Perceptually even for densities; red (low) through white (0) to blue (high) for signed things. */
export const colorMaps: Record<ColorMapName, ColorMap> = {
  sequential: sample(interpolateViridis),
  diverging: sample(interpolateRdBu),
};

/** How values become colours, the same for every compared picture. */
export interface ColorScale {
  map: ColorMapName;
  low: number;
  high: number;
}

/** For signed values: symmetric, so that 0 is always the middle colour. */
export function divergingScale(arrays: ArrayLike<number>[]): ColorScale {
  const { low, high } = finiteRange(arrays);
  const reach = Math.max(Math.abs(low), Math.abs(high)) || 1;
  return { map: 'diverging', low: -reach, high: reach };
}
/** For densities: from 0 to the largest. */
export function sequentialScale(arrays: ArrayLike<number>[]): ColorScale {
  return { map: 'sequential', low: 0, high: Math.max(finiteRange(arrays).high, 0) || 1 };
}
/** Across the values as they are, where 0 means nothing: a critic's values are known up to a constant. */
export function spanningScale(arrays: ArrayLike<number>[]): ColorScale {
  const { low, high } = finiteRange(arrays);
  return { map: 'sequential', low, high: high > low ? high : low + 1 };
}

export function finiteRange(arrays: ArrayLike<number>[]): { low: number; high: number } {
  let low = Infinity;
  let high = -Infinity;
  for (const array of arrays) {
    for (let i = 0; i < array.length; i += 1) {
      const value = array[i];
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low > high ? { low: 0, high: 0 } : { low, high };
}

/** Index of a value's colour; −1 where it is not finite. */
export function colorIndex(value: number, scale: ColorScale): number {
  if (!Number.isFinite(value)) return -1;
  const place = Math.round(((value - scale.low) / (scale.high - scale.low)) * 255);
  return Math.min(255, Math.max(0, place));
}

export function cssColor(value: number, scale: ColorScale): string {
  const index = colorIndex(value, scale);
  if (index < 0) return '#ff00ff';
  const map = colorMaps[scale.map];
  return `rgb(${map[index * 3]}, ${map[index * 3 + 1]}, ${map[index * 3 + 2]})`;
}

function sample(interpolate: (t: number) => string): ColorMap {
  const map = new Uint8Array(256 * 3);
  for (let i = 0; i < 256; i += 1) map.set(channels(interpolate(i / 255)), i * 3);
  return map;
}
function channels(text: string): [number, number, number] {
  if (text.startsWith('#')) {
    const bits = Number.parseInt(text.slice(1), 16);
    return [(bits >> 16) & 255, (bits >> 8) & 255, bits & 255];
  }
  const [red, green, blue] = text.match(/\d+/g) ?? ['0', '0', '0'];
  return [Number(red), Number(green), Number(blue)];
}
