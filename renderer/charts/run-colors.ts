import { runColor, type Scheme } from '../theme.ts';
import { colorMaps } from './color-maps.ts';
import type { RunScale } from './run-scale.ts';

/** One colour a run, few in all: lines of one colour are stroked together. */
export interface RunColors {
  palette: string[];
  /** Place in the palette, a run. */
  of: Uint16Array;
}
const shades = 24;

/** By a column: numbers along the even scale, categories by the colours of runs; what has no place on it is grey. */
export function colorsBy(scale: RunScale, scheme: Scheme): RunColors {
  const grey = scheme === 'dark' ? '#6b7480' : '#8a939d';
  if (scale.kind === 'category') {
    const palette = [grey, ...scale.categories.map((_, at) => runColor(at, scheme))];
    const of = Uint16Array.from(scale.shares, (share) => (Number.isNaN(share) ? 0 : 1 + Math.floor(share * scale.categories.length)));
    return { palette, of };
  }
  const palette = [grey, ...Array.from({ length: shades }, (_, at) => shade(at / (shades - 1), scheme))];
  const of = Uint16Array.from(scale.shares, (share) =>
    Number.isNaN(share) ? 0 : 1 + Math.round(Math.min(1, Math.max(0, share)) * (shades - 1)),
  );
  return { palette, of };
}

export function sameColors(count: number, color: string): RunColors {
  return { palette: [color], of: new Uint16Array(count) };
}

/** The map without the end that is lost on the page: its lightest on white, its darkest on black. */
export function shade(share: number, scheme: Scheme): string {
  const place = Math.round((scheme === 'dark' ? 0.18 + 0.82 * share : 0.86 * share) * 255);
  const map = colorMaps.sequential;
  return `rgb(${map[place * 3]}, ${map[place * 3 + 1]}, ${map[place * 3 + 2]})`;
}
