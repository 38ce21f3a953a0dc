import { SegmentedControl } from '@mantine/core';
import { useDeferredValue, useMemo } from 'react';
import { type Cloud, judge, logDensity } from '../../../shared/lab/two-clouds.ts';
import { formatExact, formatNumber } from '../../charts/number-format.ts';
import type { Plane, PlotArea, Spot } from '../../charts/plane.ts';
import { useRunColor } from '../../ui/use-scheme.ts';
import { DragSpot } from './drag-spot.tsx';
import { Knob } from './knob.tsx';
import type { LabKind } from './lab.ts';
import { choiceField, numberField, scaleField } from './lab-words.ts';
import { type Dot, LinesChart, type PlainLine } from './lines-chart.tsx';
import { PullChart, PullTable } from './pull-chart.tsx';
import { type Scene, sceneOf } from './two-clouds-scene.ts';
import { useLabState } from './use-lab-state.ts';
import classes from './labs.module.css';

export const twoCloudsLab: LabKind = {
  name: 'two-clouds',
  title: 'Two clouds',
  lead: 'The best sigmoid discriminator of two clouds is D* = p/(p+q): as they part it becomes a step and its slope at the generated points vanishes. The best critic of slope at most 1 pulls each point just as hard at any distance; the non-saturating loss pulls too, the harder the farther.',
  tex: 'D^*(x)=\\frac{p(x)}{p(x)+q(x)},\\qquad f^*=\\arg\\max_{\\lVert f\\rVert_L\\le 1}\\mathbb E_p f-\\mathbb E_q f,\\quad |f^{*\\prime}|=1',
  papers: [
    { title: 'Goodfellow and others 2014, Generative adversarial nets', arxiv: '1406.2661' },
    { title: 'Arjovsky, Chintala and Bottou 2017, Wasserstein GAN, figure 2', arxiv: '1701.07875' },
  ],
  Lab: TwoCloudsLab,
};

const farthest = 6;
const fields = {
  d: numberField(3, 0, farthest, 2),
  sigma: scaleField(0.5, 0.2, 1.5),
  real: choiceField('one', ['one', 'two'] as const),
};

function TwoCloudsLab() {
  const { state, set } = useLabState(fields);
  const { d, sigma, real } = state;
  const scene = useMemo(() => sceneOf(d, sigma, real), [d, sigma, real]);
  // The hand on σ does not wait for the curves over d.
  const width = useDeferredValue(sigma);
  const sweep = useMemo(
    () => Array.from({ length: 61 }, (_, i) => (i / 60) * farthest).map((at) => ({ d: at, scene: sceneOf(at, width, real) })),
    [width, real],
  );
  const put = (next: number) => set({ d: Number(Math.max(0, Math.min(farthest, next)).toFixed(2)) });
  return (
    <>
      <div className={classes.knobs}>
        <Knob label="d, the distance" value={d} low={0} high={farthest} step={0.02} onValue={put} />
        <Knob label="σ, the width" value={sigma} low={0.2} high={1.5} isLog onValue={(next) => set({ sigma: next })} />
        <SegmentedControl
          aria-label="Real cloud"
          value={real}
          onChange={(value) => set({ real: value === 'two' ? 'two' : 'one' })}
          data={[
            { value: 'one', label: 'One real hill' },
            { value: 'two', label: 'Two real hills' },
          ]}
        />
        <span className="soft">Exact, nothing is trained.</span>
      </div>
      <div
        className={classes.work}
        style={{ gridTemplateColumns: 'repeat(3, minmax(0, 1fr))', gridTemplateRows: 'minmax(0, 1fr) minmax(0, 1.1fr)' }}
      >
        <Clouds scene={scene} d={d} onD={put} />
        <JudgeChart scene={scene} what="discriminator" />
        <JudgeChart scene={scene} what="critic" />
        <div style={{ gridColumn: '1 / 3' }}>
          <PullChart sweep={sweep} d={d} onD={put} />
        </div>
        <PullTable scene={scene} />
      </div>
    </>
  );
}

const [left, right] = [-4, 8];
const across = { from: left, to: right, name: 'x' };
const grid = Array.from({ length: 401 }, (_, i) => left + (i / 400) * (right - left));

