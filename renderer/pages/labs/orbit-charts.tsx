import { useCallback, useMemo } from 'react';
import { gradients, type Place, type Play } from '../../../shared/lab/saddle.ts';
import type { ChartTokens } from '../../charts/chart-tokens.ts';
import type { SeriesOption } from '../../charts/echarts.ts';
import { formatExact, formatNumber, formatStep } from '../../charts/number-format.ts';
import type { Plane, PlotArea, Spot } from '../../charts/plane.ts';
import { arrowPath, pathSeries } from '../../charts/point-marks.ts';
import { useRunColor } from '../../ui/use-scheme.ts';
import { DragSpot } from './drag-spot.tsx';
import { type Dot, LinesChart, type PlainLine } from './lines-chart.tsx';

interface OrbitProps {
  play: Play;
  places: Place[];
  at: number;
  reach: number;
  onStart: (start: [number, number]) => void;
}
const arrowsAcross = 15;

/** The vector field both players follow, and the orbit up to the present step. */
export function OrbitChart({ play, places, at, reach, onStart }: OrbitProps) {
  const colorOf = useRunColor();
  const [orbitColor, startColor, edgeColor] = [colorOf(0), colorOf(1), colorOf(7)];
  const plane = useMemo(
    (): Plane => ({
      x: { from: -reach, to: reach, name: 'θ, the generator', isRuled: true },
      y: { from: -reach, to: reach, name: 'ψ, the discriminator', isRuled: true },
      isSquare: true,
    }),
    [reach],
  );
  const arrows = useMemo(() => fieldArrows(play, reach), [play, reach]);
  const isClipped = play.game === 'dirac' && play.loss === 'wgan-clip';
  const { clip } = play;
  const extra = useCallback(
    (area: PlotArea, tokens: ChartTokens): SeriesOption[] => {
      const toPixel = (x: number, y: number): [number, number] => [
        area.left + ((x + reach) / (2 * reach)) * area.width,
        area.top + (1 - (y + reach) / (2 * reach)) * area.height,
      ];
      return [pathSeries('field', arrowPath(arrows, toPixel), { stroke: tokens.quiet, lineWidth: 1, opacity: 0.75 }, 2)];
    },
    [arrows, reach],
  );
  const lines = useMemo(
    (): PlainLine[] => [
      { id: 'orbit', name: 'orbit', color: orbitColor, width: 1.6, points: places.slice(0, at + 1) },
      ...(isClipped
        ? [clip, -clip].map(
            (bound): PlainLine => ({
              id: `clip ${bound}`,
              name: bound > 0 ? '±c' : undefined,
              color: edgeColor,
              width: 1,
              dash: [5, 3],
              points: [
                [-reach, bound],
                [reach, bound],
              ],
            }),
          )
        : []),
    ],
    [places, at, isClipped, clip, reach, orbitColor, edgeColor],
  );
  const here = places[at];
  const dots = useMemo(
    (): Dot[] => [
      { x: 0, y: 0, color: edgeColor, size: 7, isHollow: true },
      { x: here[0], y: here[1], color: orbitColor, size: 9 },
    ],
    [here, orbitColor, edgeColor],
  );
  const tip = (spot: Spot) => {
    const [theta, psi] = gradients(play, [spot.x, spot.y]);
    return `at θ ${formatNumber(spot.x, 3)}, ψ ${formatNumber(spot.y, 3)}: moves by η·(${formatNumber(-theta, 3)}, ${formatNumber(-psi, 3)})`;
  };
  const outside = places.slice(0, at + 1).filter((place) => Math.max(...place.map(Math.abs)) > reach).length;
  return (
    <LinesChart
      title="Where both go"
      plane={plane}
      lines={lines}
      dots={dots}
      extra={extra}
      tip={tip}
      describe={`Orbit of ${at} steps from θ ${formatNumber(places[0][0], 3)}, ψ ${formatNumber(places[0][1], 3)} to θ ${formatNumber(here[0], 3)}, ψ ${formatNumber(here[1], 3)}.`}
      caption={`○ equilibrium · → each its own way downhill · drag the start${outside > 0 ? ` · ${formatStep(outside)} steps outside the picture` : ''}`}
      table={() => ({ columns: ['step', 'theta', 'psi', 'distance'], rows: places.map((place, i) => [i, ...place, Math.hypot(...place)]) })}
      overlay={(area) => (
        <DragSpot
          plane={plane}
          area={area}
          x={places[0][0]}
          y={places[0][1]}
          label="Start of the orbit, θ and ψ"
          color={startColor}
          onMove={(x, y) => onStart([Number(x.toFixed(2)), Number(y.toFixed(2))])}
        />
      )}
    />
  );
}

