import type { ReactNode } from 'react';
import type { Catalogue, SeriesEntry } from '../../../shared/catalogue.ts';
import { configDifference } from '../../../shared/config-paths.ts';
import { knownConfig, plannedSteps } from '../../../shared/origin.ts';
import type { RunRow } from '../../../shared/api/runs.ts';
import { writeField } from '../../../shared/query/write.ts';
import { isLive } from '../../../shared/run.ts';
import { formatExact, formatNumber, formatStep } from '../../charts/number-format.ts';
import { seriesName } from '../../../shared/series-name.ts';
import { formatAge, formatDuration, formatMoment, formatSpeed } from '../../ui/format.ts';
import { Sparkline } from '../../ui/sparkline.tsx';
import { strings } from '../../strings.ts';
import classes from './runs.module.css';

/** A column of the table. Its id is stored and, where it can be sorted by, is what the studio sorts by. */
export interface RunColumn {
  id: string;
  title: string;
  help?: string;
  width: number;
  isNumber?: boolean;
  sort?: string;
  /** The field of the query language behind it; a group says what it comes to. */
  field?: string;
  /** A mean, lowest or highest of it in words; numbers are written as numbers where absent. */
  figure?(value: number, now: number): string;
  /** Whose summary has to come with each row. */
  series?: string;
  cell(row: RunRow, now: number): ReactNode;
}

const unsaid = <span className="faint">—</span>;

export const plainColumns: RunColumn[] = [
  { id: 'recipe', field: 'recipe', title: 'Recipe', width: 130, sort: 'recipe', cell: (run) => run.config.recipe },
  { id: 'dataset', field: 'dataset', title: 'Dataset', width: 110, sort: 'dataset', cell: (run) => run.config.dataset.name },
  { id: 'progress', field: 'step', title: 'Step', width: 128, isNumber: true, sort: 'step', cell: (run) => <Progress run={run} /> },
  {
    id: 'speed',
    field: 'speed',
    title: 'Speed',
    width: 96,
    isNumber: true,
    sort: 'speed',
    figure: formatSpeed,
    cell: (run) => formatSpeed(run.stepsPerSecond),
  },
  {
    id: 'age',
    field: 'created',
    title: 'Age',
    width: 66,
    isNumber: true,
    sort: 'created',
    figure: formatAge,
    cell: (run, now) => <span title={formatMoment(run.createdAt)}>{formatAge(run.createdAt, now)}</span>,
  },
  {
    id: 'trained',
    field: 'trained',
    title: 'Trained for',
    width: 96,
    isNumber: true,
    sort: 'trained',
    figure: formatDuration,
    cell: (run) => formatDuration(run.trainedFor),
  },
  { id: 'status', field: 'status', title: 'Status', width: 92, sort: 'status', cell: (run) => strings.statuses[run.status] },
  {
    id: 'experiment',
    field: 'experiment',
    title: 'Experiment',
    width: 120,
    sort: 'experiment',
    cell: (run) => run.experiment ?? unsaid,
  },
  {
    id: 'heard',
    field: 'heard',
    title: 'Heard of',
    width: 76,
    isNumber: true,
    sort: 'heard',
    cell: (run, now) => (run.heardAt === null ? unsaid : <span title={formatMoment(run.heardAt)}>{formatAge(run.heardAt, now)}</span>),
  },
  { id: 'tags', field: 'tags', title: 'Tags', width: 130, cell: (run) => <Tags tags={run.tags} /> },
  {
    id: 'health',
    field: 'health',
    title: 'Health',
    help: 'What the health rules found; "clip saturation" in health finds such runs',
    width: 170,
    cell: (run) => <Health health={run.health} />,
  },
  { id: 'number', field: 'number', title: 'Number', width: 68, isNumber: true, sort: 'number', cell: (run) => `#${run.number}` },
  {
    id: 'seed',
    field: 'seed',
    title: 'Seed',
    width: 60,
    isNumber: true,
    sort: 'seed',
    cell: (run) => (run.origin === null ? run.config.seed : unsaid),
  },
  {
    id: 'backend',
    field: 'backend',
    title: 'Backend',
    width: 80,
    sort: 'backend',
    cell: (run) => run.environment?.backend ?? (run.origin === null ? run.config.backend : unsaid),
  },
  {
    id: 'preset',
    field: 'preset',
    title: 'Preset',
    width: 70,
    sort: 'preset',
    cell: (run) => (run.origin === null ? run.config.preset : unsaid),
  },
  { id: 'notes', field: 'notes', title: 'Notes', width: 200, cell: (run) => <span className="soft">{run.notes}</span> },
];

export function paramColumn(key: string, catalogue: Catalogue | undefined): RunColumn {
  const spec = catalogue?.recipes.flatMap((recipe) => recipe.params).find((param) => param.key === key);
  return {
    id: `params.${key}`,
    title: spec?.label ?? key,
    help: spec?.help,
    width: 96,
    isNumber: spec?.type === 'number' || spec?.type === 'integer',
    sort: writeField({ kind: 'value', key: `params.${key}` }),
    field: writeField({ kind: 'value', key: `params.${key}` }),
    cell: (run) => shownValue(run.config.params[key]),
  };
}

