import { NativeSelect } from '@mantine/core';
import { useMemo } from 'react';
import { outsideCone, type Polyline, steepest, valueOn } from '../../../shared/lab/lipschitz.ts';
import { formatExact, formatNumber } from '../../charts/number-format.ts';
import type { Plane, PlotArea, Spot } from '../../charts/plane.ts';
import { useRunColor } from '../../ui/use-scheme.ts';
import { DragSpot } from './drag-spot.tsx';
import { Knob } from './knob.tsx';
import type { LabKind } from './lab.ts';
import { choiceField, numberField, numbersField, wholeField } from './lab-words.ts';
import { LinesChart, type PlainLine } from './lines-chart.tsx';
import { useLabState } from './use-lab-state.ts';
import classes from './labs.module.css';

export const lipschitzLab: LabKind = {
  name: 'lipschitz',
  title: 'Lipschitz lines',
  lead: 'A critic may rise no faster than 1: from each of its points it stays inside the cone of slope 1. Without that bound the difference of its means over P and Q would grow without end and measure nothing; weight clipping, the gradient penalty and spectral norm are ways to hold it.',
  tex: 'W_1(P,Q)=\\max_{\\lVert f\\rVert_L\\le 1}\\;\\mathbb E_{x\\sim P}\\,f(x)-\\mathbb E_{x\\sim Q}\\,f(x),\\qquad |f(x)-f(y)|\\le |x-y|',
  papers: [
    { title: 'Arjovsky, Chintala and Bottou 2017, Wasserstein GAN', arxiv: '1701.07875' },
    { title: 'Gulrajani and others 2017, Improved training of Wasserstein GANs', arxiv: '1704.00028' },
  ],
  Lab: LipschitzLab,
};

const reach = 2.5;
const knots = Array.from({ length: 9 }, (_, i) => -reach + (i * 2 * reach) / 8);
const steep = {
  root: { name: '√|x|: steeper without end near 0', f: (x: number) => Math.sqrt(Math.abs(x)) - 0.8 },
  sigmoid: { name: 'a sharp sigmoid, 2σ(8x) − 1', f: (x: number) => 2 / (1 + Math.exp(-8 * x)) - 1 },
  wave: { name: 'a quick wave, ½ sin 6x', f: (x: number) => Math.sin(6 * x) / 2 },
} as const;
type Steep = keyof typeof steep;
const fields = {
  apex: numberField(0.4, -reach, reach, 2),
  steep: choiceField<Steep>('root', ['root', 'sigmoid', 'wave']),
  samples: wholeField(60, 10, 600),
  y: numbersField([0.6, 0.2, -0.5, -0.9, -0.3, 1, 1.3, 0.7, 0.9], -reach, reach),
};
const plane: Plane = {
  x: { from: -reach, to: reach, name: 'x', isRuled: true },
  y: { from: -reach, to: reach, isRuled: true },
  isSquare: true,
  margins: { left: 36 },
};

function LipschitzLab() {
  const { state, set } = useLabState(fields);
  const { apex, samples, y } = state;
  const gentle = useMemo(() => sampled((x) => Math.sin(2 * x) / 2, samples), [samples]);
  const sharp = useMemo(() => sampled(steep[state.steep].f, samples), [samples, state.steep]);
  const own = useMemo(() => knots.map((x, i) => [x, y[i]] as const), [y]);
  const colorOf = useRunColor();
  const shared = { apex, onApex: (next: number) => set({ apex: next }) };
  return (
    <>
      <div className={classes.knobs}>
        <Knob
          label="Apex of the cone"
          value={apex}
          low={-reach}
          high={reach}
          step={0.02}
          origin={0}
          onValue={(next) => set({ apex: next })}
        />
        <Knob
          label="Places where the first two are looked at"
          value={samples}
          low={10}
          high={600}
          isLog
          write={(value) => String(Math.round(value))}
          onValue={(next) => set({ samples: Math.round(next) })}
        />
        <NativeSelect
          aria-label="The second curve"
          value={state.steep}
          data={Object.entries(steep).map(([value, { name }]) => ({ value, label: name }))}
          onChange={(event) => set({ steep: event.currentTarget.value as Steep })}
        />
      </div>
      <div className={classes.work} style={{ gridTemplateColumns: 'repeat(3, minmax(0, 1fr))', gridTemplateRows: 'minmax(0, 1fr) auto' }}>
        <Curve {...shared} title="½ sin 2x" line={gentle} color={colorOf(0)} />
        <Curve {...shared} title={steep[state.steep].name.split(':')[0]} line={sharp} color={colorOf(1)} />
        <Curve
          {...shared}
          title="Yours: drag the knots"
          line={own}
          color={colorOf(2)}
          onKnot={(index, height) => set({ y: y.map((was, i) => (i === index ? Number(height.toFixed(2)) : was)) })}
        />
        <p className={classes.words} style={{ gridColumn: '1 / 4', border: 0 }}>
          {state.steep === 'root'
            ? '√|x| has no Lipschitz bound: look at more places, and the steepest piece gets steeper, like one over the root of the distance between them.'
            : 'The steepest slope of a smooth curve settles as more places are looked at; the bound is what it settles at.'}{' '}
          A curve keeps the bound if wherever the apex is put nothing leaves the cone.
        </p>
      </div>
    </>
  );
}

