import { unsmoothed } from '../../charts/smoothing.ts';
import { computedOn } from '../../../shared/device-words.ts';
import { ActionIcon, Button } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link, useLocation } from 'wouter';
import type { RunRow } from '../../../shared/api/runs.ts';
import { configDifference } from '../../../shared/config-paths.ts';
import { knownConfig } from '../../../shared/origin.ts';
import { isOfMachine } from '../../../shared/series-roles.ts';
import type { Run } from '../../../shared/run.ts';
import { type Curve, curves, sample } from '../../api-client.ts';
import { CurveChart } from '../../charts/curve-chart.tsx';
import type { CurveLine } from '../../charts/curve-drawing.ts';
import { formatNumber, formatStep } from '../../charts/number-format.ts';
import { useChanges } from '../../live.ts';
import { useCatalogue, useRunDetail, useSampleEntries } from '../../queries.ts';
import { links } from '../../routes.tsx';
import { runColor, runDash, type Scheme } from '../../theme.ts';
import { formatDuration, formatSpeed } from '../../ui/format.ts';
import { noteOf } from '../../panels/note.tsx';
import { useCalm } from '../../ui/calm.ts';
import { useHiddenRuns } from '../../ui/hidden-runs.ts';
import { PictureGrid, PointCloud } from '../../ui/tensor-canvas.tsx';
import { regionOf } from '../../ui/tensor-drawing.ts';
import { RunNotes } from '../../ui/run-notes.tsx';
import { StatusGlyph } from '../../ui/status-glyph.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { useRunColor, useScheme } from '../../ui/use-scheme.ts';
import { HealthFindings } from '../run/health-findings.tsx';
import { seriesEntry } from './run-columns.tsx';
import { runTitle, shownName } from '../../ui/run-title.ts';
import classes from './runs.module.css';

/** What a run (and the selection, as curves) looks like, beside the table: the focused one, the first of the list before any is. */
export function RunPreview({ focused, selection, onClose }: { focused: string | null; selection: RunRow[]; onClose: () => void }) {
  const { data } = useRunDetail(focused);
  const [, navigate] = useLocation();
  if (!focused) {
    return (
      <aside className={classes.preview} aria-label="Preview">
        <div className={classes.previewHead}>
          <span className="soft fill">No run to look at.</span>
          <Close onClose={onClose} />
        </div>
      </aside>
    );
  }
  const run = data?.run;
  return (
    <aside className={classes.preview} aria-label="Preview">
      <div className={classes.previewHead}>
        {run && <StatusGlyph status={run.status} />}
        <h2 className="fill ellipsis" title={run?.name}>
          {run ? runTitle(run) : ' '}
        </h2>
        <Button onClick={() => navigate(links.run(focused))}>Open</Button>
        <Close onClose={onClose} />
      </div>
      {!run && (
        <div className={classes.previewBody}>
          <Waiting />
        </div>
      )}
      {run && (
        <div className={classes.previewBody}>
          {run.sentence && <p className="soft">{run.sentence}</p>}
          <HealthFindings run={run.id} findings={data.findings} />
          <PreviewCurves
            runs={selection.length > 1 ? selection : [run]}
            keys={data.series.map((summary) => summary.key).filter((key) => !isOfMachine(key))}
          />
          <PreviewSamples key={run.id} run={run} probes={data.probes.map(({ probe, kind }) => ({ probe, kind }))} />
          <h3>Notes</h3>
          <RunNotes key={run.id} run={run} />
          <h3>Run</h3>
          <dl className={classes.figures}>
            <Figure
              name="Step"
              value={run.origin === null ? `${formatStep(run.step)} of ${formatStep(run.config.steps)}` : formatStep(run.step)}
            />
            <Figure name="Speed" value={formatSpeed(run.stepsPerSecond)} />
            <Figure name="Trained for" value={formatDuration(run.trainedFor)} />
            {run.origin === null ? (
              <Figure name="Checkpoints" value={String(data.checkpoints.length)} />
            ) : (
              <Figure name="Logged by" value={run.origin.title} />
            )}
            {run.environment && <Figure name="Backend" value={computedOn(run.environment)} />}
            {run.experiment !== null && <Figure name="Experiment" value={run.experiment} />}
            {run.parent && (
              <Figure
                name={run.origin === null ? 'Forked' : 'Nested'}
                value={run.origin === null ? `at step ${formatStep(run.parent.step)}` : 'in another run'}
                link={links.run(run.parent.run)}
              />
            )}
          </dl>
          <h3>Config</h3>
          <dl className={classes.figures}>
            {configDifference([knownConfig(run)]).map(({ key, values: [value] }) => (
              <Figure key={key} name={key} value={typeof value === 'number' ? formatNumber(value, 6) : String(value)} />
            ))}
          </dl>
        </div>
      )}
    </aside>
  );
}

