import { ActionIcon, NativeSelect } from '@mantine/core';
import { IconDice5 } from '@tabler/icons-react';
import { useMemo } from 'react';
import { entropicCurve, entropicPlan } from '../../../shared/lab/sinkhorn.ts';
import { independentPlan, lineCosts, lineW1, monotonePlan, planCost, sharesOf, shuffledPlan } from '../../../shared/lab/transport-line.ts';
import { ColorBar } from '../../charts/color-bar.tsx';
import { sequentialScale } from '../../charts/color-maps.ts';
import { formatNumber } from '../../charts/number-format.ts';
import { EmptyPlace } from '../../ui/empty-place.tsx';
import { useRunColor } from '../../ui/use-scheme.ts';
import { Bars } from './bars.tsx';
import { EntropicChart } from './entropic-chart.tsx';
import { Knob } from './knob.tsx';
import type { LabKind } from './lab.ts';
import { choiceField, numbersField, scaleField, wholeField } from './lab-words.ts';
import { PlanMatrix } from './plan-matrix.tsx';
import { useLabState } from './use-lab-state.ts';
import classes from './labs.module.css';

export const emdLab: LabKind = {
  name: 'emd',
  title: 'Moving earth',
  lead: 'A plan says how much earth of each place of P goes to each place of Q; the earth mover’s distance is what the cheapest one costs. Every plan has the same sums at its edges and most are far too dear; a price ε on sharpness blurs the cheapest one into a smooth one that is quick to find.',
  tex: 'W(P,Q)=\\min_{\\gamma\\ge 0}\\sum_{i,j}\\gamma_{ij}\\,\\lVert x_i-y_j\\rVert\\quad\\text{with}\\quad\\gamma\\mathbf 1=P,\\;\\gamma^{\\!\\top}\\mathbf 1=Q',
  papers: [
    { title: 'Arjovsky, Chintala and Bottou 2017, Wasserstein GAN', arxiv: '1701.07875' },
    { title: 'Cuturi 2013, Sinkhorn distances', arxiv: '1306.0895' },
  ],
  Lab: EmdLab,
};

const bins = 10;
const highest = 20;
const costs = lineCosts(bins);
/** From blurred to sharp. */
const epsilons = Array.from({ length: 31 }, (_, i) => 10 ** ((Math.log10(0.003) * i) / 30));
const starts = {
  'one hill, two hills': [
    [0, 1, 4, 12, 18, 14, 6, 2, 0, 0],
    [8, 14, 5, 0, 0, 0, 1, 9, 16, 4],
  ],
  'one hill, moved': [
    [2, 9, 16, 9, 2, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 2, 9, 16, 9, 2, 0],
  ],
  'ramps, opposed': [
    [20, 18, 16, 14, 12, 10, 8, 6, 4, 2],
    [2, 4, 6, 8, 10, 12, 14, 16, 18, 20],
  ],
  'two spikes': [
    [0, 0, 0, 20, 0, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 0, 0, 20, 0, 0],
  ],
} as const;
type Start = keyof typeof starts;
const usual: Start = 'one hill, two hills';
const fields = {
  p: numbersField(starts[usual][0], 0, highest, 0),
  q: numbersField(starts[usual][1], 0, highest, 0),
  epsilon: scaleField(0.03, 0.003, 1),
  bad: choiceField('independent', ['independent', 'shuffled'] as const),
  seed: wholeField(1, 0, 9999),
};

