import { VisuallyHidden } from '@mantine/core';
import { useMemo } from 'react';
import { Link, useParams } from 'wouter';
import type { RunDetail } from '../../../shared/api/runs.ts';
import { isLive } from '../../../shared/run.ts';
import { panelKinds } from '../../panels/index.ts';
import type { PanelOptions, PanelRun } from '../../panels/panel.ts';
import { usePanelRuns, useRecordedSteps } from '../../panels/panel-runs.ts';
import { type ChangeSearch, type PageView, usePageView, useSearchState } from '../../panels/page-view.ts';
import { StepScrubber } from '../../panels/step-scrubber.tsx';
import { useCatalogue, useGenerates, useRunDetail } from '../../queries.ts';
import { links } from '../../routes.tsx';
import { EmptyPlace } from '../../ui/empty-place.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { PageWaiting } from '../../ui/waiting.tsx';
import { ConfigTab } from './config-tab.tsx';
import { CurvesTab } from './curves-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { JobLine } from './job-line.tsx';
import classes from './run.module.css';
import { RunHeader } from './run-header.tsx';
import { runTitle } from '../../ui/run-title.ts';

const tabs = [
  { tab: 'overview', label: 'Overview' },
  { tab: 'curves', label: 'Curves' },
  { tab: 'distributions', label: 'Distributions' },
  { tab: 'samples', label: 'Samples' },
  { tab: 'grid', label: 'Side by side' },
  { tab: 'embedding', label: 'Codes' },
  { tab: 'unfolding', label: 'One by one' },
  { tab: 'captions', label: 'Captions' },
  { tab: 'voxels', label: 'Solids' },
  { tab: 'sound', label: 'Sound' },
  { tab: 'text', label: 'Text' },
  { tab: 'surface', label: 'Surface' },
  { tab: 'plan', label: 'Transport plan' },
  { tab: 'config', label: 'Config & log' },
] as const;
type Tab = (typeof tabs)[number]['tab'];

/** Everything about one run; one step for the whole page, all of it in the address. */
export default function RunPage() {
  const { id } = useParams<{ id: string }>();
  const { data, error, refetch } = useRunDetail(id);
  const ids = useMemo(() => [id], [id]);
  const { runs } = usePanelRuns(ids);
  const [view, onView] = usePageView();
  const [search, change] = useSearchState();
  const steps = useRecordedSteps(runs);
  const generates = useGenerates();
  const { data: catalogue } = useCatalogue();
  if (error && !data) {
    return (
      <EmptyPlace title="This run can’t be shown">
        <ProblemNote error={error} again={() => void refetch()} />
      </EmptyPlace>
    );
  }
  if (!data || runs.length === 0) return <PageWaiting />;
  const kind = catalogue?.datasets.find(({ name }) => name === data.run.config.dataset.name)?.kind;
  const expected = { samples: generates(data.run.config.recipe), plane: kind === 'points' };
  const offered = tabs.filter(({ tab }) => isOffered(tab, data.probes, expected));
  const tab = offered.find((entry) => entry.tab === search.get('tab'))?.tab ?? 'overview';
  return (
    <div className={classes.page}>
      <VisuallyHidden component="h1">{runTitle(data.run)}</VisuallyHidden>
      <RunHeader detail={data} />
      {data.run.sentence ? <div className={classes.sentence}>{data.run.sentence}</div> : null}
      {data.job ? <JobLine job={data.job} /> : null}
      <TabList
        offered={offered}
        tab={tab}
        change={change}
        checkpoint={generates(data.run.config.recipe) ? (data.checkpoints.at(-1)?.id ?? null) : null}
      />
      <div className={classes.body} role="tabpanel" id="run-tab" aria-label={tabs.find((entry) => entry.tab === tab)?.label}>
        <TabBody tab={tab} runs={runs} view={view} onView={onView} search={search} change={change} />
      </div>
      {tab === 'config' ? null : (
        <StepScrubber steps={steps} step={view.step} onStep={(step) => onView({ step })} isLive={isLive(data.run.status)} />
      )}
    </div>
  );
}

