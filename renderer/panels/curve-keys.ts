import type { SeriesWords } from '../../shared/series-name.ts';
import type { Curve } from '../api-client.ts';
import type { CurveLine } from '../charts/curve-drawing.ts';
import { joinByStep } from '../charts/join-series.ts';
import type { PanelRun } from './panel.ts';

/** Every series that any of the runs has recorded. */
export function seriesOf(runs: readonly Pick<PanelRun, 'detail'>[]): string[] {
  return [...new Set(runs.flatMap(({ detail }) => detail.series.map(({ key }) => key)))].sort();
}

/** Keys that a pattern finds; `*` is anything, and without one it may stand anywhere in the key. */
export function matching(keys: readonly string[], pattern: string): string[] {
  const parts = pattern.trim().toLowerCase();
  if (parts === '') return [];
  if (!parts.includes('*')) return keys.filter((key) => key.toLowerCase().includes(parts));
  const found = new RegExp(
    `^${parts
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\/]/g, '\\$&'))
      .join('.*')}$`,
    's',
  );
  return keys.filter((key) => found.test(key.toLowerCase()));
}

/** Lines with another series of their run as the axis, and how they came onto it. */
export function overSeries(
  lines: CurveLine[],
  curves: readonly Curve[],
  over: string,
  names: (key: string) => SeriesWords,
): { lines: CurveLine[]; said: string } {
  const axes = new Map(curves.filter(({ key }) => key === over).map((curve) => [curve.run, curve]));
  let [between, left, without] = [0, 0, 0];
  const joined = lines.flatMap((line) => {
    const axis = axes.get(line.run);
    if (axis === undefined || axis.steps.length === 0) {
      without += 1;
      return [];
    }
    const found = joinByStep(line, axis);
    between += found.between;
    left += found.left;
    return [{ ...line, steps: found.steps, times: found.times, values: found.values, places: found.places }];
  });
  const parts = [
    `Across: ${names(over).label}, joined by step: its last value at the same step`,
    between > 0 ? `, at ${between} points the straight line between its neighbours` : '',
    left > 0 ? `; ${left} points lie beyond its ends or beside NaN and are left out` : '',
    without > 0 ? `; ${without} curves are of runs without it` : '',
    '.',
  ];
  return { lines: joined, said: parts.join('') };
}