function EmdLab() {
  const { state, set } = useLabState(fields);
  const { p: heightsP, q: heightsQ, epsilon, bad, seed } = state;
  const colorOf = useRunColor();
  const p = useMemo(() => sharesOf(heightsP), [heightsP]);
  const q = useMemo(() => sharesOf(heightsQ), [heightsQ]);
  const plans = useMemo(() => {
    if (!p || !q) return null;
    const best = monotonePlan(p, q);
    const worse = bad === 'independent' ? independentPlan(p, q) : shuffledPlan(p, q, seed);
    return { best, worse, w1: lineW1(p, q), worseCost: planCost(worse, costs) };
  }, [p, q, bad, seed]);
  const entropic = useMemo(() => (p && q ? entropicPlan(p, q, costs, epsilon) : null), [p, q, epsilon]);
  const curve = useMemo(() => (p && q ? entropicCurve(p, q, costs, epsilons) : null), [p, q]);
  const scale = useMemo(() => {
    const roots = plans && entropic ? [plans.best, plans.worse, entropic.plan].map((plan) => plan.map(Math.sqrt)) : [];
    return sequentialScale(roots);
  }, [plans, entropic]);
  const colors = { p: colorOf(0), q: colorOf(1) };
  const start = (Object.keys(starts) as Start[]).find(
    (name) => starts[name][0].join() === heightsP.join() && starts[name][1].join() === heightsQ.join(),
  );
  const matrix = { bins, costs, scale, colors };
  return (
    <>
      <div className={classes.knobs}>
        <NativeSelect
          aria-label="Histograms"
          value={start ?? ''}
          data={[...(start ? [] : [{ value: '', label: 'drawn by hand' }]), ...Object.keys(starts)]}
          onChange={(event) => {
            const name = event.currentTarget.value as Start | '';
            if (name !== '') set({ p: starts[name][0], q: starts[name][1] });
          }}
        />
        <Knob label="ε, the price of sharpness" value={epsilon} low={0.003} high={1} isLog onValue={(next) => set({ epsilon: next })} />
        <span className={classes.knob}>
          <span className={classes.knobName}>Bad plan</span>
          <NativeSelect
            aria-label="Bad plan"
            value={bad}
            data={[
              { value: 'independent', label: 'paired at random' },
              { value: 'shuffled', label: 'north-west corner, shuffled' },
            ]}
            onChange={(event) => set({ bad: event.currentTarget.value === 'shuffled' ? 'shuffled' : 'independent' })}
          />
          <ActionIcon aria-label="Shuffle anew" disabled={bad !== 'shuffled'} onClick={() => set({ seed: (seed + 1) % 10000 })}>
            <IconDice5 size={14} />
          </ActionIcon>
        </span>
        <span className="soft" title="Colours go by the root of the mass, so that little is seen too; the same in all three.">
          <ColorBar scale={scale} label="earth:" write={(root) => formatNumber(root * root, 2)} />
        </span>
      </div>
      <div
        className={classes.work}
        style={{
          gridTemplateColumns: 'minmax(220px, 0.8fr) repeat(3, minmax(0, 1fr))',
          gridTemplateRows: 'minmax(300px, 1.35fr) minmax(190px, 1fr)',
        }}
      >
        <div className={classes.side} style={{ gridRow: '1 / 3' }}>
          <Bars name="P" color={colors.p} heights={heightsP} shares={p} highest={highest} onHeights={(next) => set({ p: next })} />
          <Bars name="Q" color={colors.q} heights={heightsQ} shares={q} highest={highest} onHeights={(next) => set({ q: next })} />
        </div>
        {plans && entropic && curve && p && q ? (
          <>
            <PlanMatrix {...matrix} title="The cheapest plan" plan={plans.best} cost={plans.w1} caption="exact; the whole line is 1 long" />
            <PlanMatrix
              {...matrix}
              title="A bad plan"
              plan={plans.worse}
              cost={plans.worseCost}
              caption={plans.w1 > 0 ? `${formatNumber(plans.worseCost / plans.w1, 3)} times the cheapest` : 'the cheapest costs nothing'}
            />
            <PlanMatrix
              {...matrix}
              title={`Entropic, ε = ${formatNumber(epsilon, 3)}`}
              plan={entropic.plan}
              cost={entropic.cost}
              caption={`${entropic.rounds} rounds + ${entropic.newtonSteps} Newton steps, sums right to ${formatNumber(entropic.marginalError, 1)}`}
            />
            <EntropicChart
              curve={curve}
              epsilon={epsilon}
              w1={plans.w1}
              worst={planCost(independentPlan(p, q), costs)}
              onEpsilon={(next) => set({ epsilon: next })}
            />
          </>
        ) : (
          <div style={{ gridArea: '1 / 2 / 3 / 5' }}>
            <EmptyPlace title="A plan needs earth on both sides">
              <p>Drag a bar of the empty histogram up, or choose a pair of histograms above. The plans, their sums and costs stand here.</p>
            </EmptyPlace>
          </div>
        )}
      </div>
    </>
  );
}
