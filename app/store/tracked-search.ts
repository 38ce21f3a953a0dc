import { assertNever } from '../../shared/assert-never.ts';
import type { Connection } from './connection.ts';
import { openScope, type QueryScope } from './query-columns.ts';
import type { Clause, Ordering, Page, SearchRuns, TrackedField } from './tracked.ts';

interface SearchColumn {
  /** NULL where it is missing, and of a metric where it is NaN. */
  value: string;
  isThere: string;
  isNumber: boolean;
}

const most = Number.MAX_VALUE;
/** As MLflow says it; the studio's own word is in `run.status`. */
export const statusColumn = `CASE run.status WHEN 'queued' THEN 'SCHEDULED' WHEN 'finished' THEN 'FINISHED' WHEN 'failed' THEN 'FAILED' WHEN 'stopped' THEN 'KILLED' ELSE 'RUNNING' END`;
export const locationColumn = `CASE experiment.location WHEN '' THEN 'mlflow-artifacts:/' || experiment.id ELSE experiment.location END || '/' || run.id || '/artifacts'`;

/** Numbers of the runs that are meant, in order: found by the indexes of params, tags and metrics by key. */
export function searchTracked(connection: Connection, ask: SearchRuns): Page<number> {
  const scope = openScope(connection);
  const columnOf = (field: TrackedField) => columnFor(field, scope);
  const where = [
    `tracked_run.experiment IN (${ask.experiments.map((id) => scope.bind(id)).join(', ') || 'NULL'})`,
    ...ask.clauses.map((clause) =>
      clause.field.kind === 'dataset'
        ? datasetCondition(clause, clause.field.key, scope)
        : conditionOfClause(clause, columnOf(clause.field), scope),
    ),
  ];
  if (ask.view !== 'all') where.push(`run.deleted_at IS ${ask.view === 'deleted' ? 'NOT NULL' : 'NULL'}`);
  const by = ask.order.filter(({ field }) => field.kind !== 'dataset').map((one) => orderOf(one, columnOf(one.field)));
  const isOf = (key: string) => [...ask.clauses, ...ask.order].some(({ field }) => field.kind === 'attribute' && field.key === key);
  const experiments = isOf('artifact_uri') ? 'JOIN experiment ON experiment.id = tracked_run.experiment' : '';
  const text = `SELECT run.number FROM tracked_run JOIN run ON run.number = tracked_run.run ${experiments} ${scope.joins()}
    WHERE ${where.join(' AND ')} ORDER BY ${[...by, 'tracked_run.started DESC', 'run.id'].join(', ')}
    LIMIT ${scope.bind(ask.limit + 1)} OFFSET ${scope.bind(ask.offset)}`;
  const numbers = connection
    .sqlOnce(text)
    .all(scope.values())
    .map(({ number }) => Number(number));
  return pageOf(numbers, ask.limit);
}

/** Of one more than were asked for. */
export function pageOf<Item>(found: Item[], limit: number): Page<Item> {
  return { items: found.slice(0, limit), hasMore: found.length > limit };
}

function columnFor(field: TrackedField, scope: QueryScope): SearchColumn {
  switch (field.kind) {
    case 'attribute':
      return attributeColumns[field.key];
    case 'tag':
      // The run's name is kept once: a person may have changed it in the studio.
      if (field.key === 'mlflow.runName') return attributeColumns.run_name;
      return joined('tag', field.key, scope);
    case 'param':
      return joined('param', field.key, scope);
    case 'metric':
      return { ...joined('metric', field.key, scope), isNumber: true };
    case 'dataset':
      return { value: 'NULL', isThere: '0', isNumber: false };
    default:
      return assertNever(field);
  }
}

function joined(kind: 'param' | 'tag' | 'metric', key: string, scope: QueryScope): SearchColumn {
  const alias = scope.join(
    `${kind} ${key}`,
    (name) =>
      `LEFT JOIN tracked_${kind} AS ${name} INDEXED BY tracked_${kind}_by_key ON ${name}.key = ${scope.bind(key)} AND ${name}.run = tracked_run.run`,
  );
  return { value: `${alias}.value`, isThere: `${alias}.run IS NOT NULL`, isNumber: false };
}

const text = (value: string): SearchColumn => ({ value, isThere: `${value} IS NOT NULL`, isNumber: false });
const attributeColumns: Record<Extract<TrackedField, { kind: 'attribute' }>['key'], SearchColumn> = {
  run_id: text('run.id'),
  run_name: text('run.name'),
  status: text(statusColumn),
  user_id: text('tracked_run.user'),
  artifact_uri: text(locationColumn),
  start_time: { ...text('tracked_run.started'), isNumber: true },
  end_time: { ...text('tracked_run.ended'), isNumber: true },
};

/** True only where the value is there; NaN is unlike every number, and nothing else holds of it. */
export function conditionOfClause({ comparison, value }: Clause<unknown>, column: SearchColumn, scope: QueryScope): string {
  switch (comparison) {
    case 'IS NULL':
      return `NOT (${column.isThere})`;
    case 'IS NOT NULL':
      return `(${column.isThere})`;
    case 'IN':
    case 'NOT IN':
      return `${column.value} ${comparison} (${[value]
        .flat()
        .map((item) => scope.bind(item))
        .join(', ')})`;
    case 'LIKE':
      return `${column.value} GLOB ${scope.bind(globOf(String(value)))}`;
    case 'ILIKE':
      return `${column.value} LIKE ${scope.bind(value)}`;
    case '!=': {
      const differs = `${bounded(column, value)} <> ${scope.bind(value)}`;
      return column.isNumber ? `(${column.isThere} AND (${column.value} IS NULL OR ${differs}))` : differs;
    }
    case '=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return `${bounded(column, value)} ${comparison} ${scope.bind(value)}`;
    default:
      return assertNever(comparison);
  }
}

/** MLflow's own store has no infinity: it takes the largest number for it. */
function bounded({ value }: SearchColumn, against: unknown): string {
  return typeof against === 'number' && Math.abs(against) >= most ? `MAX(MIN(${value}, ${most}), ${-most})` : value;
}

/** Each condition asks whether any of the run's inputs is so. */
function datasetCondition(clause: Clause<TrackedField>, key: string, scope: QueryScope): string {
  const condition = conditionOfClause(clause, { value: `input.${key}`, isThere: '1', isNumber: false }, scope);
  return `EXISTS (SELECT 1 FROM tracked_input AS input WHERE input.run = tracked_run.run AND ${condition})`;
}

/** GLOB keeps to case, LIKE does not. */
function globOf(pattern: string): string {
  return pattern.replace(/[*?[]/g, '[$&]').replaceAll('%', '*').replaceAll('_', '?');
}

/** Both ways numbers first, then NaN, then what is missing. */
function orderOf({ isDescending }: Ordering<TrackedField>, { value, isThere }: SearchColumn): string {
  return `(${isThere}) DESC, ${value} IS NULL, ${value} ${isDescending ? 'DESC' : 'ASC'}`;
}
