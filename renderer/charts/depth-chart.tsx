import { type ReactNode, useCallback, useMemo } from 'react';
import type { SeriesOption } from './echarts.ts';
import { LineSwatch } from './line-swatch.tsx';
import { formatExact, formatNumber, formatStep } from './number-format.ts';
import type { Plane, Spot } from './plane.ts';
import { PlaneChart } from './plane-chart.tsx';

/** Mean gradient norm at the output of each layer of one run, first layer first. */
export interface DepthLine {
  run: string;
  label: string;
  color: string;
  dash: number[];
  step: number;
  layers: string[];
  norms: number[];
}

/** Gradient norm by depth on a logarithmic axis: a straight slope is growth or decay by a constant factor a layer. */
export function DepthChart({
  title,
  lines,
  empty,
  actions,
}: {
  title: string;
  lines: DepthLine[];
  empty?: ReactNode;
  actions?: ReactNode;
}) {
  const deepest = useMemo(
    () => lines.reduce((most, line) => (line.layers.length > most.length ? line.layers : most), [] as string[]),
    [lines],
  );
  const plane = useMemo((): Plane => {
    const logs = lines.flatMap(({ norms }) => norms.filter((norm) => norm > 0 && Number.isFinite(norm)).map(Math.log10));
    const low = Math.floor(Math.min(0, ...logs) - 0.05);
    const high = Math.ceil(Math.max(0, ...logs) + 0.05);
    return {
      x: {
        from: 0.5,
        to: Math.max(1, deepest.length) + 0.5,
        name: 'layer, from the input',
        ticks: (pixels) => {
          const every = Math.max(1, Math.ceil((deepest.length * 58) / pixels));
          const places = deepest.map((_, i) => i).filter((i) => i % every === 0);
          return {
            values: places.map((i) => i + 1),
            labels: places.map((i) => (lines.every(({ layers }) => layers[i] === deepest[i]) ? deepest[i] : String(i + 1))),
          };
        },
      },
      y: { from: low, to: high, isRuled: true, name: 'mean ‖∂D/∂h‖', ticks: (pixels) => powers(low, high, pixels) },
    };
  }, [lines, deepest]);
  const series = useCallback(
    (): SeriesOption[] =>
      lines.map((line) => ({
        type: 'line',
        id: line.run,
        silent: true,
        symbol: 'circle',
        symbolSize: 5,
        showSymbol: true,
        emphasis: { disabled: true },
        data: line.norms.map((norm, i) => [i + 1, norm > 0 && Number.isFinite(norm) ? Math.log10(norm) : Number.NaN]),
        itemStyle: { color: line.color },
        lineStyle: { color: line.color, width: 1.6, type: line.dash.length === 0 ? 'solid' : line.dash },
      })),
    [lines],
  );
  const tip = (spot: Spot) => {
    const i = Math.round(spot.x) - 1;
    return (
      <>
        <div className="soft">layer {i + 1} from the input</div>
        {lines.map((line) =>
          line.norms[i] === undefined ? null : (
            <div key={line.run} className="row">
              <LineSwatch color={line.color} dash={line.dash} /> {line.label} <span className="soft">{line.layers[i]}</span>{' '}
              {formatExact(Number(line.norms[i].toPrecision(6)))}
            </div>
          ),
        )}
      </>
    );
  };
  return (
    <PlaneChart
      title={title}
      plane={plane}
      series={series}
      describe={`${title}. ${lines.map((line) => `${line.label}: ${slopeWords(line)}`).join('; ')}`}
      caption={
        lines.length === 0
          ? null
          : lines.map((line) => (
              <span key={line.run} style={{ marginRight: 12, whiteSpace: 'nowrap' }}>
                <LineSwatch color={line.color} dash={line.dash} width={12} /> {slopeWords(line)} at step {formatStep(line.step)}
              </span>
            ))
      }
      table={() => ({
        columns: ['layer', ...lines.map(({ label, step }) => `${label} at ${step}`)],
        rows: deepest.map((layer, i) => [layer, ...lines.map((line) => line.norms[i] ?? Number.NaN)]),
      })}
      tip={tip}
      actions={actions}
      empty={lines.length === 0 ? empty : undefined}
    />
  );
}

/** "×0.4 a layer": the slope of a straight line through the logarithms. */
export function slopeWords({ norms }: { norms: number[] }): string {
  const slope = logSlope(norms);
  return slope === null ? 'no slope' : `×${formatNumber(10 ** slope, 3)} a layer`;
}

/** Least-squares slope of log10 norm over layers; null with fewer than two positive norms. */
export function logSlope(norms: number[]): number | null {
  const points = norms.flatMap((norm, i) => (norm > 0 && Number.isFinite(norm) ? [[i, Math.log10(norm)]] : []));
  if (points.length < 2) return null;
  const mean = (column: number) => points.reduce((sum, point) => sum + point[column], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const above = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  const below = points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
  return above / below;
}

function powers(low: number, high: number, pixels: number): { values: number[]; labels: string[] } {
  const every = Math.max(1, Math.ceil((high - low) / Math.max(1, pixels / 26)));
  const values: number[] = [];
  for (let power = low; power <= high; power += every) values.push(power);
  return { values, labels: values.map((power) => formatNumber(10 ** power)) };
}
