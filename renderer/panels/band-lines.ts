import type { BandsAnswer } from '../api-client.ts';
import type { CurveAxis } from '../charts/axis-ticks.ts';
import type { CurveLine } from '../charts/curve-drawing.ts';
import { formatNumber, formatSeconds } from '../charts/number-format.ts';
import type { PageView } from './page-view.ts';

type Look = Pick<CurveLine, 'run' | 'key' | 'label' | 'color' | 'dash'>;
export interface BandSeries {
  run: string;
  key: string;
  /** Unix milliseconds of the run's start. */
  start: number;
}
export interface BandAsked {
  look: Look;
  series: BandSeries[];
}
export type BandView = Pick<PageView, 'axis' | 'range' | 'middle' | 'spread'>;
/** An answer beside its question: until the next is there it stands under the names that it was asked under. */
export interface AnsweredBands {
  answer: BandsAnswer;
  of: { asked: BandAsked[]; view: BandView };
}

/** The lines of what was answered last; those that nobody asks for any more are left out. */
export function answeredLines({ answer, of }: AnsweredBands, asked: BandAsked[]): CurveLine[] {
  const looks = of.asked.map(({ look }) => look);
  const isAsked = new Set(asked.map(({ look }) => nameOf(look)));
  return bandLines(answer, looks, of.view.axis).filter((line) => isAsked.has(nameOf(line)));
}
function nameOf({ run, key }: Look): string {
  return `${key} ${run}`;
}

/** A line a band, with the looks of its place; those without a point are left out. */
export function bandLines({ bands }: BandsAnswer, looks: Look[], axis: CurveAxis): CurveLine[] {
  return bands.flatMap((band, at): CurveLine[] => {
    const look = looks[at];
    if (!look || band.x.length === 0) return [];
    const x = axis === 'relative' ? band.x.map((place) => place / 1000) : band.x;
    const { low, high, runs } = band;
    return [{ ...look, steps: x, times: x, start: 0, values: band.middle, band: { x, low, high, runs } }];
  });
}

/** What a chart of bands says of itself: what a line and its band are, and how runs with other steps came onto one axis. */
export function bandWords(answer: BandsAnswer, { axis, middle, spread }: Pick<PageView, 'axis' | 'middle' | 'spread'>): string {
  const place = axis === 'step' ? 'step' : 'time';
  const where =
    answer.width === null
      ? `at every recorded ${place}`
      : `in stretches of ${stretchWords(answer.width, axis)}, in each of which a run counts by the mean of its points`;
  const said = [`Each line is the ${middle} of its runs ${where}${spreadWords[spread]}.`];
  const has = answer.width === null ? `recorded nothing at a ${place}` : 'has no point in a stretch';
  const count = answer.between > 0 ? ` (${answer.between} values)` : '';
  said.push(`A run that ${has} is put on the straight line between its neighbouring points, never beyond its ends${count}.`);
  if (answer.nonFinite > 0) said.push(`${answer.nonFinite} recorded values that are NaN or infinite are left out.`);
  if (!answer.exact) said.push('Stretches begin up to a quarter of their width off.');
  return said.join(' ');
}

const spreadWords: Record<PageView['spread'], string> = {
  std: ', the band ± one standard deviation (n − 1)',
  stderr: ', the band ± one standard error',
  range: ', the band from the lowest to the highest recorded value',
  bootstrap: ', the band where 95 % of it fall when runs are drawn anew (bootstrap, 1000 draws)',
  none: '',
};

function stretchWords(width: number, axis: CurveAxis): string {
  return axis === 'step' ? `${formatNumber(width)} steps` : formatSeconds(width / 1000);
}