export type SeriesFigure = 'last' | 'min' | 'max' | 'spark';
const figureTitles: Record<SeriesFigure, string> = { last: '', min: ' (lowest)', max: ' (highest)', spark: ' (curve)' };

export function seriesColumn(figure: SeriesFigure, key: string, entry: Omit<SeriesEntry, 'key'>): RunColumn {
  const common = {
    id: `${figure}:${key}`,
    title: `${entry.label}${figureTitles[figure]}`,
    help: [key, entry.help].filter(Boolean).join('. '),
  };
  if (figure === 'spark') {
    return { ...common, width: 112, cell: (run) => run.step > 0 && <Sparkline run={run.id} series={key} color={run.color} /> };
  }
  return {
    ...common,
    width: 100,
    isNumber: true,
    sort: writeField({ kind: 'metric', key, figure }),
    field: writeField({ kind: 'metric', key, figure }),
    series: key,
    cell: (run) => {
      const summary = run.series[key];
      return summary ? <span title={formatExact(summary[figure])}>{formatNumber(summary[figure])}</span> : <span className="faint">—</span>;
    },
  };
}

/** The column an id names; ids come from storage and from links, so any text may be asked for. */
export function columnOf(id: string, catalogue: Catalogue | undefined): RunColumn | null {
  const plain = plainColumns.find((column) => column.id === id);
  if (plain) return plain;
  if (id.startsWith('params.')) return paramColumn(id.slice(7), catalogue);
  const [, figure, key] = /^(last|min|max|spark):(.+)$/.exec(id) ?? [];
  return key ? seriesColumn(figure as SeriesFigure, key, seriesEntry(key, catalogue)) : null;
}

export function seriesEntry(key: string, catalogue: Catalogue | undefined): Omit<SeriesEntry, 'key'> {
  return seriesName(catalogue?.metrics.flatMap((metric) => metric.series) ?? [], key);
}

/** What is shown until a person chooses: the usual, up to four params that differ among the runs, and the first figures of merit. */
export function usualColumns(rows: readonly RunRow[], catalogue: Catalogue | undefined): string[] {
  const differing = configDifference(rows.slice(0, 200).map(knownConfig))
    .filter((row) => row.differs && row.key.startsWith('params.'))
    .filter((row) => row.values.filter((value) => value !== undefined).length >= Math.min(2, rows.length))
    .slice(0, 3)
    .map((row) => row.key);
  const kinds = new Set(
    catalogue?.datasets.filter((dataset) => rows.some((run) => run.config.dataset.name === dataset.name)).map((dataset) => dataset.kind),
  );
  const merits = (catalogue?.metrics ?? [])
    .filter((metric) => metric.accepts.some((kind) => kinds.has(kind)))
    .flatMap((metric) => metric.series.filter((entry) => entry.better !== null && !entry.key.endsWith('*')).slice(0, 1))
    .sort((a, b) => Number(a.key.startsWith('critic')) - Number(b.key.startsWith('critic')))
    .slice(0, 2);
  const curve = merits.length > 0 ? [`spark:${merits[0].key}`] : [];
  const health = rows.some((run) => run.health.length > 0) ? ['health'] : [];
  return ['progress', ...health, ...merits.map((entry) => `last:${entry.key}`), ...curve, ...differing, 'speed', 'trained', 'age', 'tags'];
}

function Progress({ run }: { run: RunRow }) {
  const steps = plannedSteps(run);
  if (steps === null) return <span className={classes.progress}>{formatStep(run.step)}</span>;
  const share = Math.min(1, run.step / steps);
  return (
    <span className={classes.progress} title={`${formatStep(run.step)} of ${formatStep(steps)} steps`}>
      {formatStep(run.step)}
      {share < 1 && <span className="faint"> / {formatStep(steps)}</span>}
      {isLive(run.status) && <span className={classes.progressBar} style={{ width: `${share * 100}%` }} />}
    </span>
  );
}

function Tags({ tags }: { tags: string[] }) {
  return (
    <span className={classes.tags}>
      {tags.map((tag) => (
        <span key={tag} className={classes.tag}>
          {tag}
        </span>
      ))}
    </span>
  );
}

/** The first that was found, and how many more: a row has no room for nine. */
function Health({ health }: { health: string[] }) {
  if (health.length === 0) return null;
  return (
    <span className={classes.tags} title={health.join(', ')}>
      <span className={`${classes.finding} ellipsis`}>{health[0]}</span>
      {health.length > 1 && <span className={classes.finding}>+{health.length - 1}</span>}
    </span>
  );
}

function shownValue(value: unknown): ReactNode {
  if (value === undefined) return <span className="faint">—</span>;
  if (typeof value === 'number') return <span title={String(value)}>{formatNumber(value)}</span>;
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}
