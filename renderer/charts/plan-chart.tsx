import { type ReactNode, useCallback, useMemo } from 'react';
import { ColorBar } from './color-bar.tsx';
import { sequentialScale } from './color-maps.ts';
import type { SeriesOption } from './echarts.ts';
import { formatExact, formatNumber } from './number-format.ts';
import type { Plane, PlotArea, Spot } from './plane.ts';
import { PlaneChart } from './plane-chart.tsx';
import { rasterSeries } from './raster.ts';

export interface PlanData {
  /** [size × size], row real, column generated. */
  plan: ArrayLike<number>;
  size: number;
  cost: number | null;
  independentCost: number | null;
}

/** A transport plan as a matrix: what share of the mass goes from which generated to which real example, sums at the edges. */
export function PlanChart({ title, data, note }: { title: string; data: PlanData; note?: ReactNode }) {
  const { plan, size } = data;
  const scale = useMemo(() => sequentialScale([plan]), [plan]);
  const sums = useMemo(() => marginals(plan, size), [plan, size]);
  // Two rows and columns beyond the matrix hold the sums.
  const reach = size * 1.12;
  const plane = useMemo((): Plane => {
    const ticks = () => ({ values: [0, size], labels: ['1', String(size)] });
    return {
      x: { from: 0, to: reach, name: 'generated', ticks },
      y: { from: size - reach, to: size, name: 'real', ticks: () => ({ values: [0, size], labels: [String(size), '1'] }) },
      isSquare: true,
      margins: { left: 58, bottom: 34 },
    };
  }, [size, reach]);
  const series = useCallback(
    (area: PlotArea, tokens: { quiet: string; axis: string }): SeriesOption[] => {
      const cell = area.width / reach;
      const matrix = { left: area.left, top: area.top, width: cell * size, height: cell * size };
      const largest = Math.max(...sums.columns, ...sums.rows, 1e-12);
      const band = cell * (reach - size) - 3;
      const bars = [
        ...sums.columns.map((sum, i) => ({
          x: matrix.left + i * cell,
          y: matrix.top + matrix.height + 3,
          width: Math.max(1, cell - 0.5),
          height: (sum / largest) * band,
        })),
        ...sums.rows.map((sum, i) => ({
          x: matrix.left + matrix.width + 3,
          y: matrix.top + i * cell,
          width: (sum / largest) * band,
          height: Math.max(1, cell - 0.5),
        })),
      ];
      const at = (across: number, up: number) => plan[Math.floor((1 - up) * size) * size + Math.min(size - 1, Math.floor(across * size))];
      return [
        rasterSeries(matrix, scale, at),
        {
          type: 'custom',
          id: 'sums',
          silent: true,
          coordinateSystem: 'none',
          data: [0],
          renderItem: () => ({
            type: 'group',
            children: bars.map((shape) => ({ type: 'rect' as const, silent: true, shape, style: { fill: tokens.quiet } })),
          }),
        },
      ];
    },
    [plan, size, scale, sums, reach],
  );
  const tip = (spot: Spot) => {
    const [row, column] = [Math.floor(size - spot.y), Math.floor(spot.x)];
    if (row < 0 || row >= size || column < 0 || column >= size) return null;
    return `generated ${column + 1} → real ${row + 1}: ${formatExact(plan[row * size + column])}`;
  };
  const saved = data.cost !== null && data.independentCost ? ` of ${formatNumber(data.independentCost)} when paired at random` : '';
  return (
    <PlaneChart
      title={title}
      plane={plane}
      series={series}
      describe={`${title}: ${size} by ${size} plan. ${data.cost === null ? '' : `Cost ${formatNumber(data.cost)}${saved}.`}`}
      caption={
        <>
          <ColorBar scale={scale} label="mass:" /> {data.cost === null ? '' : `cost ${formatNumber(data.cost)}${saved}`} · both sides
          ordered along the real batch’s main axis {note}
        </>
      }
      table={() => ({
        columns: ['real', ...Array.from({ length: size }, (_, i) => `generated ${i + 1}`)],
        rows: Array.from({ length: size }, (_, row) => [
          row + 1,
          ...Array.from({ length: size }, (_, column) => plan[row * size + column]),
        ]),
      })}
      tip={tip}
    />
  );
}

function marginals(plan: ArrayLike<number>, size: number): { rows: number[]; columns: number[] } {
  const rows = new Array<number>(size).fill(0);
  const columns = new Array<number>(size).fill(0);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      rows[row] += plan[row * size + column];
      columns[column] += plan[row * size + column];
    }
  }
  return { rows, columns };
}
