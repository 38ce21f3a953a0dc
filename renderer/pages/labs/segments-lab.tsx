import { useMemo } from 'react';
import { normalDensity } from '../../../shared/lab/normal.ts';
import { type Distances, partingNormals, partingSegments } from '../../../shared/lab/parting.ts';
import { formatExact, formatNumber } from '../../charts/number-format.ts';
import type { Plane, PlotArea } from '../../charts/plane.ts';
import { useRunColor } from '../../ui/use-scheme.ts';
import { DistanceChart, sweepOf } from './distance-chart.tsx';
import { DragSpot } from './drag-spot.tsx';
import { Knob } from './knob.tsx';
import type { LabKind } from './lab.ts';
import { numberField, scaleField } from './lab-words.ts';
import { LinesChart, type PlainLine } from './lines-chart.tsx';
import { useLabState } from './use-lab-state.ts';
import classes from './labs.module.css';

export const segmentsLab: LabKind = {
  name: 'segments',
  title: 'Segments parting',
  lead: 'Two parallel segments at distance θ share no point, so JS, KL and TV say the same at every distance and have no slope that would bring them together; W₁ is θ itself. Blurred by a normal of width σ they overlap and all four follow θ, until from a few σ on JS and TV are flat again and KL runs away.',
  tex: '\\mathrm{JS}=\\log 2,\\quad \\mathrm{KL}=\\infty,\\quad \\mathrm{TV}=1,\\quad W_1=|\\theta|\\qquad(\\theta\\neq 0)',
  papers: [
    { title: 'Arjovsky, Chintala and Bottou 2017, Wasserstein GAN, example 1', arxiv: '1701.07875' },
    { title: 'Arjovsky and Bottou 2017, Towards principled methods', arxiv: '1701.04862' },
  ],
  Lab: SegmentsLab,
};

const reach = 1.5;
const fields = { theta: numberField(0.5, -reach, reach), sigma: scaleField(0.15, 0.02, 1) };
const names: { key: keyof Distances; name: string; unit: string; top: number }[] = [
  { key: 'js', name: 'JS', unit: 'nats', top: 0.8 },
  { key: 'kl', name: 'KL', unit: 'nats', top: 8 },
  { key: 'tv', name: 'TV', unit: 'share', top: 1.15 },
  { key: 'w1', name: 'W₁', unit: 'length', top: 1.6 },
];

function SegmentsLab() {
  const { state, set } = useLabState(fields);
  const { theta, sigma } = state;
  const sweep = useMemo(() => sweepOf(sigma, reach), [sigma]);
  const put = (next: number) => set({ theta: Math.abs(next) < 0.004 ? 0 : Number(next.toFixed(3)) });
  return (
    <>
      <div className={classes.knobs}>
        <Knob label="θ, the distance" value={theta} low={-reach} high={reach} step={0.005} origin={0} onValue={put} />
        <Knob label="σ, the blur" value={sigma} low={0.02} high={1} isLog onValue={(next) => set({ sigma: next })} />
        <span className="soft">Exact for the segments; by quadrature for the blurred ones.</span>
      </div>
      <div
        className={classes.work}
        style={{ gridTemplateColumns: 'minmax(0, 1.1fr) minmax(0, 1fr) minmax(0, 1fr)', gridTemplateRows: 'minmax(0, 1fr) minmax(0, 1fr)' }}
      >
        <div className={classes.side} style={{ gridRow: '1 / 3' }}>
          <Segments theta={theta} onTheta={put} />
          <Densities theta={theta} sigma={sigma} />
          <Figures theta={theta} sigma={sigma} />
        </div>
        {names.map((entry) => (
          <DistanceChart
            key={entry.key}
            of={entry.key}
            name={entry.name}
            unit={entry.unit}
            top={entry.top}
            theta={theta}
            sigma={sigma}
            sweep={sweep}
            reach={reach}
            onTheta={put}
          />
        ))}
      </div>
    </>
  );
}

const board: Plane = { x: { from: -reach, to: reach, name: 'across' }, y: { from: -0.1, to: 1.1, isRuled: true }, margins: { left: 40 } };