/** All of one length where the field is strong, shorter where it is weak. */
function fieldArrows(play: Play, reach: number): { from: [number, number]; to: [number, number] }[] {
  const cell = (2 * reach) / arrowsAcross;
  const places = Array.from(
    { length: arrowsAcross ** 2 },
    (_, i): Place => [-reach + cell * ((i % arrowsAcross) + 0.5), -reach + cell * (Math.floor(i / arrowsAcross) + 0.5)],
  );
  return places.map((place) => {
    const [theta, psi] = gradients(play, place);
    const length = Math.hypot(theta, psi);
    const size = length === 0 ? 0 : (cell * 0.8 * Math.min(1, 0.25 + length / reach)) / length;
    const [dx, dy] = [-theta * size, -psi * size];
    return { from: [place[0] - dx / 2, place[1] - dy / 2], to: [place[0] + dx / 2, place[1] + dy / 2] };
  });
}

/** Distance to the equilibrium over steps, on a logarithmic axis. */
export function DistanceOverSteps({ places, at }: { places: Place[]; at: number }) {
  const colorOf = useRunColor();
  const [color, hereColor] = [colorOf(0), colorOf(10)];
  const logs = useMemo(() => places.map((place, i) => [i, logOf(Math.hypot(...place))] as const), [places]);
  const plane = useMemo((): Plane => {
    const finite = logs.map(([, y]) => y).filter(Number.isFinite);
    const low = Math.max(-14, Math.floor(Math.min(0, ...finite) - 0.02));
    const high = Math.ceil(Math.max(0, ...finite) + 0.02);
    const every = Math.max(1, Math.ceil((high - low) / 8));
    const values = Array.from({ length: Math.floor((high - low) / every) + 1 }, (_, i) => low + i * every);
    return {
      x: { from: 0, to: Math.max(1, places.length - 1), name: 'step', isRuled: true },
      y: { from: low, to: high, isRuled: true, ticks: () => ({ values, labels: values.map((power) => formatNumber(10 ** power)) }) },
    };
  }, [logs, places.length]);
  const lines = useMemo(
    (): PlainLine[] => [
      { id: 'all', color, width: 1.2, opacity: 0.35, points: logs },
      { id: 'so far', color, width: 1.8, points: logs.slice(0, at + 1) },
      {
        id: 'here',
        color: hereColor,
        width: 1,
        dash: [3, 3],
        points: [
          [at, plane.y.from],
          [at, plane.y.to],
        ],
      },
    ],
    [logs, at, color, hereColor, plane],
  );
  const tip = (spot: Spot) => {
    const step = Math.max(0, Math.min(places.length - 1, Math.round(spot.x)));
    return `step ${formatStep(step)}: ${formatExact(Number(Math.hypot(...places[step]).toPrecision(6)))}`;
  };
  return (
    <LinesChart
      title="Distance to the equilibrium"
      unit="logarithmic"
      plane={plane}
      lines={lines}
      tip={tip}
      describe={`Distance to the equilibrium over ${places.length - 1} steps: ${formatNumber(Math.hypot(...places[0]))} at first, ${formatNumber(Math.hypot(...places[places.length - 1]))} at last.`}
      table={() => ({ columns: ['step', 'distance'], rows: places.map((place, i) => [i, Math.hypot(...place)]) })}
    />
  );
}

function logOf(value: number): number {
  return value > 0 ? Math.log10(value) : Number.NaN;
}
