import type { Ticks } from './axis-ticks.ts';
import { plainTicks } from './axis-ticks.ts';
import type { ChartTokens } from './chart-tokens.ts';
import type { EChartsOption, SeriesOption } from './echarts.ts';
import type { Size } from './use-plot.ts';
import { type Margins, valueAxis } from './value-axis.ts';

export interface PlaneAxis {
  from: number;
  to: number;
  name?: string;
  /** Round numbers when left out. */
  ticks?: (pixels: number) => Ticks;
  /** Lines across the plot at the ticks. */
  isRuled?: boolean;
}
/** Two axes with fixed ends; every chart but the curves is drawn on one. */
export interface Plane {
  x: PlaneAxis;
  y: PlaneAxis;
  /** One unit is as long on both axes. */
  isSquare?: boolean;
  margins?: Partial<Margins>;
}
/** Where the plot lies in the box, in pixels. */
export interface PlotArea {
  left: number;
  top: number;
  width: number;
  height: number;
}

export function plotArea(plane: Plane, size: Size): PlotArea {
  const margins = {
    left: 50,
    right: 12,
    top: 6,
    bottom: plane.x.name ? 36 : 22,
    ...plane.margins,
  };
  if (plane.y.name && plane.margins?.left === undefined) margins.left = 58;
  let width = Math.max(1, size.width - margins.left - margins.right);
  let height = Math.max(1, size.height - margins.top - margins.bottom);
  if (!plane.isSquare) return { left: margins.left, top: margins.top, width, height };
  const scale = Math.min(width / (plane.x.to - plane.x.from), height / (plane.y.to - plane.y.from));
  const spareWidth = width - scale * (plane.x.to - plane.x.from);
  const spareHeight = height - scale * (plane.y.to - plane.y.from);
  width -= spareWidth;
  height -= spareHeight;
  return { left: margins.left + spareWidth / 2, top: margins.top + spareHeight / 2, width, height };
}

export function planeOption(plane: Plane, area: PlotArea, tokens: ChartTokens, series: SeriesOption[]): EChartsOption {
  const across = plane.x.ticks?.(area.width) ?? plainTicks(plane.x.from, plane.x.to, Math.max(2, Math.floor(area.width / 70)));
  const up = plane.y.ticks?.(area.height) ?? plainTicks(plane.y.from, plane.y.to, Math.max(2, Math.floor(area.height / 42)));
  return {
    // ECharts would shrink the plot to fit a label; pointer and pictures count on the place they were told.
    grid: { ...area, outerBoundsMode: 'none' },
    xAxis: valueAxis({ ...plane.x, ticks: across, tokens }),
    yAxis: valueAxis({ ...plane.y, ticks: up, tokens, isVertical: true }),
    series,
  };
}

export interface Spot {
  x: number;
  y: number;
}
/** The place on the plane under a pixel of the box; null outside the plot. */
export function spotAt(plane: Plane, area: PlotArea, left: number, top: number): Spot | null {
  const across = (left - area.left) / area.width;
  const up = 1 - (top - area.top) / area.height;
  if (across < 0 || across > 1 || up < 0 || up > 1) return null;
  return { x: plane.x.from + across * (plane.x.to - plane.x.from), y: plane.y.from + up * (plane.y.to - plane.y.from) };
}
