import { useMemo } from 'react';
import { type Distances, partingNormals, partingSegments } from '../../../shared/lab/parting.ts';
import { plainTicks } from '../../charts/axis-ticks.ts';
import { formatExact, formatNumber } from '../../charts/number-format.ts';
import type { Plane, PlotArea, Spot } from '../../charts/plane.ts';
import { useRunColor } from '../../ui/use-scheme.ts';
import { DragSpot } from './drag-spot.tsx';
import { type Dot, LinesChart, type PlainLine } from './lines-chart.tsx';

interface DistanceChartProps {
  name: string;
  unit: string;
  of: keyof Distances;
  top: number;
  theta: number;
  sigma: number;
  sweep: Sweep;
  reach: number;
  onTheta: (theta: number) => void;
}
/** The blurred segments over θ, from −reach to reach. */
export type Sweep = { theta: number; distances: Distances }[];
const samples = 60;

/** Each distance is the same on both sides of 0. */
export function sweepOf(sigma: number, reach: number): Sweep {
  const right = Array.from({ length: samples + 1 }, (_, i) => (i / samples) * reach).map((theta) => ({
    theta,
    distances: partingNormals(theta, sigma),
  }));
  const left = right.slice(1).map(({ theta, distances }) => ({ theta: -theta, distances }));
  return [...left.reverse(), ...right];
}

/** One distance over θ: of the segments, with the jump at 0, and of the blurred ones. ∞ has a line of its own at the top. */
export function DistanceChart({ name, unit, of, top, theta, sigma, sweep, reach, onTheta }: DistanceChartProps) {
  const colorOf = useRunColor();
  const [sharpColor, smoothColor, hereColor] = [colorOf(7), colorOf(2), colorOf(10)];
  const plane = useMemo(
    (): Plane => ({
      x: { from: -reach, to: reach, name: 'θ', isRuled: true },
      y: {
        from: 0,
        to: top,
        isRuled: true,
        ticks: (pixels) => {
          const round = plainTicks(0, top, Math.max(2, Math.floor(pixels / 42)));
          if (of === 'kl') {
            const kept = round.values.map((value, i) => ({ value, label: round.labels[i] })).filter(({ value }) => value < top * 0.86);
            return { values: [...kept.map(({ value }) => value), top * 0.96], labels: [...kept.map(({ label }) => label), '∞'] };
          }
          if (of !== 'js') return round;
          return { values: [0, 0.2, 0.4, 0.6, Math.LN2], labels: ['0', '0.2', '0.4', '', 'log 2'] };
        },
      },
    }),
    [reach, top, of],
  );
  const sharpAt = (x: number) => {
    const value = partingSegments(x)[of];
    return value === Infinity ? top * 0.96 : value;
  };
  const smooth = useMemo(() => sweep.map((at) => [at.theta, at.distances[of]] as const), [sweep, of]);
  const isCut = smooth.some(([, value]) => value > top);
  const limit = sharpAt(1e-9);
  const lines = useMemo((): PlainLine[] => {
    const isW1 = of === 'w1';
    const right = [[1e-9, limit] as const, [reach, isW1 ? reach : limit] as const];
    const left = right.map(([x, y]) => [-x, y] as const);
    return [
      {
        id: 'here',
        color: hereColor,
        width: 1,
        dash: [3, 3],
        points: [
          [theta, 0],
          [theta, top],
        ],
      },
      { id: 'smooth', name: 'blurred', color: smoothColor, points: smooth },
      { id: 'left', color: sharpColor, dash: [6, 3], points: left },
      { id: 'right', name: 'segments', color: sharpColor, dash: [6, 3], points: right },
    ];
  }, [of, limit, reach, theta, top, smooth, sharpColor, smoothColor, hereColor]);
  const here = partingNormals(theta, sigma)[of];
  const dots = useMemo(
    (): Dot[] => [
      ...(of === 'w1' ? [] : [{ x: 0, y: limit, color: sharpColor, isHollow: true, size: 7 }]),
      { x: 0, y: 0, color: sharpColor, size: 7 },
      ...(here > top ? [] : [{ x: theta, y: here, color: smoothColor, size: 9 }]),
    ],
    [of, limit, theta, here, top, sharpColor, smoothColor],
  );
  const exact = partingSegments(theta)[of];
  const words = exact === Infinity ? '∞' : formatNumber(exact, 5);
  const tip = (spot: Spot) => {
    const value = partingSegments(spot.x)[of];
    return (
      <>
        <div className="soft">θ = {formatNumber(spot.x, 3)}</div>
        <div>segments {value === Infinity ? '∞' : formatExact(Number(value.toPrecision(6)))}</div>
        <div>blurred {formatExact(Number(partingNormals(spot.x, sigma)[of].toPrecision(6)))}</div>
      </>
    );
  };
  return (
    <LinesChart
      title={`${name} = ${words}`}
      unit={unit}
      plane={plane}
      lines={lines}
      dots={dots}
      tip={tip}
      describe={`${name} over θ. Of the segments at θ = ${formatNumber(theta, 3)}: ${words}; blurred: ${formatNumber(here)}.`}
      caption={
        <>
          {formatNumber(here, 4)} blurred {isCut ? '· goes on above the picture' : ''}
        </>
      }
      table={() => ({
        columns: ['theta', 'segments', 'blurred'],
        rows: smooth.map(([x, value]) => [x, partingSegments(x)[of], value]),
      })}
      overlay={(area: PlotArea) => (
        <DragSpot
          plane={plane}
          area={area}
          x={theta}
          y={theta === 0 ? 0 : Math.min(top * 0.96, sharpAt(theta))}
          label={`θ on the curve of ${name}`}
          color={sharpColor}
          moves="across"
          onMove={onTheta}
        />
      )}
    />
  );
}
