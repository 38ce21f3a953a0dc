import { SegmentedControl } from '@mantine/core';
import { useMemo } from 'react';
import { PlanChart } from '../charts/plan-chart.tsx';
import { PointsChart, regionOf } from '../charts/points-chart.tsx';
import { formatNumber } from '../charts/number-format.ts';
import { noteOf } from './note.tsx';
import type { PanelKind, PanelProps } from './panel.ts';
import classes from './panels.module.css';
import { numbersOf, type RunSample, stepNote, useRunSamples } from './sample-data.ts';
import { tileColumns } from './tile-columns.ts';
import { Tiles } from './tiles.tsx';

export const planPanel: PanelKind = {
  kind: 'plan',
  title: 'Transport plan',
  help: 'The cheapest way to move a generated batch onto a real one, as a matrix or, for points, as moves in the plane.',
  size: { width: 6, height: 8 },
  Panel: PlanPanel,
};

function PlanPanel({ runs, view, options, onOptions }: PanelProps) {
  const { samples, error, isWaiting } = useRunSamples(runs, 'transport-plan', view.step);
  const isPlane = samples.length > 0 && samples.every(({ tensors }) => tensors.real?.shape.length === 2 && tensors.real.shape[1] === 2);
  const form = isPlane && options.form === 'moves' ? 'moves' : 'matrix';
  const region = useMemo(
    () => regionOf(samples.flatMap(({ tensors }) => [numbersOf(tensors, 'real'), numbersOf(tensors, 'generated')])),
    [samples],
  );
  if (samples.length === 0) {
    return (
      <div className={classes.note}>
        {noteOf(error, isWaiting, 'No transport plan recorded yet: it comes every recording.samplesEvery steps.')}
      </div>
    );
  }
  return (
    <div className={classes.stack}>
      {isPlane ? (
        <div className={classes.bar}>
          <SegmentedControl
            aria-label="Form of the plan"
            data={[
              { value: 'matrix', label: 'Matrix' },
              { value: 'moves', label: 'Moves' },
            ]}
            value={form}
            onChange={(value) => onOptions({ form: value })}
          />
        </div>
      ) : null}
      <Tiles columns={tileColumns(samples.length)}>
        {samples.map((sample) => (
          <PlanTile key={sample.run.id} sample={sample} step={view.step} form={form} region={region} />
        ))}
      </Tiles>
    </div>
  );
}

function PlanTile({
  sample,
  step,
  form,
  region,
}: {
  sample: RunSample;
  step: number | null;
  form: string;
  region: ReturnType<typeof regionOf>;
}) {
  const { run, entry, tensors } = sample;
  const drawn = useMemo(() => {
    const plan = numbersOf(tensors, 'plan');
    const size = tensors.plan?.shape[0] ?? 0;
    const moves: [number, number][] = [];
    for (let i = 0; i < plan.length; i += 1) if (plan[i] > 0) moves.push([Math.floor(i / size), i % size]);
    return { plan: { plan, size, cost: entry.meta.cost ?? null, independentCost: entry.meta.independentCost ?? null }, moves };
  }, [tensors, entry]);
  const points = useMemo(() => ({ real: numbersOf(tensors, 'real'), generated: numbersOf(tensors, 'generated') }), [tensors]);
  const note = `· ${stepNote(entry.step, step)}`;
  if (form === 'matrix') return <PlanChart title={run.label} data={drawn.plan} note={note} />;
  const cost = drawn.plan.cost === null ? '' : `· cost ${formatNumber(drawn.plan.cost)} `;
  return <PointsChart title={run.label} {...points} region={region} color={run.color} moves={drawn.moves} note={`${cost}${note}`} />;
}
