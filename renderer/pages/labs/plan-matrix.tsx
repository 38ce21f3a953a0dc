import { type ReactNode, useCallback, useMemo } from 'react';
import { type Plan, planSums } from '../../../shared/lab/transport-line.ts';
import type { ChartTokens } from '../../charts/chart-tokens.ts';
import type { ColorScale } from '../../charts/color-maps.ts';
import type { SeriesOption } from '../../charts/echarts.ts';
import { formatExact, formatNumber } from '../../charts/number-format.ts';
import type { Plane, PlotArea, Spot } from '../../charts/plane.ts';
import { PlaneChart } from '../../charts/plane-chart.tsx';
import { rasterSeries } from '../../charts/raster.ts';

interface PlanMatrixProps {
  title: string;
  plan: Plan;
  bins: number;
  cost: number;
  costs: Float64Array;
  /** Of the roots of the masses, the same for all plans that stand side by side. */
  scale: ColorScale;
  colors: { p: string; q: string };
  caption?: ReactNode;
}
const band = 0.16;

/** A moving plan as pixels: row i is what leaves place i of P, column j what comes to place j of Q, with the sums at the edges. */
export function PlanMatrix({ title, plan, bins, cost, costs, scale, colors, caption }: PlanMatrixProps) {
  const sums = useMemo(() => planSums(plan, bins), [plan, bins]);
  const reach = bins * (1 + band);
  const plane = useMemo((): Plane => {
    const values = Array.from({ length: bins }, (_, i) => i + 0.5);
    const labels = values.map((_, i) => String(i + 1));
    return {
      x: { from: 0, to: reach, name: 'to place of Q', ticks: () => ({ values, labels }) },
      y: { from: bins - reach, to: bins, name: 'from place of P', ticks: () => ({ values, labels: [...labels].reverse() }) },
      isSquare: true,
      margins: { left: 52, right: 6, bottom: 34 },
    };
  }, [bins, reach]);
  const { p: rowColor, q: columnColor } = colors;
  const series = useCallback(
    (area: PlotArea, _tokens: ChartTokens): SeriesOption[] => {
      const cell = area.width / reach;
      const side = cell * bins;
      const longest = cell * bins * band - 4;
      const largest = Math.max(...sums.rows, ...sums.columns);
      const bars = [
        ...sums.rows.map((sum, i) => ({
          color: rowColor,
          shape: { x: area.left + side + 3, y: area.top + i * cell + 1, width: (sum / largest) * longest, height: Math.max(1, cell - 2) },
        })),
        ...sums.columns.map((sum, j) => ({
          color: columnColor,
          shape: { x: area.left + j * cell + 1, y: area.top + side + 3, width: Math.max(1, cell - 2), height: (sum / largest) * longest },
        })),
      ];
      const at = (across: number, up: number) =>
        Math.sqrt(plan[Math.min(bins - 1, Math.floor((1 - up) * bins)) * bins + Math.min(bins - 1, Math.floor(across * bins))]);
      return [
        rasterSeries({ left: area.left, top: area.top, width: side, height: side }, scale, at),
        {
          type: 'custom',
          id: 'sums',
          silent: true,
          coordinateSystem: 'none',
          data: [0],
          renderItem: () => ({
            type: 'group',
            children: bars.map(({ color, shape }) => ({ type: 'rect' as const, silent: true, shape, style: { fill: color } })),
          }),
        },
      ];
    },
    [plan, bins, reach, sums, scale, rowColor, columnColor],
  );
  const tip = (spot: Spot) => {
    const [i, j] = [Math.floor(bins - spot.y), Math.floor(spot.x)];
    if (i >= bins && j < bins) return `place ${j + 1} of Q receives ${formatExact(Number(sums.columns[j].toPrecision(10)))}`;
    if (j >= bins && i < bins) return `place ${i + 1} of P gives ${formatExact(Number(sums.rows[i].toPrecision(10)))}`;
    if (i < 0 || i >= bins || j < 0 || j >= bins) return null;
    const mass = plan[i * bins + j];
    return (
      <>
        <div className="soft">
          place {i + 1} of P → place {j + 1} of Q
        </div>
        earth {formatExact(Number(mass.toPrecision(6)))}, way {formatNumber(costs[i * bins + j])}, costs{' '}
        {formatExact(Number((mass * costs[i * bins + j]).toPrecision(6)))}
      </>
    );
  };
  return (
    <PlaneChart
      title={`${title}: costs ${formatNumber(cost, 5)}`}
      plane={plane}
      series={series}
      describe={`${title}: ${bins} by ${bins} plan, cost ${formatNumber(cost, 6)}.`}
      caption={caption}
      table={() => ({
        columns: ['from P', ...Array.from({ length: bins }, (_, j) => `to Q ${j + 1}`), 'sum'],
        rows: sums.rows.map((sum, i) => [i + 1, ...plan.slice(i * bins, (i + 1) * bins), sum]),
      })}
      tip={tip}
    />
  );
}
