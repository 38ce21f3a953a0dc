import { type ReactNode, useCallback, useMemo } from 'react';
import { ColorBar } from './color-bar.tsx';
import type { ColorScale } from './color-maps.ts';
import { contour, contourLevels, type Field } from './contours.ts';
import { fieldAt } from './field.ts';
import type { SeriesOption } from './echarts.ts';
import { formatExact, formatNumber } from './number-format.ts';
import type { Plane, PlotArea, Spot } from './plane.ts';
import { PlaneChart } from './plane-chart.tsx';
import { arrowPath, pairsOf, pathSeries, pointSeries } from './point-marks.ts';
import { rasterSeries } from './raster.ts';

export interface SurfaceData {
  field: Field;
  real: ArrayLike<number>;
  generated: ArrayLike<number>;
  /** ∂D/∂x at the generated points; empty where it was not recorded. */
  gradients: ArrayLike<number>;
}
export interface SurfaceChartProps {
  title: string;
  data: SurfaceData;
  /** The same for all that are compared. */
  scale: ColorScale;
  color: string;
  note?: ReactNode;
  showsArrows?: boolean;
}
const mostArrows = 80;

/** The critic's value over the plane with its level lines, the real and generated points, and where the critic pushes them. */
export function SurfaceChart({ title, data, scale, color, note, showsArrows = true }: SurfaceChartProps) {
  const { field, real, generated, gradients } = data;
  const { region } = field;
  const levels = useMemo(() => contourLevels(scale.low, scale.high, 9), [scale]);
  const plane = useMemo(
    (): Plane => ({
      x: { from: region.left, to: region.right },
      y: { from: region.bottom, to: region.top },
      isSquare: true,
      margins: { left: 40 },
    }),
    [region.left, region.right, region.bottom, region.top],
  );
  const lines = useMemo(() => levels.map((level) => contour(field, level)), [levels, field]);
  const arrows = useMemo(() => (showsArrows ? arrowsOf(generated, gradients, region) : []), [showsArrows, generated, gradients, region]);
  const points = useMemo(() => ({ real: pairsOf(real, 2), generated: pairsOf(generated, 2) }), [real, generated]);
  const series = useCallback(
    (area: PlotArea, tokens: { ink: string; paper: string }): SeriesOption[] => {
      const toPixel = (x: number, y: number): [number, number] => [
        area.left + ((x - region.left) / (region.right - region.left)) * area.width,
        area.top + (1 - (y - region.bottom) / (region.top - region.bottom)) * area.height,
      ];
      const path = lines.flatMap((segments) => segmentPath(segments, toPixel)).join('');
      return [
        rasterSeries(area, scale, (across, up) => fieldAt(field, across, up)),
        pathSeries('levels', path, { stroke: tokens.paper, lineWidth: 0.8, opacity: 0.55 }),
        pathSeries('arrows', arrowPath(arrows, toPixel), { stroke: tokens.paper, lineWidth: 1, opacity: 0.9 }, 4),
        ...pointSeries(points.real, points.generated, { real: tokens.paper, generated: color, rim: tokens.ink }),
      ];
    },
    [lines, scale, field, arrows, points, color, region],
  );
  const tip = (spot: Spot) => {
    const value = fieldAt(
      field,
      (spot.x - region.left) / (region.right - region.left),
      (spot.y - region.bottom) / (region.top - region.bottom),
    );
    return `D(${formatNumber(spot.x, 3)}, ${formatNumber(spot.y, 3)}) = ${formatExact(Number(value.toPrecision(6)))}`;
  };
  return (
    <PlaneChart
      title={title}
      plane={plane}
      series={series}
      describe={`${title}: critic values from ${formatNumber(scale.low)} to ${formatNumber(scale.high)}, ${points.real.length} real and ${points.generated.length} generated points.`}
      caption={
        <>
          <ColorBar scale={scale} label="D:" />{' '}
          <span style={{ whiteSpace: 'nowrap' }}>□ real ● generated{arrows.length > 0 ? ' → ∂D/∂x' : ''}</span> {note}
        </>
      }
      table={() => ({
        columns: ['row', ...Array.from({ length: field.columns }, (_, column) => `column ${column}`)],
        rows: Array.from({ length: field.rows }, (_, row) => [
          row,
          ...Array.from({ length: field.columns }, (_, column) => field.values[row * field.columns + column]),
        ]),
      })}
      tip={tip}
    />
  );
}

/** Lengths keep their proportions; the longest is a tenth of the region. */
function arrowsOf(generated: ArrayLike<number>, gradients: ArrayLike<number>, region: Field['region']) {
  const count = Math.min(mostArrows, gradients.length / 2);
  let longest = 0;
  for (let i = 0; i < count; i += 1) longest = Math.max(longest, Math.hypot(gradients[2 * i], gradients[2 * i + 1]) || 0);
  if (longest === 0) return [];
  const stretch = ((region.right - region.left) * 0.1) / longest;
  return Array.from({ length: count }, (_, i) => i).flatMap((i): { from: [number, number]; to: [number, number] }[] => {
    const from: [number, number] = [generated[2 * i], generated[2 * i + 1]];
    if (from[0] < region.left || from[0] > region.right || from[1] < region.bottom || from[1] > region.top) return [];
    return [{ from, to: [from[0] + gradients[2 * i] * stretch, from[1] + gradients[2 * i + 1] * stretch] }];
  });
}

function segmentPath(segments: number[], toPixel: (x: number, y: number) => [number, number]): string[] {
  const parts: string[] = [];
  for (let i = 0; i < segments.length; i += 4) {
    const [x1, y1] = toPixel(segments[i], segments[i + 1]);
    const [x2, y2] = toPixel(segments[i + 2], segments[i + 3]);
    parts.push(`M${x1.toFixed(1)} ${y1.toFixed(1)}L${x2.toFixed(1)} ${y2.toFixed(1)}`);
  }
  return parts;
}