function Segments({ theta, onTheta }: { theta: number; onTheta: (theta: number) => void }) {
  const colorOf = useRunColor();
  const [p, q] = [colorOf(0), colorOf(1)];
  const lines = useMemo((): PlainLine[] => {
    const segment = (x: number) => [[x, 0] as const, [x, 1] as const];
    return [
      { id: 'P', name: 'P', color: p, width: 4, points: segment(0) },
      { id: 'Q', name: 'Q, drag it', color: q, width: 4, dash: [7, 2], points: segment(theta) },
    ];
  }, [theta, p, q]);
  return (
    <LinesChart
      title={`Two segments, θ = ${formatNumber(theta, 3)}`}
      plane={board}
      lines={lines}
      describe={`Two upright segments of length 1, ${formatNumber(Math.abs(theta))} apart.`}
      caption={theta === 0 ? 'they are one' : 'they share no point, however small θ'}
      overlay={(area: PlotArea) => (
        <DragSpot plane={board} area={area} x={theta} y={0.5} label="Segment Q, distance θ" color={q} moves="across" onMove={onTheta} />
      )}
    />
  );
}

function Densities({ theta, sigma }: { theta: number; sigma: number }) {
  const colorOf = useRunColor();
  const [p, q] = [colorOf(0), colorOf(1)];
  const top = 1.1 * normalDensity(0, 0, sigma);
  const plane = useMemo(
    (): Plane => ({ x: { from: -reach, to: reach, name: 'across' }, y: { from: 0, to: top }, margins: { left: 40 } }),
    [top],
  );
  const lines = useMemo((): PlainLine[] => {
    const bell = (mean: number) => places(mean, sigma).map((x) => [x, normalDensity(x, mean, sigma)] as const);
    return [
      { id: 'P', name: 'N(0, σ²)', color: p, isFilled: true, points: bell(0) },
      { id: 'Q', name: 'N(θ, σ²)', color: q, dash: [7, 2], isFilled: true, points: bell(theta) },
    ];
  }, [theta, sigma, p, q]);
  return (
    <LinesChart
      title="The same, blurred across"
      unit="density"
      plane={plane}
      lines={lines}
      describe={`Two normal densities of width ${formatNumber(sigma)}, ${formatNumber(Math.abs(theta))} apart.`}
    />
  );
}

/** Close where the bell bends, wide elsewhere. */
function places(mean: number, sigma: number): number[] {
  const near = Array.from({ length: 121 }, (_, i) => mean + ((i - 60) / 12) * sigma);
  return [-reach, ...near.filter((x) => x > -reach && x < reach), reach];
}

function Figures({ theta, sigma }: { theta: number; sigma: number }) {
  const sharp = partingSegments(theta);
  const smooth = useMemo(() => partingNormals(theta, sigma), [theta, sigma]);
  const slopes = useMemo(() => {
    const h = sigma * 1e-3;
    const [left, right] = [partingNormals(theta - h, sigma), partingNormals(theta + h, sigma)];
    return (key: keyof Distances) => (right[key] - left[key]) / (2 * h);
  }, [theta, sigma]);
  const sharpSlope = (key: keyof Distances) => {
    if (theta === 0) return 'none';
    if (key === 'w1') return formatNumber(Math.sign(theta));
    return key === 'kl' ? 'none' : '0';
  };
  return (
    <table className={classes.figures}>
      <caption>At θ = {formatNumber(theta, 3)}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">Distance</span>
          </th>
          <th scope="col">segments</th>
          <th scope="col">slope</th>
          <th scope="col">blurred</th>
          <th scope="col">slope</th>
        </tr>
      </thead>
      <tbody>
        {names.map(({ key, name, unit }) => (
          <tr key={key}>
            <th scope="row">
              {name} <span className="faint">{unit}</span>
            </th>
            <td title={formatExact(sharp[key])}>{sharp[key] === Infinity ? '∞' : formatNumber(sharp[key], 5)}</td>
            <td>{sharpSlope(key)}</td>
            <td title={formatExact(smooth[key])}>{figure(smooth[key])}</td>
            <td>{figure(slopes(key))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
/** Below what quadrature can tell from 0 it is 0. */
function figure(value: number): string {
  return Math.abs(value) < 1e-8 ? '0' : formatNumber(value, 4);
}
