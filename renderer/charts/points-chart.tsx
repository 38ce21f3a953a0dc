import { type ReactNode, useCallback, useMemo } from 'react';
import type { SeriesOption } from './echarts.ts';
import { formatExact } from './number-format.ts';
import type { Plane, PlotArea } from './plane.ts';
import { PlaneChart } from './plane-chart.tsx';
import { arrowPath, pairsOf, pathSeries, pointSeries } from './point-marks.ts';

export interface PointRegion {
  left: number;
  right: number;
  bottom: number;
  top: number;
}
export interface PointsChartProps {
  title: string;
  real: ArrayLike<number>;
  generated: ArrayLike<number>;
  region: PointRegion;
  color: string;
  note?: ReactNode;
  /** Lines that join real i to generated j: the moving plan. */
  moves?: [number, number][];
}

/** Real and generated points of two dimensions on one plane. */
export function PointsChart({ title, real, generated, region, color, note, moves }: PointsChartProps) {
  const { left, right, bottom, top } = region;
  const plane = useMemo(
    (): Plane => ({
      x: { from: left, to: right, isRuled: true },
      y: { from: bottom, to: top, isRuled: true },
      isSquare: true,
      margins: { left: 40 },
    }),
    [left, right, bottom, top],
  );
  const points = useMemo(() => ({ real: pairsOf(real, 2), generated: pairsOf(generated, 2) }), [real, generated]);
  const outside = useMemo(
    () => strays([...points.real, ...points.generated], { left, right, bottom, top }),
    [points, left, right, bottom, top],
  );
  const series = useCallback(
    (area: PlotArea, tokens: { quiet: string; background: string; text: string }): SeriesOption[] => {
      const toPixel = (x: number, y: number): [number, number] => [
        area.left + ((x - left) / (right - left)) * area.width,
        area.top + (1 - (y - bottom) / (top - bottom)) * area.height,
      ];
      const joined = (moves ?? []).map(([i, j]) => ({ from: points.generated[j], to: points.real[i] }));
      return [
        pathSeries('moves', arrowPath(joined, toPixel), { stroke: tokens.quiet, lineWidth: 0.8, opacity: 0.7 }),
        ...pointSeries(points.real, points.generated, { real: tokens.text, generated: color, rim: tokens.background }),
      ];
    },
    [points, moves, color, left, right, bottom, top],
  );
  return (
    <PlaneChart
      title={title}
      plane={plane}
      series={series}
      describe={`${title}: ${points.real.length} real and ${points.generated.length} generated points.`}
      caption={
        <>
          □ real ● generated{moves ? ' → where each is moved' : ''} {outside > 0 ? `· ${outside} outside the picture` : ''} {note}
        </>
      }
      table={() => ({
        columns: ['kind', 'x', 'y'],
        rows: [...points.real.map(([x, y]) => ['real', x, y]), ...points.generated.map(([x, y]) => ['generated', x, y])],
      })}
      tip={(spot) => `${formatExact(Number(spot.x.toPrecision(4)))}, ${formatExact(Number(spot.y.toPrecision(4)))}`}
    />
  );
}

/** A square region that holds 99 % of each compared set's coordinates, with a little room; far strays don't shrink the rest. */
export function regionOf(sets: ArrayLike<number>[]): PointRegion {
  const reach = Math.max(0, ...sets.map(nearlyAll));
  const side = (reach || 1) * 1.15;
  return { left: -side, right: side, bottom: -side, top: side };
}

function nearlyAll(set: ArrayLike<number>): number {
  const sizes = Float64Array.from(set, Math.abs).filter(Number.isFinite).sort();
  return sizes.length === 0 ? 0 : sizes[Math.floor((sizes.length - 1) * 0.99)];
}

function strays(points: [number, number][], { left, right, bottom, top }: PointRegion): number {
  return points.filter(([x, y]) => !(x >= left && x <= right && y >= bottom && y <= top)).length;
}