/** Tabs of what was recorded; before anything was, those of what its recipe and data will give. */
function isOffered(tab: Tab, probes: RunDetail['probes'], expected: { samples: boolean; plane: boolean }): boolean {
  const has = (kind: string) => probes.some((probe) => probe.kind === kind);
  switch (tab) {
    case 'samples':
      return probes.length === 0
        ? expected.samples
        : probes.some(({ probe, kind }) => kind === 'pictures' || (probe === 'samples' && isPlain(kind)));
    case 'plan':
      return probes.length === 0 ? expected.samples : has('plan');
    case 'surface':
      return probes.length === 0 ? expected.plane && expected.samples : has('surface');
    case 'grid':
    case 'embedding':
    case 'unfolding':
    case 'captions':
    case 'voxels':
    case 'sound':
      return has(tab);
    case 'text':
      return has('text') || has('table');
    default:
      return true;
  }
}

/** Samples that the samples panel draws; solids and sounds have panels of their own. */
function isPlain(kind: string): boolean {
  return kind !== 'captions' && kind !== 'voxels' && kind !== 'sound';
}

interface TabListProps {
  offered: readonly { tab: Tab; label: string }[];
  tab: Tab;
  change: ChangeSearch;
  /** To walk the latents of. */
  checkpoint: number | null;
}
function TabList({ offered, tab, change, checkpoint }: TabListProps) {
  const choose = (next: Tab) =>
    change(
      (search) => {
        search.set('tab', next);
        return search;
      },
      { isNewPlace: true },
    );
  const move = (by: number) => {
    const next = offered[(offered.findIndex((entry) => entry.tab === tab) + by + offered.length) % offered.length].tab;
    choose(next);
    document.getElementById(`run-tab-${next}`)?.focus();
  };
  return (
    <div className={classes.tabs}>
      <div role="tablist" aria-label="Views of this run" style={{ display: 'flex' }}>
        {offered.map((entry) => (
          <button
            key={entry.tab}
            type="button"
            role="tab"
            id={`run-tab-${entry.tab}`}
            aria-selected={entry.tab === tab}
            aria-controls="run-tab"
            tabIndex={entry.tab === tab ? 0 : -1}
            className={classes.tab}
            onClick={() => choose(entry.tab)}
            onKeyDown={(event) => {
              if (event.key === 'ArrowRight') move(1);
              if (event.key === 'ArrowLeft') move(-1);
            }}
          >
            {entry.label}
          </button>
        ))}
      </div>
      {checkpoint === null ? null : (
        <Link className={classes.tab} href={links.latents([checkpoint])}>
          Latents
        </Link>
      )}
    </div>
  );
}

interface TabBodyProps {
  tab: Tab;
  runs: PanelRun[];
  view: PageView;
  onView: (patch: Partial<PageView>) => void;
  search: URLSearchParams;
  change: ChangeSearch;
}
function TabBody({ tab, runs, view, onView, search, change }: TabBodyProps) {
  switch (tab) {
    case 'overview':
      return <OverviewTab run={runs[0]} view={view} onView={onView} />;
    case 'curves':
      return <CurvesTab run={runs[0]} view={view} onView={onView} search={search} change={change} />;
    case 'config':
      return <ConfigTab detail={runs[0].detail} />;
    default:
      return <WholePanel kind={tab} runs={runs} view={view} onView={onView} search={search} change={change} />;
  }
}

/** One panel over the whole tab; its choices are keys of the address. */
function WholePanel({ kind, runs, view, onView, search, change }: Omit<TabBodyProps, 'tab'> & { kind: string }) {
  const found = panelKinds.find((entry) => entry.kind === kind);
  const text = search.get(kind) ?? '';
  const options = useMemo(() => Object.fromEntries(new URLSearchParams(text)) as PanelOptions, [text]);
  if (!found) return null;
  const onOptions = (patch: PanelOptions) =>
    change((now) => {
      now.set(kind, new URLSearchParams({ ...options, ...patch }).toString());
      return now;
    });
  return (
    <div className={classes.whole}>
      <found.Panel runs={runs} view={view} onView={onView} options={options} onOptions={onOptions} />
    </div>
  );
}
