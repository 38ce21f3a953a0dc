import { useCallback, useMemo } from 'react';
import { plainTicks } from '../../charts/axis-ticks.ts';
import { formatExact, formatNumber } from '../../charts/number-format.ts';
import type { Plane, PlotArea, Spot } from '../../charts/plane.ts';
import { useRunColor } from '../../ui/use-scheme.ts';
import { DragSpot } from './drag-spot.tsx';
import { type Dot, LinesChart, type PlainLine } from './lines-chart.tsx';

interface EntropicChartProps {
  /** For falling ε. */
  curve: { epsilon: number; cost: number; divergence: number }[];
  epsilon: number;
  w1: number;
  /** What pairing at random costs. */
  worst: number;
  onEpsilon: (epsilon: number) => void;
}
const [low, high] = [Math.log10(0.003), 0];
const ticks = [0.003, 0.01, 0.03, 0.1, 0.3, 1];

/** Cost and debiased divergence of the entropic plan over ε; the marker is dragged along them. */
export function EntropicChart({ curve, epsilon, w1, worst, onEpsilon }: EntropicChartProps) {
  const colorOf = useRunColor();
  const [costColor, divergenceColor, exactColor] = [colorOf(2), colorOf(3), colorOf(10)];
  const top = Math.max(worst, w1, 1e-3) * 1.12;
  const plane = useMemo(
    (): Plane => ({
      x: {
        from: low,
        to: high,
        name: 'ε',
        ticks: () => ({ values: ticks.map((value) => Math.log10(value)), labels: ticks.map((value) => formatNumber(value)) }),
      },
      y: { from: 0, to: top, isRuled: true, ticks: () => plainTicks(0, top, 4) },
    }),
    [top],
  );
  const lines = useMemo(
    (): PlainLine[] => [
      {
        id: 'exact',
        name: `the cheapest plan: ${formatNumber(w1, 5)}`,
        color: exactColor,
        dash: [2, 3],
        points: [
          [low, w1],
          [high, w1],
        ],
      },
      {
        id: 'random',
        name: `at random: ${formatNumber(worst, 5)}`,
        color: exactColor,
        dash: [8, 3, 2, 3],
        points: [
          [low, worst],
          [high, worst],
        ],
      },
      { id: 'cost', name: 'cost of the entropic plan', color: costColor, points: curve.map((at) => [Math.log10(at.epsilon), at.cost]) },
      {
        id: 'divergence',
        name: 'debiased divergence',
        color: divergenceColor,
        dash: [6, 3],
        points: curve.map((at) => [Math.log10(at.epsilon), at.divergence]),
      },
    ],
    [curve, w1, worst, costColor, divergenceColor, exactColor],
  );
  const x = Math.log10(epsilon);
  const here = useMemo(() => ({ cost: between(curve, x, 'cost'), divergence: between(curve, x, 'divergence') }), [curve, x]);
  const dots = useMemo((): Dot[] => [{ x, y: here.divergence, color: divergenceColor }], [x, here, divergenceColor]);
  const overlay = useCallback(
    (area: PlotArea) => (
      <DragSpot
        plane={plane}
        area={area}
        x={x}
        y={here.cost}
        label="ε on the curve, logarithm to base 10"
        color={costColor}
        moves="across"
        onMove={(to) => onEpsilon(Number((10 ** to).toPrecision(3)))}
      />
    ),
    [plane, x, here, costColor, onEpsilon],
  );
  const tip = (spot: Spot) => (
    <>
      <div className="soft">ε = {formatNumber(10 ** spot.x, 3)}</div>
      <div>cost {formatExact(Number(between(curve, spot.x, 'cost').toPrecision(5)))}</div>
      <div>debiased divergence {formatExact(Number(between(curve, spot.x, 'divergence').toPrecision(5)))}</div>
    </>
  );
  return (
    <div style={{ gridColumn: '2 / 5' }}>
      <LinesChart
        title="From blur to sharp"
        unit="cost over ε"
        plane={plane}
        lines={lines}
        dots={dots}
        overlay={overlay}
        tip={tip}
        describe={`Cost falls from ${formatNumber(curve[0].cost)} at ε = 1 to ${formatNumber(curve.at(-1)?.cost ?? 0)} at ε = 0.003; the cheapest plan costs ${formatNumber(w1)}.`}
        caption="0 where P = Q"
        table={() => ({
          columns: ['epsilon', 'cost', 'debiased divergence'],
          rows: curve.map((at) => [at.epsilon, at.cost, at.divergence]),
        })}
      />
    </div>
  );
}

function between(curve: EntropicChartProps['curve'], x: number, key: 'cost' | 'divergence'): number {
  const after = curve.findIndex((at) => Math.log10(at.epsilon) <= x + 1e-12);
  if (after <= 0) return curve[after === 0 ? 0 : curve.length - 1][key];
  const [left, right] = [curve[after], curve[after - 1]];
  const [from, to] = [Math.log10(left.epsilon), Math.log10(right.epsilon)];
  return left[key] + ((right[key] - left[key]) * (x - from)) / (to - from);
}
