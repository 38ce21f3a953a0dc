import { computedOn } from '../../../shared/device-words.ts';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { configDifference } from '../../../shared/config-paths.ts';
import { formatExact, formatNumber, formatStep } from '../../charts/number-format.ts';
import { keySeries, viewersOf, withIdeal } from '../../panels/first-look.ts';
import { panelKinds } from '../../panels/index.ts';
import type { PanelOptions, PanelRun } from '../../panels/panel.ts';
import type { PageView } from '../../panels/page-view.ts';
import { useSeriesNames } from '../../panels/series-names.ts';
import { WhenSeen } from '../../panels/when-seen.tsx';
import { isOfMachine } from '../../../shared/series-roles.ts';
import { useCatalogue } from '../../queries.ts';
import { links } from '../../routes.tsx';
import { RecipeLosses } from '../../ui/recipe-losses.tsx';
import { RunNotes } from '../../ui/run-notes.tsx';
import { formatMoment } from '../../ui/format.ts';
import { HealthFindings } from './health-findings.tsx';
import classes from './run.module.css';

interface OverviewProps {
  run: PanelRun;
  view: PageView;
  onView: (patch: Partial<PageView>) => void;
}

/** Two key curves, what it generates, what its critic thinks, and the run in figures. */
export function OverviewTab({ run, view, onView }: OverviewProps) {
  const runs = useMemo(() => [run], [run]);
  const keys = run.detail.series.map(({ key }) => key);
  const [merit, second] = keySeries(keys);
  const [main, beside] = viewersOf(run.detail.probes);
  return (
    <div className={classes.overview}>
      <Place kind="curves" runs={runs} view={view} onView={onView} options={{ keys: withIdeal(keys, merit) }} />
      <Place kind="curves" runs={runs} view={view} onView={onView} options={{ keys: withIdeal(keys, second) }} />
      <Facts run={run} />
      <Place key={main} kind={main} runs={runs} view={view} onView={onView} options={{}} />
      <Place key={beside} kind={beside} runs={runs} view={view} onView={onView} options={{}} />
    </div>
  );
}

function Place({
  kind,
  runs,
  view,
  onView,
  options,
}: { kind: string; runs: PanelRun[]; options: PanelOptions } & Omit<OverviewProps, 'run'>) {
  const found = panelKinds.find((entry) => entry.kind === kind);
  // Choices made here are for a look; the other tabs keep theirs in the address.
  const [chosen, setChosen] = useState<PanelOptions>({});
  const text = JSON.stringify({ ...options, ...chosen });
  const steady = useMemo(() => JSON.parse(text) as PanelOptions, [text]);
  if (!found) return null;
  return (
    <div>
      <WhenSeen>
        <found.Panel
          runs={runs}
          view={view}
          onView={onView}
          options={steady}
          onOptions={(patch) => setChosen((before) => ({ ...before, ...patch }))}
        />
      </WhenSeen>
    </div>
  );
}

/** A scrolled region must be reachable by keyboard. */
const scrollable = { tabIndex: 0 };

function Facts({ run }: { run: PanelRun }) {
  const { detail } = run;
  const names = useSeriesNames();
  const metrics = detail.series.filter(({ key }) => !key.startsWith('gradient-depth/') && !isOfMachine(key));
  const used = detail.series.filter(({ key }) => isOfMachine(key));
  const { environment, config, parent, origin } = detail.run;
  const { data: catalogue } = useCatalogue();
  const recipe = catalogue?.recipes.find(({ name }) => name === config.recipe);
  return (
    <aside className={classes.aside} aria-label="Figures of this run" {...scrollable}>
      <HealthFindings run={detail.run.id} findings={detail.findings} />
      <h2>Newest figures</h2>
      <dl className={classes.facts}>
        {metrics.map((series) => (
          <Fact
            key={series.key}
            name={names(series.key).label}
            value={formatNumber(series.last)}
            title={`${series.key}: ${formatExact(series.last)} at step ${series.lastStep}; lowest ${formatExact(series.min)}, highest ${formatExact(series.max)}`}
          />
        ))}
        {metrics.length === 0 ? <Fact name="No points yet" value="" /> : null}
      </dl>
      {recipe ? (
        <>
          <h2>{recipe.title}</h2>
          <RecipeLosses recipe={recipe} />
        </>
      ) : null}
      <h2>Notes</h2>
      <RunNotes key={detail.run.id} run={detail.run} />
      <h2>Config</h2>
      <dl className={classes.facts}>
        <Fact name="recipe" value={config.recipe} />
        <Fact name="dataset" value={config.dataset.name} />
        {configDifference([config])
          .filter(({ key }) => key.startsWith('params.'))
          .map(({ key, values: [value] }) => (
            <Fact key={key} name={key.slice('params.'.length)} value={typeof value === 'number' ? formatNumber(value, 6) : String(value)} />
          ))}
        {origin === null ? (
          <>
            <Fact name="steps" value={formatStep(config.steps)} />
            <Fact name="seed" value={String(config.seed)} />
          </>
        ) : null}
      </dl>
      <h2>Where it ran</h2>
      <dl className={classes.facts}>
        {environment ? <Fact name="backend" value={computedOn(environment)} /> : null}
        {environment === null && origin === null ? <Fact name="not started" value="" /> : null}
        {detail.run.experiment === null ? null : <Fact name="experiment" value={detail.run.experiment} />}
        {origin ? <Fact name="logged by" value={origin.title} title={origin.source} /> : null}
        {origin ? <Fact name="read from" value={origin.source} title={origin.source} /> : null}
        {used.map((series) => (
          <Fact
            key={series.key}
            name={names(series.key).label}
            value={`${formatNumber(series.last)} ${names(series.key).unit}`}
            title={`${series.key} at step ${series.lastStep}; lowest ${formatNumber(series.min)}, highest ${formatNumber(series.max)}`}
          />
        ))}
        {detail.run.startedAt ? <Fact name="started" value={formatMoment(detail.run.startedAt)} /> : null}
        {parent ? (
          <>
            <dt>{origin === null ? 'forked from' : 'nested in'}</dt>
            <dd>
              <Link href={links.run(parent.run)}>{origin === null ? `step ${formatStep(parent.step)}` : 'its parent'}</Link>
            </dd>
          </>
        ) : null}
      </dl>
    </aside>
  );
}

function Fact({ name, value, title }: { name: string; value: string; title?: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd title={title}>{value}</dd>
    </>
  );
}
