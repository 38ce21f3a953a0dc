import { useCallback, useMemo } from 'react';
import type { Distribution } from '../../shared/measurement.ts';
import { shares, type Span, spanEdges } from './distribution-drawing.ts';
import type { SeriesOption } from './echarts.ts';
import { formatNumber, formatShare, formatStep } from './number-format.ts';
import type { Plane, Spot } from './plane.ts';
import { PlaneChart } from './plane-chart.tsx';
import { nearestRow, thin } from './step-rows.ts';

/** One key of one run at every step that was asked for, ascending. */
export interface DistributionSteps {
  run: string;
  label: string;
  color: string;
  steps: number[];
  distributions: Distribution[];
}
export interface StepsChartProps {
  title: string;
  data: DistributionSteps;
  /** All that are compared: they share edges and scale. */
  together: Distribution[];
  span: Span;
  step: number | null;
}
const bins = 72;
const mostRidges = 26;

/** The shape of a distribution as it moves over steps, oldest at the back. */
export function RidgeChart({ title, data, together, span, step }: StepsChartProps) {
  const drawing = useMemo(() => {
    const edges = spanEdges(together, span, bins);
    const rows = thin(data.steps.length, mostRidges);
    const columns = rows.map((row) => shares(data.distributions[row], edges));
    const highest = Math.max(1e-9, ...together.map((distribution) => Math.max(...shares(distribution, edges))));
    return { edges, rows, columns, highest };
  }, [data, together, span]);
  const { edges, rows, columns, highest } = drawing;
  const current = nearestRow(
    rows.map((row) => data.steps[row]),
    step,
  );
  // The newest ridge stands at the foot, so that older ones look over its shoulder.
  const base = useCallback((i: number) => rows.length - 1 - i, [rows.length]);
  const plane = useMemo(
    (): Plane => ({
      x: { from: edges[0], to: edges[edges.length - 1], name: 'value' },
      y: {
        from: 0,
        to: rows.length + 1.6,
        name: 'step',
        ticks: (pixels) => {
          const every = Math.max(1, Math.ceil(rows.length / Math.max(2, Math.floor(pixels / 22))));
          const seen = rows.map((_, i) => i).filter((i) => (rows.length - 1 - i) % every === 0);
          return { values: seen.map((i) => rows.length - 1 - i), labels: seen.map((i) => formatStep(data.steps[rows[i]])) };
        },
      },
    }),
    [edges, rows, data.steps],
  );
  const series = useCallback(
    (_area: unknown, tokens: { background: string; text: string }): SeriesOption[] =>
      columns.map((column, i) => {
        const foot = base(i);
        const isCurrent = i === current;
        return {
          type: 'line',
          id: `ridge ${i}`,
          silent: true,
          showSymbol: false,
          emphasis: { disabled: true },
          z: i + 2,
          zlevel: 0,
          data: Array.from(column, (share, bin) => [(edges[bin] + edges[bin + 1]) / 2, foot + (share / highest) * 2.5]),
          lineStyle: { color: isCurrent ? tokens.text : data.color, width: isCurrent ? 2 : 1 },
          areaStyle: { color: tokens.background, opacity: 0.82, origin: foot },
        };
      }),
    [columns, base, current, edges, highest, data.color],
  );
  const tip = (spot: Spot) => {
    const i = Math.min(rows.length - 1, Math.max(0, rows.length - 1 - Math.floor(spot.y)));
    const bin = Math.floor(((spot.x - edges[0]) / (edges[bins] - edges[0])) * bins);
    if (!columns[i] || bin < 0 || bin >= bins) return null;
    return `step ${formatStep(data.steps[rows[i]])}: ${formatShare(columns[i][bin])} in ${formatNumber(edges[bin])} … ${formatNumber(edges[bin + 1])}`;
  };
  return (
    <PlaneChart
      title={title}
      plane={plane}
      series={series}
      describe={`${title}: ${rows.length} ridges from step ${data.steps[rows[0]]} to ${data.steps[rows[rows.length - 1]]}.`}
      caption={`${rows.length} of ${data.steps.length} loaded steps, newest in front; the highest ridge is ${formatShare(highest)} in one bin.`}
      table={() => ({
        columns: ['step', ...Array.from({ length: bins }, (_, bin) => `${formatNumber(edges[bin])} to ${formatNumber(edges[bin + 1])}`)],
        rows: rows.map((row, i) => [data.steps[row], ...columns[i]]),
      })}
      tip={tip}
    />
  );
}
