import { Button, Splitter, VisuallyHidden } from '@mantine/core';
import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { isLive } from '../../../shared/run.ts';
import { useKeys } from '../../keys.ts';
import type { PanelRun } from '../../panels/panel.ts';
import { usePageView } from '../../panels/page-view.ts';
import { panelKinds } from '../../panels/index.ts';
import { PanelGrid } from '../../panels/panel-grid.tsx';
import { RunGroupsContext, useRunGroups } from '../../panels/run-groups.ts';
import { usePanelRuns, useRecordedSteps } from '../../panels/panel-runs.ts';
import { RunSetContext } from '../../panels/run-set.ts';
import { StepScrubber } from '../../panels/step-scrubber.tsx';
import { useRunList } from '../../queries.ts';
import { links } from '../../routes.tsx';
import { BrushBar } from '../../ui/brush-bar.tsx';
import { EmptyPlace } from '../../ui/empty-place.tsx';
import { useOfferCommands } from '../../ui/page-commands.ts';
import { Panes } from '../../ui/panes.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { offerUndo } from '../../ui/undo.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import classes from './compare.module.css';
import { CompareBar } from './compare-bar.tsx';
import { type Compared, ComparedQuery, mostRuns, useCompared } from './compared-query.tsx';
import { placed, useCompareState } from './compare-state.ts';
import { ConfigDifferences } from './config-differences.tsx';
import { firstView, type Ready, readyViews } from './ready-views.ts';
import { AddRun, RunLegend } from './run-legend.tsx';
import { useComparedSet } from './use-compared-set.ts';

/** Runs side by side: one legend, one step, panels as one likes them. */
export default function ComparePage() {
  const compared = useCompared();
  const { ids } = compared;
  const { runs, error, isWaiting } = usePanelRuns(useMemo(() => ids.slice(0, mostRuns), [ids]));
  const state = useCompareState(ids, useFirstView(runs));
  const [view, onView] = usePageView();
  const { off } = state;
  const grouping = useRunGroups(ids, view.group);
  const { set, found, error: brushError } = useComparedSet(ids, runs);
  const shown = useMemo(() => runs.filter(({ id }) => !off.has(id) && found(id)), [runs, off, found]);
  const steps = useRecordedSteps(shown);
  const problem = compared.error ?? error ?? grouping.error ?? brushError;
  useKeys({ z: () => state.undo() });
  useOfferCommands([
    ...readyViews.map(({ name, panels }) => ({ label: `View: ${name}`, run: () => state.setPanels(placed(panels)) })),
    ...panelKinds.map(({ kind, title, size }) => ({
      label: `Add panel: ${title}`,
      run: () => state.setPanels([...state.panels, ...placed([{ kind, ...size, options: {} }])]),
    })),
  ]);
  const hasRuns = ids.length > 0;
  // The box of the query stays where it is whatever the query finds: it is being typed in.
  return (
    <div className={classes.page}>
      <VisuallyHidden component="h1">Compare runs</VisuallyHidden>
      {hasRuns && <CompareBar state={state} runs={runs} shown={shown.map(({ id }) => id)} view={view} onView={onView} />}
      <Panes name="compare" initial={[sideWidth(), 1]}>
        <Splitter.Pane defaultSize={sideWidth()} min="160px">
          <aside className={classes.side} aria-label="Runs and what differs">
            <ComparedQuery compared={compared} />
            {problem ? <ProblemNote error={problem} /> : null}
            {compared.total > mostRuns ? (
              <p className={classes.many}>
                These are the first {mostRuns} of {compared.total} runs. A narrower query compares others.
              </p>
            ) : null}
            <BrushBar set={set} of={{ shown: shown.length, all: runs.length }} />
            {hasRuns && (
              <>
                <RunLegend
                  runs={runs}
                  groups={grouping.groups}
                  off={off}
                  step={view.axis === 'step' ? view.step : null}
                  onOff={state.setOff}
                  onRuns={compared.setIds}
                />
                <ConfigDifferences runs={shown} />
              </>
            )}
          </aside>
        </Splitter.Pane>
        <Splitter.Pane defaultSize={1}>
          <div className={classes.main}>
            {!hasRuns && !compared.isWaiting ? (
              <NothingYet compared={compared} />
            ) : runs.length === 0 && (isWaiting || compared.isWaiting) ? (
              <div className={classes.loading}>
                <Waiting />
              </div>
            ) : (
              <RunSetContext value={set}>
                <RunGroupsContext value={grouping.groups}>
                  <PanelGrid
                    panels={state.panels}
                    onPanels={(panels, what) => {
                      state.setPanels(panels);
                      if (what === 'Removed a panel.') offerUndo(what, state.undo);
                    }}
                    runs={shown}
                    view={view}
                    onView={onView}
                  />
                </RunGroupsContext>
              </RunSetContext>
            )}
            {hasRuns && state.panels.length === 0 ? (
              <EmptyPlace title="No panels">Add one, or take a ready-made view, from the bar above.</EmptyPlace>
            ) : null}
          </div>
        </Splitter.Pane>
      </Panes>
      {hasRuns && (
        <StepScrubber
          steps={steps}
          step={view.step}
          onStep={(step) => onView({ step })}
          isLive={runs.some(({ detail }) => isLive(detail.run.status))}
        />
      )}
    </div>
  );
}

/** Names of runs take a fifth of a wide window. */
function sideWidth(): `${number}px` {
  return `${Math.round(Math.min(380, Math.max(232, window.innerWidth * 0.19)))}px`;
}

/** The same object until what is recorded asks for another view. */
function useFirstView(runs: PanelRun[]): Ready {
  const text = JSON.stringify(firstView(runs.map(({ detail }) => detail)));
  return useMemo(() => JSON.parse(text) as Ready, [text]);
}

function NothingYet({ compared }: { compared: Compared }) {
  const onRuns = compared.setIds;
  const [, navigate] = useLocation();
  const { data } = useRunList({ limit: 2 });
  const newest = data?.runs.map(({ id }) => id) ?? [];
  return (
    <EmptyPlace
      title="Compare runs"
      action={
        <>
          {newest.length === 2 ? (
            <Button variant="filled" onClick={() => onRuns(newest)}>
              Take the two newest
            </Button>
          ) : null}
          <Button onClick={() => navigate(links.runs())}>Choose in the table of runs</Button>
        </>
      }
    >
      <p>
        Curves, distributions, samples, critic surfaces and configs of any number of runs, side by side at one step. Take two that differ in
        one thing: what differs in their configs stands first, and “Clipping against penalty” under Views shows how such a pair is read.
      </p>
      <AddRun ids={[]} onRuns={onRuns} />
      <p>Or ask for all runs that a query finds, those that are still to come among them: its box stands at the left.</p>
      {compared.query !== '' && !compared.error ? <p className="soft">No run matches “{compared.query}”.</p> : null}
    </EmptyPlace>
  );
}
