import { NativeSelect } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'wouter';
import type { SampleEntry } from '../../shared/api/measurements.ts';
import { sampleEntries } from '../api-client.ts';
import { formatStep } from '../charts/number-format.ts';
import { nearestRow, thin } from '../charts/step-rows.ts';
import { links } from '../routes.tsx';
import { picturePath } from '../runs-client.ts';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { noteOf } from './note.tsx';
import type { PanelKind, PanelProps, PanelRun } from './panel.ts';
import classes from './panels.module.css';
import { probeChoice } from './probe-choice.tsx';
import { stepNote } from './sample-data.ts';
import { useSteady } from './use-steady.ts';

export const runStepPanel: PanelKind = {
  kind: 'run-step',
  title: 'Runs × steps',
  help: 'A line a run, a column a step: the first pictures of each, from the same latents.',
  size: { width: 12, height: 10 },
  Panel: RunStepPanel,
};
const kinds = ['pictures'] as const;
const columnCounts = ['4', '6', '8', '12', '16'];
const shownPictures = { '1': 1, '4': 2, '9': 3, '16': 4 } as const;

function RunStepPanel({ runs, view, options, onView, onOptions }: PanelProps) {
  const { probeOf, choice } = probeChoice({ runs, kinds, options, onOptions });
  const having = useSteady(
    runs.filter((run) => run.detail.probes.some(({ probe, kind }) => kind === 'pictures' && probe === probeOf(run))),
  );
  const lists = useQueries({
    queries: having.map((run) => ({
      queryKey: ['samples', run.id, probeOf(run)],
      queryFn: ({ signal }: { signal: AbortSignal }) => sampleEntries(run.id, probeOf(run), signal),
    })),
  });
  const entries = useSteady(lists.map(({ data }) => data));
  const columns = Number(columnCounts.includes(options.columns) ? options.columns : 6);
  const steps = useMemo(() => {
    const all = [...new Set(entries.flatMap((list) => (list ?? []).map(({ step }) => step)))].sort((a, b) => a - b);
    return thin(all.length, columns).map((at) => all[at]);
  }, [entries, columns]);
  const count = (options.pictures ?? '4') as keyof typeof shownPictures;
  const across = shownPictures[count] ?? 2;
  if (steps.length === 0) {
    const words = 'No pictures recorded yet: they come every recording.samplesEvery steps.';
    return (
      <div className={classes.note}>
        {noteOf(
          lists.find(({ error }) => error)?.error ?? null,
          lists.some(({ isLoading }) => isLoading),
          words,
        )}
      </div>
    );
  }
  const current = nearestRow(steps, view.step);
  return (
    <div className={classes.stack}>
      <div className={classes.bar}>
        {choice}
        <NativeSelect
          aria-label="Steps"
          data={columnCounts.map((value) => ({ value, label: `${value} steps` }))}
          value={String(columns)}
          onChange={(event) => onOptions({ columns: event.currentTarget.value })}
        />
        <NativeSelect
          aria-label="Pictures in each"
          data={Object.keys(shownPictures).map((value) => ({ value, label: value === '1' ? '1 picture' : `${value} pictures` }))}
          value={count}
          onChange={(event) => onOptions({ pictures: event.currentTarget.value })}
        />
        <span className="faint">
          {view.step === null ? 'The page follows the newest step' : `The page is at step ${formatStep(view.step)}`}
        </span>
      </div>
      <ScrollBox className={classes.runSteps}>
        <table>
          <thead>
            <tr>
              <th scope="col">Run</th>
              {steps.map((step, at) => (
                <th key={step} scope="col" aria-current={at === current ? 'step' : undefined}>
                  <button type="button" onClick={() => onView({ step })} title="Bring the page to this step">
                    {formatStep(step)}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {having.map((run, at) => (
              <Line key={run.id} run={run} entries={entries[at]} steps={steps} current={current} count={Number(count)} across={across} />
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </div>
  );
}

function Line(props: {
  run: PanelRun;
  entries: SampleEntry[] | undefined;
  steps: number[];
  current: number;
  count: number;
  across: number;
}) {
  const { run, entries = [], steps, current, count, across } = props;
  const recorded = entries.map(({ step }) => step);
  return (
    <tr>
      <th scope="row">
        <span style={{ color: run.color }} aria-hidden="true">
          ●
        </span>{' '}
        <Link href={links.run(run.id)} style={{ color: 'var(--ink)' }}>
          {run.label}
        </Link>
      </th>
      {steps.map((step, at) => {
        const entry = entries[nearestRow(recorded, step)];
        return (
          <td key={step} data-current={at === current || undefined}>
            {entry && (
              <>
                <img
                  loading="lazy"
                  src={picturePath(entry.id, { columns: across, count })}
                  alt={`${run.label}, ${stepNote(entry.step, step)}`}
                  title={stepNote(entry.step, step)}
                />
                {entry.step === step ? null : <small>nearest step: {formatStep(entry.step)}</small>}
              </>
            )}
          </td>
        );
      })}
    </tr>
  );
}
