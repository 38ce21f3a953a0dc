import { SegmentedControl, Select } from '@mantine/core';
import { useMemo } from 'react';
import { DistributionChart } from '../charts/distribution-chart.tsx';
import type { DistributionEntry, Span } from '../charts/distribution-drawing.ts';
import { boundOf } from '../charts/distribution-drawing.ts';
import { HeatMapChart } from '../charts/heat-map-chart.tsx';
import { RidgeChart } from '../charts/ridge-chart.tsx';
import { nearestRow } from '../charts/step-rows.ts';
import { useDistributions, type RecordedSteps } from './distribution-data.ts';
import { noteOf } from './note.tsx';
import type { PanelKind, PanelProps } from './panel.ts';
import classes from './panels.module.css';
import { Tiles } from './tiles.tsx';
import { useSteady } from './use-steady.ts';

export const distributionsPanel: PanelKind = {
  kind: 'distributions',
  title: 'Distributions',
  help: 'Weights, gradients or gradient norms: overlaid at one step, as ridges or heat map over steps, or as a difference.',
  size: { width: 6, height: 8 },
  Panel: DistributionsPanel,
};
const forms = [
  { value: 'overlay', label: 'Overlay' },
  { value: 'difference', label: 'Difference' },
  { value: 'ridge', label: 'Ridge' },
  { value: 'heat', label: 'Heat map' },
];

function DistributionsPanel({ runs, view, options, onOptions }: PanelProps) {
  const keys = useMemo(() => [...new Set(runs.flatMap(({ detail }) => detail.distributions.map(({ key }) => key)))].sort(byKind), [runs]);
  const key = options.key ?? firstKey(keys);
  const having = useMemo(() => runs.filter(({ detail }) => detail.distributions.some((entry) => entry.key === key)), [runs, key]);
  const { data, error, isWaiting } = useDistributions(
    having.map(({ id }) => id),
    key,
  );
  const recorded = useSteady(data);
  const loaded = useMemo(() => pair(having, recorded), [having, recorded]);
  const form = options.form ?? (runs.length === 1 ? 'ridge' : 'overlay');
  const hasBound = useMemo(() => boundOf(loaded.flatMap(({ recorded }) => recorded.distributions.slice(-1))) !== null, [loaded]);
  const span: Span = hasBound && options.span !== 'all' ? 'bound' : 'all';
  const scale = options.scale === 'log' ? 'log' : 'linear';
  const entries = useMemo(
    () =>
      loaded.map(({ run, recorded }): DistributionEntry => {
        const row = nearestRow(recorded.steps, view.step);
        return {
          run: run.id,
          label: run.label,
          color: run.color,
          dash: run.dash,
          step: recorded.steps[row],
          distribution: recorded.distributions[row],
        };
      }),
    [loaded, view.step],
  );
  const series = useMemo(
    () => loaded.map(({ run, recorded }) => ({ run: run.id, label: run.label, color: run.color, ...recorded })),
    [loaded],
  );
  const together = useMemo(() => loaded.flatMap(({ recorded }) => recorded.distributions), [loaded]);
  const empty =
    runs.length === 0
      ? 'No run is switched on.'
      : keys.length === 0
        ? 'No distributions recorded yet: weights, gradients and their norms come every recording.distributionsEvery steps.'
        : noteOf(error, isWaiting, `None of the shown runs has recorded ${key}.`);
  if (keys.length === 0) return <div className={classes.note}>{empty}</div>;
  return (
    <div className={classes.stack}>
      <div className={classes.bar}>
        <Select
          aria-label="What is distributed"
          data={[...new Set([key, ...keys])].filter((entry) => entry !== '')}
          value={key || null}
          onChange={(value) => value && onOptions({ key: value })}
          searchable
          allowDeselect={false}
          className={classes.grow}
        />
        <Select
          aria-label="Form"
          data={forms}
          value={form}
          onChange={(value) => value && onOptions({ form: value })}
          allowDeselect={false}
          className={classes.form}
        />
        {hasBound ? (
          <SegmentedControl
            aria-label="Values shown"
            data={[
              { value: 'bound', label: '±c' },
              { value: 'all', label: 'All' },
            ]}
            value={span}
            onChange={(value) => onOptions({ span: value })}
          />
        ) : null}
        {form === 'overlay' ? (
          <SegmentedControl
            aria-label="Scale of shares"
            data={[
              { value: 'linear', label: 'Lin' },
              { value: 'log', label: 'Log' },
            ]}
            value={scale}
            onChange={(value) => onOptions({ scale: value })}
          />
        ) : null}
      </div>
      {form === 'overlay' || form === 'difference' || series.length === 0 ? (
        <div className={classes.pictures}>
          <DistributionChart
            title={`${key}, ${form === 'difference' && loaded.length > 0 ? `difference from ${loaded[0].run.label}, ` : ''}${stepWords(entries, view.step)}`}
            entries={entries}
            span={span}
            scale={scale}
            form={form === 'difference' ? 'difference' : 'overlay'}
            empty={empty}
          />
        </div>
      ) : form === 'heat' ? (
        <Tiles columns={series.length}>
          {series.map((one) => (
            <HeatMapChart key={one.run} title={one.label} data={one} together={together} span={span} step={view.step} />
          ))}
        </Tiles>
      ) : (
        <Tiles columns={series.length}>
          {series.map((one) => (
            <RidgeChart key={one.run} title={one.label} data={one} together={together} span={span} step={view.step} />
          ))}
        </Tiles>
      )}
    </div>
  );
}

interface Loaded {
  run: PanelProps['runs'][number];
  recorded: RecordedSteps;
}
function pair(runs: PanelProps['runs'], data: (RecordedSteps | undefined)[]): Loaded[] {
  return runs.flatMap((run, i) => {
    const recorded = data[i];
    return recorded && recorded.steps.length > 0 ? [{ run, recorded }] : [];
  });
}

function stepWords(entries: DistributionEntry[], step: number | null): string {
  const steps = [...new Set(entries.map((entry) => entry.step))];
  if (steps.length === 0) return 'no step';
  const words = `step ${steps.join(' and ')}`;
  return step !== null && steps.some((recorded) => recorded !== step) ? `${words} (nearest recorded to ${step})` : words;
}

/** A critic's large kernel says most. */
function firstKey(keys: string[]): string {
  const kernels = keys.filter((key) => /^weights\/(critic|discriminator)\/.*kernel/.test(key));
  return kernels[Math.floor((kernels.length - 1) / 2)] ?? keys[0] ?? '';
}
const order = ['weights', 'gradient-norm', 'gradients'];
function byKind(a: string, b: string): number {
  const rank = (key: string) => {
    const place = order.indexOf(key.split('/')[0]);
    return place < 0 ? order.length : place;
  };
  return rank(a) - rank(b) || a.localeCompare(b, 'en', { numeric: true });
}
