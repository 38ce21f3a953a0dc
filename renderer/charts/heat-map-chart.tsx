import { useCallback, useMemo } from 'react';
import { ColorBar } from './color-bar.tsx';
import type { ColorScale } from './color-maps.ts';
import { axisTicks } from './axis-ticks.ts';
import { shares, spanEdges } from './distribution-drawing.ts';
import type { SeriesOption } from './echarts.ts';
import { formatExact, formatNumber, formatShare, formatStep } from './number-format.ts';
import type { Plane, PlotArea, Spot } from './plane.ts';
import { PlaneChart } from './plane-chart.tsx';
import { rasterSeries } from './raster.ts';
import type { StepsChartProps } from './ridge-chart.tsx';
import { heldRow } from './step-rows.ts';

const bins = 96;

/** A distribution over steps from the side: steps run right, values up, colour is the share in a bin. */
export function HeatMapChart({ title, data, together, span, step }: StepsChartProps) {
  const drawing = useMemo(() => {
    const edges = spanEdges(together, span, bins);
    const columns = data.distributions.map((distribution) => shares(distribution, edges));
    const highest = Math.max(1e-9, ...together.map((distribution) => Math.max(...shares(distribution, edges))));
    // Colour follows the square root: the pile at ±c and the thin middle are both seen.
    const scale: ColorScale = { map: 'sequential', low: 0, high: Math.sqrt(highest) };
    return { edges, columns, scale };
  }, [data, together, span]);
  const { edges, columns, scale } = drawing;
  const { steps } = data;
  const [from, to] = [steps[0], Math.max(steps[steps.length - 1], steps[0] + 1)];
  const plane = useMemo(
    (): Plane => ({
      x: { from, to, name: 'step', ticks: (pixels) => axisTicks('step', from, to, Math.max(2, Math.floor(pixels / 90))) },
      y: { from: edges[0], to: edges[edges.length - 1], name: 'value' },
    }),
    [from, to, edges],
  );
  const valueAt = useCallback(
    (across: number, up: number) => columns[heldRow(steps, from + across * (to - from))][Math.min(bins - 1, Math.floor(up * bins))],
    [columns, steps, from, to],
  );
  const series = useCallback(
    (area: PlotArea, tokens: { paper: string }): SeriesOption[] => [
      rasterSeries(area, scale, (across, up) => Math.sqrt(valueAt(across, up))),
      ...(step === null || step < from || step > to ? [] : [stepLine(area, (step - from) / (to - from), tokens.paper)]),
    ],
    [scale, valueAt, step, from, to],
  );
  const tip = (spot: Spot) => {
    const row = heldRow(steps, spot.x);
    const bin = Math.min(bins - 1, Math.floor(((spot.y - edges[0]) / (edges[bins] - edges[0])) * bins));
    return `step ${formatStep(steps[row])}: ${formatExact(Number((columns[row][bin] * 100).toPrecision(6)))} % in ${formatNumber(edges[bin])} … ${formatNumber(edges[bin + 1])}`;
  };
  return (
    <PlaneChart
      title={title}
      plane={plane}
      series={series}
      describe={`${title}: heat map of ${steps.length} steps from ${from} to ${to}.`}
      caption={
        <>
          <ColorBar scale={scale} label="share in a bin, by its square root:" write={(value) => formatShare(value * value)} />{' '}
          {steps.length} recorded steps, each held until the next.
        </>
      }
      table={() => ({
        columns: ['step', ...Array.from({ length: bins }, (_, bin) => `${formatNumber(edges[bin])} to ${formatNumber(edges[bin + 1])}`)],
        rows: steps.map((row, i) => [row, ...columns[i]]),
      })}
      tip={tip}
    />
  );
}

function stepLine(area: PlotArea, across: number, color: string): SeriesOption {
  const x = area.left + across * area.width;
  return {
    type: 'custom',
    id: 'step',
    silent: true,
    z: 5,
    coordinateSystem: 'none',
    data: [0],
    renderItem: () => ({
      type: 'line',
      silent: true,
      shape: { x1: x, x2: x, y1: area.top, y2: area.top + area.height },
      style: { stroke: color, lineWidth: 1, lineDash: [3, 3] },
    }),
  };
}
