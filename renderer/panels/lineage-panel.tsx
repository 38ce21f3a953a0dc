import { Button, Select } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { RunMember } from '../../shared/api/lineage.ts';
import { CurveChart } from '../charts/curve-chart.tsx';
import type { CurveLine, CurveOptions } from '../charts/curve-drawing.ts';
import { formatStep } from '../charts/number-format.ts';
import { unsmoothed } from '../charts/smoothing.ts';
import { links } from '../routes.tsx';
import { lineage } from '../runs-client.ts';
import { runTitle } from '../ui/run-title.ts';
import { ScrollBox } from '../ui/scroll-box.tsx';
import { StatusGlyph } from '../ui/status-glyph.tsx';
import { useRunColor } from '../ui/use-scheme.ts';
import { keySeries } from './first-look.ts';
import { seriesOf } from './curve-keys.ts';
import { noteOf } from './note.tsx';
import type { PanelKind, PanelProps, PanelRun } from './panel.ts';
import classes from './panels.module.css';
import { useSeriesNames } from './series-names.ts';
import { useCurves } from './use-curves.ts';
import { useSteady } from './use-steady.ts';

export const lineagePanel: PanelKind = {
  kind: 'lineage',
  title: 'Lineage',
  help: 'What was forked from what, and each fork’s curve drawn on from its parent’s.',
  size: { width: 12, height: 10 },
  Panel: LineagePanel,
};
/** Families that are looked up. */
const mostFamilies = 40;

function LineagePanel({ runs, view, options, onView, onOptions }: PanelProps) {
  const [pixels, setPixels] = useState(0);
  const names = useSeriesNames();
  const [, navigate] = useLocation();
  const answers = useQueries({
    queries: runs.slice(0, mostFamilies).map(({ id }) => ({
      queryKey: ['runs', 'lineage', id],
      queryFn: ({ signal }: { signal: AbortSignal }) => lineage(id, signal),
    })),
  });
  const found = useSteady(answers.map(({ data }) => data));
  const families = useMemo(() => {
    const byRoot = new Map(found.flatMap((family) => (family?.members[0] ? [[family.members[0].id, family.members] as const] : [])));
    return [...byRoot.values()].sort((a, b) => b.length - a.length);
  }, [found]);
  const keys = useMemo(() => seriesOf(runs), [runs]);
  const key = options.key ?? keySeries(keys)[0] ?? '';
  const series = useMemo(
    () =>
      runs
        .filter(({ detail }) => detail.series.some((entry) => entry.key === key))
        .map(({ id, detail }) => ({ run: id, key, start: detail.run.startedAt ?? detail.run.createdAt })),
    [runs, key],
  );
  const axis = view.axis === 'step' ? view : byStep;
  const state = useCurves(series, axis, pixels);
  const lines = useMemo(() => grownOn(runs, state.curves), [runs, state.curves]);
  const { scale, ignoresOutliers } = view;
  const chart = useMemo(
    (): CurveOptions => ({ axis: 'step', scale, smoothing: unsmoothed, ignoresOutliers, range: axis.range }),
    [scale, ignoresOutliers, axis.range],
  );
  const members = families.flat();
  const isForked = members.some(({ parent }) => parent !== null);
  return (
    <div className={classes.stack}>
      <div className={classes.bar}>
        <Select
          aria-label="Series"
          data={keys.map((name) => ({ value: name, label: names(name).label }))}
          value={key || null}
          onChange={(value) => value && onOptions({ key: value })}
          searchable
          allowDeselect={false}
          className={classes.grow}
        />
        {isForked && members.length > 1 && (
          <Button onClick={() => navigate(links.compare(members.map(({ id }) => id)))}>
            Compare the whole famil{families.length === 1 ? 'y' : 'ies'}
          </Button>
        )}
      </div>
      <div className={classes.lineage}>
        <ScrollBox className={classes.tree}>
          {noteOf(
            answers.find(({ error }) => error)?.error ?? null,
            answers.some(({ isLoading }) => isLoading),
            null,
          )}
          <ul aria-label="Families of runs">
            {members.map((member) => (
              <Member key={member.id} member={member} isCompared={runs.some(({ id }) => id === member.id)} />
            ))}
          </ul>
          {!isForked && members.length > 0 && <p className="soft">None of these runs was forked, or is a fork.</p>}
          {runs.length > mostFamilies && <p className="soft">Of the first {mostFamilies} runs.</p>}
        </ScrollBox>
        <div className={classes.pictures}>
          <CurveChart
            title={key === '' ? 'Curves' : names(key).label}
            lines={lines}
            isExact={state.isExact}
            isFlowing={state.isFlowing}
            options={chart}
            onRange={(range) => onView({ range })}
            onPixels={setPixels}
            cursor={view.step}
            said="A fork’s curve begins on its parent’s, at the step that it was forked at, where the parent is drawn as well."
            empty={noteOf(state.error, state.isWaiting, 'None of the shown runs has recorded this series.')}
          />
        </div>
      </div>
    </div>
  );
}
const byStep = { axis: 'step', range: null } as const;

/** A fork has its parent's points as its own up to where it was forked: there its line begins. */
function grownOn(runs: readonly PanelRun[], curves: ReturnType<typeof useCurves>['curves']): CurveLine[] {
  const byId = new Map(runs.map((run) => [run.id, run]));
  return curves.flatMap((curve): CurveLine[] => {
    const run = byId.get(curve.run);
    if (!run) return [];
    const { parent, startedAt, createdAt, origin } = run.detail.run;
    const isDrawnOn = parent !== null && origin === null && byId.has(parent.run);
    const from = isDrawnOn
      ? Math.max(
          0,
          curve.steps.findLastIndex((step) => step <= parent.step),
        )
      : 0;
    const part = (values: Float64Array) => values.subarray(from);
    return [
      {
        ...{ run: run.id, key: curve.key, label: run.label, color: run.color, dash: run.dash, start: startedAt ?? createdAt },
        ...{ steps: part(curve.steps), times: part(curve.times), values: part(curve.values) },
      },
    ];
  });
}

function Member({ member, isCompared }: { member: RunMember; isCompared: boolean }) {
  const colorOf = useRunColor();
  const { id, parent, depth, status, step, color } = member;
  return (
    <li style={{ paddingLeft: 18 * depth }}>
      {depth > 0 && <span aria-hidden="true">└ </span>}
      <span style={{ color: isCompared ? colorOf(color) : 'transparent', WebkitTextStroke: `1px ${colorOf(color)}` }} aria-hidden="true">
        ●
      </span>{' '}
      <StatusGlyph status={status} /> <Link href={links.run(id)}>{runTitle(member)}</Link>{' '}
      <span className="faint">
        {parent === null ? '' : `from step ${formatStep(parent.step)}, `}now at {formatStep(step)}
        {isCompared ? '' : ', not compared'}
      </span>
    </li>
  );
}
