import { useMemo } from 'react';
import type { SeriesWords } from '../../shared/series-name.ts';
import { CurveChart, type CurveChartProps } from '../charts/curve-chart.tsx';
import { type CurveLine, drawCurves } from '../charts/curve-drawing.ts';
import { groupsBy } from './curve-groups.ts';
import type { PanelRun } from './panel.ts';
import { tileColumns } from './tile-columns.ts';
import { Tiles } from './tiles.tsx';

/** One chart, or one for each series, run, or value of a field: those of one series have the same axes. */
export function CurveTiles(props: {
  chart: Omit<CurveChartProps, 'lines'>;
  lines: CurveLine[];
  tiles: string;
  runs: PanelRun[];
  names: (key: string) => SeriesWords;
}) {
  const { chart, lines, tiles, runs, names } = props;
  const parts = useMemo(() => partsOf(lines, tiles, runs, names), [lines, tiles, runs, names]);
  const options = useMemo(() => {
    if (parts.length < 2 || tiles === 'series') return chart.options;
    const { from, to, low, high } = drawCurves(lines, chart.options);
    return { ...chart.options, range: chart.options.range ?? ([from, to] as [number, number]), vertical: [low, high] as [number, number] };
  }, [parts, lines, tiles, chart.options]);
  if (parts.length < 2) return <CurveChart {...chart} lines={lines} />;
  return (
    <Tiles columns={tileColumns(parts.length)}>
      {parts.map((part) => (
        <div key={part.title} style={{ height: 190, minWidth: 0 }}>
          <CurveChart {...chart} options={options} title={part.title} hint={`${part.title}: ${chart.title}`} lines={part.lines} />
        </div>
      ))}
    </Tiles>
  );
}

function partsOf(
  lines: CurveLine[],
  tiles: string,
  runs: PanelRun[],
  names: (key: string) => SeriesWords,
): { title: string; lines: CurveLine[] }[] {
  if (tiles === '') return [];
  if (tiles === 'series') return [...Map.groupBy(lines, ({ key }) => key)].map(([key, of]) => ({ title: names(key).label, lines: of }));
  if (tiles === 'run')
    return runs.flatMap(({ id, label }) =>
      nonEmpty(
        label,
        lines.filter(({ run }) => run === id),
      ),
    );
  return groupsBy(runs, tiles).flatMap(({ label, ids }) =>
    nonEmpty(
      label,
      lines.filter(({ run }) => ids.has(run)),
    ),
  );
}

function nonEmpty(title: string, lines: CurveLine[]): { title: string; lines: CurveLine[] }[] {
  return lines.length === 0 ? [] : [{ title, lines }];
}