function Clouds({ scene, d, onD }: { scene: Scene; d: number; onD: (d: number) => void }) {
  const colorOf = useRunColor();
  const [realColor, fakeColor] = [colorOf(0), colorOf(1)];
  const { real, generated, points } = scene;
  const top = 1.15 / (generated.width * Math.sqrt(2 * Math.PI));
  const plane = useMemo((): Plane => ({ x: across, y: { from: 0, to: top }, margins: { left: 44 } }), [top]);
  const lines = useMemo((): PlainLine[] => {
    const hill = (cloud: Cloud) => grid.map((x) => [x, Math.exp(logDensity(cloud, x))] as const);
    return [
      { id: 'real', name: 'real p', color: realColor, isFilled: true, points: hill(real) },
      { id: 'generated', name: 'generated q, drag it', color: fakeColor, dash: [7, 2], isFilled: true, points: hill(generated) },
    ];
  }, [real, generated, realColor, fakeColor]);
  const dots = useMemo(() => points.map((x): Dot => ({ x, y: top * 0.03, color: fakeColor, size: 6 })), [points, top, fakeColor]);
  const tip = (spot: Spot) => (
    <>
      <div className="soft">x = {formatNumber(spot.x, 3)}</div>
      <div>p {formatExact(Number(Math.exp(logDensity(real, spot.x)).toPrecision(5)))}</div>
      <div>q {formatExact(Number(Math.exp(logDensity(generated, spot.x)).toPrecision(5)))}</div>
    </>
  );
  return (
    <LinesChart
      title={`Two clouds, d = ${formatNumber(d, 3)}`}
      unit="density"
      plane={plane}
      lines={lines}
      dots={dots}
      tip={tip}
      describe={`Densities of the real and the generated cloud, ${formatNumber(d)} apart, and ${points.length} generated points.`}
      overlay={(area: PlotArea) => (
        <DragSpot
          plane={plane}
          area={area}
          x={d}
          y={top * 0.87}
          label="Generated cloud, distance d"
          color={fakeColor}
          moves="across"
          onMove={onD}
        />
      )}
    />
  );
}

function JudgeChart({ scene, what }: { scene: Scene; what: 'discriminator' | 'critic' }) {
  const colorOf = useRunColor();
  const isCritic = what === 'critic';
  const [color, fakeColor] = [colorOf(isCritic ? 2 : 7), colorOf(1)];
  const { real, generated, points, critic } = scene;
  const valueAt = useMemo(
    () => (isCritic ? critic.value : (x: number) => judge(real, generated, x).probability),
    [isCritic, critic, real, generated],
  );
  const values = useMemo(() => grid.map((x) => [x, valueAt(x)] as const), [valueAt]);
  const [low, high] = isCritic
    ? [Math.floor(Math.min(...values.map(([, y]) => y))), Math.ceil(Math.max(...values.map(([, y]) => y)))]
    : [-0.08, 1.08];
  const plane = useMemo(
    (): Plane => ({ x: across, y: { from: low, to: Math.max(high, low + 1), isRuled: true }, margins: { left: 44 } }),
    [low, high],
  );
  const lines = useMemo(
    (): PlainLine[] => [{ id: what, name: isCritic ? 'f*(x)' : 'D*(x)', color, width: 2, points: values }],
    [what, isCritic, color, values],
  );
  const dots = useMemo(() => points.map((x): Dot => ({ x, y: valueAt(x), color: fakeColor, size: 6 })), [points, valueAt, fakeColor]);
  return (
    <LinesChart
      title={isCritic ? 'The best critic' : 'The best discriminator'}
      unit={isCritic ? 'value, known up to a constant' : 'probability of real'}
      plane={plane}
      lines={lines}
      dots={dots}
      tip={(spot) => `${isCritic ? 'f*' : 'D*'}(${formatNumber(spot.x, 3)}) = ${formatExact(Number(valueAt(spot.x).toPrecision(6)))}`}
      describe={`${isCritic ? 'The best critic of slope at most 1' : 'The best discriminator'} over x, with its values at the generated points.`}
      caption={isCritic ? `earns W₁ = ${formatNumber(critic.w1(), 5)}` : 'p/(p+q); dots: at the generated points'}
    />
  );
}
