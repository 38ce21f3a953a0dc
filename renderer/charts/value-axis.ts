import type { Ticks } from './axis-ticks.ts';
import type { ChartTokens } from './chart-tokens.ts';

/** Room round the plot in pixels, fixed so that nothing moves when numbers grow. */
export interface Margins {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** An ECharts value axis with exactly these ends and ticks. */
export function valueAxis(options: {
  from: number;
  to: number;
  ticks: Ticks;
  tokens: ChartTokens;
  /** Lines across the plot at the ticks. */
  isRuled?: boolean;
  name?: string;
  gridIndex?: number;
  isVertical?: boolean;
}) {
  const { from, to, ticks, tokens, isRuled = false, name, gridIndex = 0, isVertical = false } = options;
  return {
    type: 'value' as const,
    gridIndex,
    min: from,
    max: to,
    name,
    nameLocation: 'middle' as const,
    nameGap: isVertical ? 42 : 20,
    nameTextStyle: { color: tokens.quiet, fontSize: 11 },
    axisLine: { show: true, onZero: false, lineStyle: { color: tokens.axis } },
    axisTick: { show: true, length: 3, customValues: ticks.values, lineStyle: { color: tokens.axis } },
    axisLabel: {
      color: tokens.quiet,
      fontSize: 11,
      customValues: ticks.values,
      hideOverlap: true,
      formatter: (value: number) => nearestLabel(ticks, value),
    },
    splitLine: { show: isRuled, lineStyle: { color: tokens.grid } },
  };
}

/** ECharts rounds the values it hands back, so they are found by nearness. */
function nearestLabel(ticks: Ticks, value: number): string {
  let best = 0;
  for (let i = 1; i < ticks.values.length; i += 1) if (Math.abs(ticks.values[i] - value) < Math.abs(ticks.values[best] - value)) best = i;
  return ticks.labels[best] ?? '';
}
