import { type ReactNode, useCallback } from 'react';
import type { ChartTokens } from '../../charts/chart-tokens.ts';
import type { SeriesOption } from '../../charts/echarts.ts';
import { LineSwatch } from '../../charts/line-swatch.tsx';
import type { Plane, PlotArea, Spot } from '../../charts/plane.ts';
import { PlaneChart } from '../../charts/plane-chart.tsx';
import type { TableData } from '../../charts/table-data.ts';

export interface PlainLine {
  id: string;
  /** In the legend; a line without one is not listed. */
  name?: string;
  color: string;
  dash?: number[];
  width?: number;
  opacity?: number;
  /** Filled down to 0. */
  isFilled?: boolean;
  points: readonly (readonly [x: number, y: number])[];
}
export interface Dot {
  x: number;
  y: number;
  color: string;
  isHollow?: boolean;
  size?: number;
}
interface LinesChartProps {
  title: string;
  unit?: string;
  plane: Plane;
  /** Identities of plane, lines, dots and extra say when to draw again. */
  lines: readonly PlainLine[];
  dots?: readonly Dot[];
  extra?: (area: PlotArea, tokens: ChartTokens) => SeriesOption[];
  describe: string;
  caption?: ReactNode;
  tip?: (spot: Spot) => ReactNode;
  table?: () => TableData;
  overlay?: (area: PlotArea) => ReactNode;
  actions?: ReactNode;
  empty?: ReactNode;
}
const noDots: readonly Dot[] = [];

/** Lines and dots on a plane, with their names below. */
export function LinesChart({ lines, dots = noDots, extra, caption, table, ...rest }: LinesChartProps) {
  const series = useCallback(
    (area: PlotArea, tokens: ChartTokens): SeriesOption[] => [
      ...(extra?.(area, tokens) ?? []),
      ...lines.map(lineSeries),
      ...dots.map((dot, i) => dotSeries(dot, i, tokens)),
    ],
    [lines, dots, extra],
  );
  const named = lines.filter(({ name }) => name !== undefined);
  return (
    <PlaneChart
      {...rest}
      series={series}
      table={table ?? (() => tableOf(lines))}
      caption={
        <>
          {named.map(({ id, name, color, dash }) => (
            <span key={id} style={{ marginRight: 10, whiteSpace: 'nowrap' }}>
              <LineSwatch color={color} dash={dash ?? []} width={14} /> {name}
            </span>
          ))}
          {caption}
        </>
      }
    />
  );
}

function lineSeries({ id, color, dash = [], width = 1.6, opacity = 1, isFilled = false, points }: PlainLine): SeriesOption {
  return {
    type: 'line',
    id,
    silent: true,
    showSymbol: false,
    emphasis: { disabled: true },
    data: points as [number, number][],
    itemStyle: { color },
    lineStyle: { color, width, opacity, type: dash.length === 0 ? 'solid' : dash },
    areaStyle: isFilled ? { color, opacity: 0.14 } : undefined,
  };
}
function dotSeries({ x, y, color, isHollow = false, size = 8 }: Dot, index: number, tokens: ChartTokens): SeriesOption {
  return {
    type: 'scatter',
    id: `dot ${index}`,
    silent: true,
    z: 6,
    symbol: 'circle',
    symbolSize: size,
    data: [[x, y]],
    itemStyle: { color: isHollow ? tokens.background : color, borderColor: color, borderWidth: 1.6 },
  };
}
function tableOf(lines: readonly PlainLine[]): TableData {
  return { columns: ['line', 'x', 'y'], rows: lines.flatMap(({ id, name, points }) => points.map(([x, y]) => [name ?? id, x, y])) };
}
