import { afterEach, expect, test, vi } from 'vitest';
import { drawCurves } from './curve-drawing.ts';
import { curveLinesOption } from './curve-option.ts';
import type { SeriesOption } from './echarts.ts';

afterEach(() => vi.unstubAllGlobals());

function widths(points: number, weight: number): number[] {
  vi.stubGlobal('window', { devicePixelRatio: 1 });
  const steps = Float64Array.from({ length: points }, (_, at) => at);
  const line = { run: 'a', key: 'w1', label: 'a', color: '#000', dash: [], steps, times: steps, values: steps.map(Math.sin), start: 0 };
  const smoothing = { kind: 'ema', weight } as const;
  const drawing = drawCurves([line], { axis: 'step', scale: 'linear', smoothing, ignoresOutliers: false, range: null });
  const { series } = curveLinesOption(drawing) as { series: (SeriesOption & { lineStyle: { width: number } })[] };
  return series.map(({ lineStyle }) => lineStyle.width);
}

test('no line of many points is wider than a pixel, smoothed or not', () => {
  expect(widths(100, 0)).toEqual([1.5]);
  expect(widths(7000, 0)).toEqual([1]);
  expect(widths(7000, 0.5)).toEqual([1, 1]);
});
