import { NativeSelect, Select } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { CurveChart } from '../charts/curve-chart.tsx';
import type { CurveLine, CurveOptions } from '../charts/curve-drawing.ts';
import { formatNumber } from '../charts/number-format.ts';
import { unsmoothed } from '../charts/smoothing.ts';
import { type Distances, distancesOf } from '../runs-client.ts';
import { noteOf } from './note.tsx';
import type { PanelKind, PanelProps, PanelRun } from './panel.ts';
import classes from './panels.module.css';

export const distancesPanel: PanelKind = {
  kind: 'distances',
  title: 'Distances of distributions',
  help: 'How far the weights or gradients of each run are from a reference’s over steps: W1, KS, or the share at the bound.',
  size: { width: 6, height: 9 },
  Panel: DistancesPanel,
};
const measures = [
  { value: 'w1', label: 'Wasserstein-1' },
  { value: 'ks', label: 'Kolmogorov–Smirnov' },
  { value: 'share', label: 'Share at the bound' },
] as const;
type Measure = (typeof measures)[number]['value'];
/** Distances in all: some tens of microseconds each. */
const budget = 6000;

function DistancesPanel({ runs, view, options, onView, onOptions }: PanelProps) {
  const keys = useMemo(() => [...new Set(runs.flatMap(({ detail }) => detail.distributions.map(({ key }) => key)))].sort(), [runs]);
  const key = options.key ?? keys.find((name) => /^weights\/(critic|discriminator)\/.*kernel/.test(name)) ?? keys[0] ?? '';
  const having = useMemo(() => runs.filter(({ detail }) => detail.distributions.some((entry) => entry.key === key)), [runs, key]);
  const measure: Measure = measures.find(({ value }) => value === options.measure)?.value ?? 'w1';
  const reference = options.reference === 'own' ? null : (having.find(({ id }) => id === options.reference) ?? having[0] ?? null);
  const ids = having.map(({ id }) => id);
  const count = Math.max(8, Math.min(120, Math.floor(budget / Math.max(1, ids.length))));
  // What has been recorded by now says whether an answer is old.
  const newest = having.reduce((sum, { detail }) => sum + (detail.distributions.find((entry) => entry.key === key)?.count ?? 0), 0);
  const { data, error, isLoading } = useQuery({
    queryKey: ['distances', ids, key, reference?.id ?? null, newest],
    queryFn: ({ signal }) => distancesOf({ runs: ids, key, reference: reference?.id ?? null, count }, signal),
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
  });
  const sorted = useMemo(() => byDistance(having, data ?? [], measure), [having, data, measure]);
  const lines = useMemo(() => sorted.map(({ line }) => line), [sorted]);
  const { range, ignoresOutliers } = view;
  const scale = options.scale === 'log' ? 'log' : 'linear';
  const chart = useMemo(
    (): CurveOptions => ({
      axis: 'step',
      scale,
      smoothing: unsmoothed,
      ignoresOutliers,
      range: view.axis === 'step' ? range : null,
      isDense: lines.length > 150,
    }),
    [scale, ignoresOutliers, range, view.axis, lines.length],
  );
  if (keys.length === 0) {
    return (
      <div className={classes.note}>
        No distributions recorded yet: weights, gradients and their norms come every recording.distributionsEvery steps.
      </div>
    );
  }
  const label = measures.find(({ value }) => value === measure)!.label;
  const from = measure === 'share' ? '' : reference === null ? ' from each run’s own beginning' : ` from ${reference.label}`;
  return (
    <div className={classes.stack}>
      <div className={classes.bar}>
        <Select
          aria-label="What is distributed"
          data={[...new Set([key, ...keys])]}
          value={key}
          onChange={(value) => value && onOptions({ key: value })}
          searchable
          allowDeselect={false}
          className={classes.grow}
        />
        <NativeSelect
          aria-label="Distance"
          data={[...measures]}
          value={measure}
          onChange={(event) => onOptions({ measure: event.currentTarget.value })}
        />
        <NativeSelect
          aria-label="Reference"
          data={[{ value: 'own', label: 'Own beginning' }, ...having.map(({ id, label: name }) => ({ value: id, label: name }))]}
          value={reference?.id ?? 'own'}
          disabled={measure === 'share'}
          onChange={(event) => onOptions({ reference: event.currentTarget.value })}
          w={150}
        />
      </div>
      <div className={classes.pictures}>
        <CurveChart
          title={`${label}${from}: ${key}`}
          lines={lines}
          isExact
          options={chart}
          onRange={(next) => onView({ range: next })}
          cursor={view.step}
          said={saidOf(data ?? [], measure, count)}
          empty={noteOf(error, isLoading, `None of the shown runs has recorded ${key}.`)}
        />
      </div>
      <Ranking sorted={sorted} label={label} />
    </div>
  );
}

interface Ranked {
  line: CurveLine;
  last: number;
}

/** The nearest first, by the last recorded step; what can't be told last. */
function byDistance(runs: readonly PanelRun[], distances: readonly Distances[], measure: Measure): Ranked[] {
  const byRun = new Map(distances.map((entry) => [entry.run, entry]));
  return runs
    .flatMap((run): Ranked[] => {
      const found = byRun.get(run.id);
      if (!found || found[measure].every(Number.isNaN)) return [];
      const start = run.detail.run.startedAt ?? run.detail.run.createdAt;
      const values = found[measure];
      const line = {
        run: run.id,
        key: measure,
        label: run.label,
        color: run.color,
        dash: run.dash,
        start,
        steps: found.steps,
        times: found.steps,
        values,
      };
      return [{ line, last: values[values.length - 1] }];
    })
    .sort((a, b) => Number(Number.isNaN(a.last)) - Number(Number.isNaN(b.last)) || a.last - b.last);
}

function saidOf(distances: readonly Distances[], measure: Measure, count: number): string {
  const apart = distances.reduce((sum, { steps, references }) => sum + steps.filter((step, at) => step !== references[at]).length, 0);
  const thinned = distances.some(({ steps }) => steps.length >= count) ? ` At most ${count} steps a run, evenly chosen.` : '';
  const nearest = measure !== 'share' && apart > 0 ? `${apart} of the steps are held against the reference’s nearest recorded step.` : '';
  return `${nearest}${thinned}`.trim();
}

const mostRanked = 12;
function Ranking({ sorted, label }: { sorted: Ranked[]; label: string }) {
  if (sorted.length < 2) return null;
  return (
    <ol className={classes.ranking} aria-label={`Runs by ${label} at their last step, lowest first`}>
      {sorted.slice(0, mostRanked).map(({ line, last }) => (
        <li key={line.run}>
          <span style={{ color: line.color }} aria-hidden="true">
            ●
          </span>{' '}
          {line.label} <b>{formatNumber(last)}</b>
        </li>
      ))}
      {sorted.length > mostRanked && <li>and {sorted.length - mostRanked} more</li>}
    </ol>
  );
}
