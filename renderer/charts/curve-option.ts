import type { CurveAxis } from './axis-ticks.ts';
import { bandSeries } from './band-series.ts';
import type { ChartTokens } from './chart-tokens.ts';
import { type CurveDrawing, type DrawnLine, type Mark, xTicks } from './curve-drawing.ts';
import type { EChartsOption, SeriesOption } from './echarts.ts';
import type { Size } from './use-plot.ts';
import { densityOf } from './curve-density.ts';
import { rasterSeries } from './raster.ts';
import { type Margins, valueAxis } from './value-axis.ts';

export const curveMargins: Margins = { left: 56, right: 14, top: 8, bottom: 24 };
const mostMarks = 300;
/** From here on lines are one device pixel wide: wider ones are stroked as outlines, which takes thirty times as long without a GPU. */
const manyPoints = 6000;

export function curveOption(drawing: CurveDrawing, axis: CurveAxis, size: Size, tokens: ChartTokens): EChartsOption {
  const width = size.width - curveMargins.left - curveMargins.right;
  return {
    // ECharts would shrink the plot to fit a label; pointer and crosshair count on the margins.
    grid: { ...curveMargins, outerBoundsMode: 'none' },
    xAxis: valueAxis({ from: drawing.from, to: drawing.to, ticks: xTicks(drawing, axis, width), tokens }),
    yAxis: valueAxis({ from: drawing.low, to: drawing.high, ticks: drawing.yTicks, tokens, isRuled: true, isVertical: true }),
    series: [
      ...drawing.lines.flatMap((line) => bandSeries(line, drawing)),
      ...(drawing.isDense
        ? [densitySeries(drawing, size, tokens)]
        : drawing.lines.flatMap((line) => lineSeries(line, drawing.points > manyPoints))),
      ...markSeries(drawing),
    ],
  };
}

/** Where no line passes the page is seen. */
function densitySeries(drawing: CurveDrawing, size: Size, tokens: ChartTokens): SeriesOption {
  const { left, top, right, bottom } = curveMargins;
  const area = { left, top, width: Math.max(1, size.width - left - right), height: Math.max(1, size.height - top - bottom) };
  const { counts, width, height, most } = densityOf(drawing, Math.round(area.width), Math.round(area.height));
  const scale = { map: 'sequential' as const, low: tokens.scheme === 'dark' ? -0.25 : 0, high: 1 };
  return rasterSeries(area, scale, (across, up) => {
    const count = counts[Math.min(height - 1, Math.floor((1 - up) * height)) * width + Math.min(width - 1, Math.floor(across * width))];
    if (count === 0) return Number.NaN;
    const share = Math.sqrt(count / most);
    return tokens.scheme === 'dark' ? share : 1 - share;
  });
}

/** Lines alone, where the axes of the same drawing are: for a layer over it. */
export function curveLinesOption(drawing: CurveDrawing): EChartsOption {
  const axis = { type: 'value' as const, show: false };
  return {
    grid: { ...curveMargins, outerBoundsMode: 'none' },
    xAxis: { ...axis, min: drawing.from, max: drawing.to },
    yAxis: { ...axis, min: drawing.low, max: drawing.high },
    series: drawing.lines.flatMap((line) => lineSeries(line, drawing.points > manyPoints)),
  };
}

function lineSeries(drawn: DrawnLine, isThin: boolean): SeriesOption[] {
  const thin = 1 / (window.devicePixelRatio || 1);
  const { line, x, raw, smooth } = drawn;
  const id = `${line.run} ${line.key}`;
  const base = {
    type: 'line' as const,
    color: line.color,
    dimensions: ['x', 'y'],
    showSymbol: x.length === 1,
    symbolSize: 5,
    silent: true,
    animation: false,
    connectNulls: false,
    emphasis: { disabled: true },
  };
  if (!smooth)
    return [{ ...base, id, data: pairs(x, raw), lineStyle: { width: isThin ? thin : 1.5, type: dashOf(line.dash), color: line.color } }];
  return [
    { ...base, id: `${id} raw`, data: pairs(x, raw), z: 1, lineStyle: { width: isThin ? thin : 1, opacity: 0.28, color: line.color } },
    { ...base, id, data: pairs(x, smooth), z: 2, lineStyle: { width: isThin ? thin : 1.8, type: dashOf(line.dash), color: line.color } },
  ];
}

/** NaN as a cross on the axis, infinities as arrows at the edge they left by. */
function markSeries(drawing: CurveDrawing): SeriesOption[] {
  const shown = drawing.marks.filter(({ x }) => x >= drawing.from && x <= drawing.to).slice(0, mostMarks);
  if (shown.length === 0) return [];
  const room = (drawing.high - drawing.low) * 0.025;
  return [
    {
      id: 'marks',
      type: 'scatter',
      silent: true,
      z: 3,
      clip: false,
      data: shown.map((mark) => ({
        value: [mark.x, mark.kind === '+Inf' ? drawing.high - room : drawing.low + room],
        symbol: symbols[mark.kind],
        symbolRotate: mark.kind === '\u2212Inf' ? 180 : 0,
        symbolSize: 8,
        itemStyle: { color: mark.line.color },
      })),
    },
  ];
}
const symbols: Record<Mark['kind'], string> = {
  NaN: 'path://M0 1L1 0L5 4L9 0L10 1L6 5L10 9L9 10L5 6L1 10L0 9L4 5Z',
  '+Inf': 'triangle',
  '\u2212Inf': 'triangle',
};

/** ECharts reads flat typed arrays without a copy; its types know only nested lists. */
function pairs(x: Float64Array, y: Float64Array): number[][] {
  const flat = new Float64Array(x.length * 2);
  for (let i = 0; i < x.length; i += 1) {
    flat[2 * i] = x[i];
    flat[2 * i + 1] = y[i];
  }
  return flat as unknown as number[][];
}
function dashOf(dash: number[]): 'solid' | number[] {
  return dash.length === 0 ? 'solid' : dash;
}