interface CurveProps {
  title: string;
  line: Polyline;
  color: string;
  apex: number;
  onApex: (apex: number) => void;
  onKnot?: (index: number, height: number) => void;
}

function Curve({ title, line, color, apex, onApex, onKnot }: CurveProps) {
  const colorOf = useRunColor();
  const [edgeColor, outColor] = [colorOf(10), colorOf(7)];
  const { slope, from, to } = useMemo(() => steepest(line), [line]);
  const height = valueOn(line, apex);
  const outside = useMemo(() => outsideCone(line, apex, 1), [line, apex]);
  const share = outside.reduce((sum, stretch) => sum + stretch[stretch.length - 1][0] - stretch[0][0], 0) / (2 * reach);
  const lines = useMemo((): PlainLine[] => {
    const edge = (sign: number) => [[-reach, height + sign * (-reach - apex)] as const, [reach, height + sign * (reach - apex)] as const];
    return [
      { id: 'rising', name: 'slope 1', color: edgeColor, width: 1, dash: [4, 3], points: edge(1) },
      { id: 'falling', color: edgeColor, width: 1, dash: [4, 3], points: edge(-1) },
      { id: 'curve', color, width: 2, points: line },
      ...outside.map(
        (stretch, i): PlainLine => ({
          id: `outside ${i}`,
          name: i === 0 ? `outside the cone: ${formatNumber(share * 100, 3)} %` : undefined,
          color: outColor,
          width: 4,
          points: stretch,
        }),
      ),
      { id: 'steepest', name: 'steepest piece', color, width: 6, opacity: 0.45, points: [from, to] },
    ];
  }, [line, color, height, apex, outside, share, from, to, edgeColor, outColor]);
  const isBound = slope <= 1 + 1e-9;
  const tip = (spot: Spot) => `f(${formatNumber(spot.x, 3)}) = ${formatExact(Number(valueOn(line, spot.x).toPrecision(6)))}`;
  return (
    <LinesChart
      title={`${title}: max |Δf/Δx| = ${formatNumber(slope, 4)} ${isBound ? '≤ 1' : '> 1'}`}
      plane={plane}
      lines={lines}
      tip={tip}
      describe={`${title}: steepest slope ${formatNumber(slope)}, between x = ${formatNumber(from[0], 3)} and ${formatNumber(to[0], 3)}. ${isBound ? 'It keeps' : 'It breaks'} the bound 1.`}
      caption={outside.length === 0 ? 'all of it inside' : null}
      overlay={(area: PlotArea) => (
        <>
          {onKnot
            ? line.map(([x, y], i) => (
                <DragSpot
                  key={x}
                  plane={plane}
                  area={area}
                  x={x}
                  y={y}
                  label={`Knot ${i + 1} of your curve`}
                  color={color}
                  moves="up"
                  onMove={(_, next) => onKnot(i, next)}
                />
              ))
            : null}
          <DragSpot
            plane={plane}
            area={area}
            x={apex}
            y={Math.max(-reach, Math.min(reach, height))}
            label={`Apex of the cone on ${title}`}
            color={edgeColor}
            moves="across"
            onMove={(next) => onApex(Number(next.toFixed(2)))}
          />
        </>
      )}
    />
  );
}

function sampled(f: (x: number) => number, count: number): Polyline {
  return Array.from({ length: count + 1 }, (_, i) => {
    const x = -reach + (i / count) * 2 * reach;
    return [x, f(x)] as const;
  });
}
