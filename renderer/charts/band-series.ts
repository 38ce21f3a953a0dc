import type { CurveDrawing, DrawnLine } from './curve-drawing.ts';
import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemParams, SeriesOption } from './echarts.ts';

/** The band of a line as filled stretches, one for each that is whole. */
export function bandSeries({ line, x, band }: DrawnLine, { low, from, to }: CurveDrawing): SeriesOption[] {
  if (!band) return [];
  const stretches = bandStretches(x, band);
  if (stretches.length === 0) return [];
  return [
    {
      id: `${line.run} ${line.key} band`,
      type: 'custom',
      silent: true,
      clip: true,
      z: 0,
      animation: false,
      // One shape for each stretch; the places are in the stretch itself.
      data: stretches.map(() => [(from + to) / 2, low]),
      renderItem: ({ dataIndex }: CustomSeriesRenderItemParams, api: CustomSeriesRenderItemAPI) => {
        const [first, last] = stretches[dataIndex];
        const top = placesOf(first, last, (i) => api.coord([x[i], band.high[i]]));
        const foot = placesOf(first, last, (i) => api.coord([x[i], Math.max(band.low[i], low)]));
        const points = [...top, ...foot.reverse()];
        return { type: 'polygon', shape: { points }, style: { fill: line.color, opacity: 0.18 } };
      },
    },
  ];
}

/** First and last index of each stretch in which the band has both edges. */
export function bandStretches(x: Float64Array, { low, high }: { low: Float64Array; high: Float64Array }): [number, number][] {
  const stretches: [number, number][] = [];
  let first = -1;
  for (let i = 0; i <= x.length; i += 1) {
    const isWhole = i < x.length && !Number.isNaN(low[i]) && !Number.isNaN(high[i]);
    if (isWhole && first < 0) first = i;
    if (!isWhole && first >= 0) {
      stretches.push([first, i - 1]);
      first = -1;
    }
  }
  return stretches;
}

/** A single place is as wide as can be seen. */
function placesOf(first: number, last: number, at: (i: number) => number[]): number[][] {
  if (first < last) return Array.from({ length: last - first + 1 }, (_, i) => at(first + i));
  const [left, top] = at(first);
  return [
    [left - 2, top],
    [left + 2, top],
  ];
}