function Close({ onClose }: { onClose: () => void }) {
  return (
    <ActionIcon aria-label="Close the preview" onClick={onClose}>
      <IconX size={15} />
    </ActionIcon>
  );
}

function Figure({ name, value, link }: { name: string; value: string; link?: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{link ? <Link href={link}>{value}</Link> : value}</dd>
    </>
  );
}

/** Up to two series that say most: a figure of merit, then the first loss. */
function PreviewCurves({ runs, keys }: { runs: Run[]; keys: string[] }) {
  const { data: catalogue } = useCatalogue();
  const merit = keys.find((key) => seriesEntry(key, catalogue).better) ?? keys[0];
  const loss = keys.find((key) => key.startsWith('loss') && key !== merit) ?? keys.find((key) => key !== merit);
  return [merit, loss]
    .filter((key) => key !== undefined)
    .map((key) => <PreviewCurve key={key} runs={runs} series={key} title={seriesEntry(key, catalogue).label} />);
}

const options = { axis: 'step', scale: 'linear', smoothing: unsmoothed, ignoresOutliers: false, range: null } as const;

function PreviewCurve({ runs, series, title }: { runs: Run[]; series: string; title: string }) {
  const scheme = useScheme();
  const hidden = useHiddenRuns((store) => store.hidden);
  const shown = runs.filter((run) => !hidden[run.id]).slice(0, 50);
  const ids = shown.map((run) => run.id);
  const { data, error, refetch } = useQuery({
    queryKey: ['preview-curve', ids, series],
    queryFn: async ({ signal }) => ({
      ...(await curves({ series: ids.map((run) => ({ run, key: series })), pixels: 320 }, signal)),
      runs: new Map(shown.map((run) => [run.id, run])),
    }),
    placeholderData: keepPreviousData,
    enabled: ids.length > 0,
  });
  const again = useCalm(() => void refetch({ cancelRefetch: false }), 400);
  useChanges(ids, ['points'], again);
  const lines = useMemo(() => (data?.curves ?? []).flatMap((curve) => lineOf(curve, data?.runs.get(curve.run), scheme)), [data, scheme]);
  return (
    <div style={{ height: 180, marginBottom: 8, display: 'flex', flexDirection: 'column' }}>
      <CurveChart
        title={title}
        lines={lines}
        isExact={data?.exact ?? true}
        options={options}
        onRange={() => {}}
        empty={noteOf(error, data === undefined, 'No points yet.')}
      />
    </div>
  );
}

function lineOf(curve: Curve, run: Run | undefined, scheme: Scheme): CurveLine[] {
  if (!run) return [];
  const color = runColor(run.color, scheme);
  return [{ ...curve, label: shownName(run.name), color, dash: runDash(run.number), start: run.startedAt ?? run.createdAt }];
}

function PreviewSamples({ run, probes }: { run: Run; probes: { probe: string; kind: string }[] }) {
  const { ref, width } = useElementSize();
  const probe = probes.find(({ kind }) => kind === 'pictures') ?? probes.find(({ kind }) => kind === 'points');
  const { data: entries } = useSampleEntries(probe ? run.id : null, probe?.probe ?? '');
  const last = entries?.at(-1);
  const { data } = useQuery({
    queryKey: ['sample', last?.id],
    queryFn: ({ signal }) => sample(last?.id ?? 0, signal),
    enabled: last !== undefined,
    placeholderData: keepPreviousData,
  });
  const scheme = useScheme();
  const colorOf = useRunColor();
  if (!probe) return null;
  const { pixels, real, generated } = data?.tensors ?? {};
  const label = `Newest samples of ${shownName(run.name)}${last ? `, step ${last.step}` : ''}`;
  return (
    <>
      <h3>Newest samples{last && <span className="faint"> step {formatStep(last.step)}</span>}</h3>
      <div ref={ref} style={{ minHeight: Math.min(width, 300) || 200 }}>
        {!data && <Waiting />}
        {width > 0 && pixels && <PictureGrid pixels={pixels} width={width} limit={66} label={label} />}
        {width > 0 && generated && (
          <PointCloud
            sets={[
              ...(real ? [{ points: real, color: scheme === 'dark' ? '#8b949f' : '#626c78', opacity: 0.4 }] : []),
              { points: generated, color: colorOf(run.color) },
            ]}
            region={last?.meta.region ?? regionOf([real ?? generated])}
            width={width}
            height={Math.min(width, 300)}
            label={label}
          />
        )}
      </div>
    </>
  );
}
