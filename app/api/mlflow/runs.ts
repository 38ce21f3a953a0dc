import {
  trackedStatuses,
  type Pair,
  type TrackedInput,
  type TrackedPoint,
  type TrackedRun,
  type TrackedStatus,
} from '../../store/tracked.ts';
import { answer, MlflowError } from './answer.ts';
import { Ask, invalid, missing, numberOf, wholeOf, wrong } from './ask.ts';
import type { Desk } from './desk.ts';
import { activeOf } from './experiments.ts';
import { readRunFilter, readRunOrder } from './filter.ts';
import { checkKey, keyOf, paramOf, tagOf } from './names.ts';
import { limitOf, offsetOf, pageAnswer, viewOf } from './paging.ts';
import { madeUpName } from './made-up-name.ts';
import { infoShape, runShape } from './shapes.ts';

const mostInBatch = { metrics: 1000, params: 100, tags: 100 };
const nameTag = 'mlflow.runName';

export function createRun(desk: Desk, ask: Ask): Response {
  if (!ask.has('experiment_id')) throw new MlflowError('BAD_REQUEST', 'The request says no experiment_id: a run belongs to an experiment.');
  const startedAt = ask.whole('start_time') ?? 0;
  const experiment = activeOf(desk, ask);
  const tags = ask.asks('tags').map(tagOf);
  const named = tags.find(({ key }) => key === nameTag)?.value ?? '';
  const given = ask.text('run_name');
  if (given !== '' && named !== '' && given !== named) {
    throw invalid(
      `Both 'run_name' argument and '${nameTag}' tag are specified, but with different values (run_name='${given}', ${nameTag}='${named}').`,
    );
  }
  const name = given || named || madeUpName();
  const id = desk.store.tracking.create({
    experiment: experiment.id,
    name,
    user: ask.text('user_id'),
    startedAt,
    tags: tags.filter(({ key }) => key !== nameTag),
  });
  desk.announce({ run: id, kinds: ['run'] });
  return answer({ run: runShape(trackedOf(desk, id)) });
}

export function getRun(desk: Desk, ask: Ask): Response {
  return answer({ run: runShape(trackedOf(desk, ask.runId())) });
}

export function updateRun(desk: Desk, ask: Ask): Response {
  const run = activeRun(desk, ask);
  const name = ask.text('run_name') || undefined;
  desk.store.tracking.update(run.id, { name, status: statusOf(ask.raw('status')), endedAt: ask.whole('end_time') });
  desk.announce({ run: run.id, kinds: ['run'] });
  return answer({ run_info: infoShape(trackedOf(desk, run.id)) });
}

export function deleteRun(desk: Desk, ask: Ask): Response {
  const id = ask.runId();
  if (desk.store.tracking.stateOf(id) === null) throw noSuchRun(id);
  desk.store.runs.remove(id);
  desk.announce({ run: id, kinds: ['run', 'removed'] });
  return answer({});
}

export function restoreRun(desk: Desk, ask: Ask): Response {
  const id = ask.runId();
  if (desk.store.tracking.stateOf(id) === null) throw noSuchRun(id);
  desk.store.runs.restore(id);
  desk.announce({ run: id, kinds: ['run'] });
  return answer({});
}

export function logMetric(desk: Desk, ask: Ask): Response {
  const run = activeRun(desk, ask);
  return log(desk, run.id, { points: [pointOf(ask, '')] });
}

export function logParam(desk: Desk, ask: Ask): Response {
  const run = activeRun(desk, ask);
  return log(desk, run.id, { params: [paramOf(ask)] });
}

export function setTag(desk: Desk, ask: Ask): Response {
  const run = activeRun(desk, ask);
  return log(desk, run.id, { tags: [tagOf(ask)] });
}

export function deleteTag(desk: Desk, ask: Ask): Response {
  const run = activeRun(desk, ask);
  const key = keyOf(ask);
  if (!desk.store.tracking.deleteTag(run.id, key)) {
    throw new MlflowError('RESOURCE_DOES_NOT_EXIST', `No tag with name: ${key} in run with id ${run.id}`);
  }
  desk.announce({ run: run.id, kinds: ['run'] });
  return answer({});
}

export function logBatch(desk: Desk, ask: Ask): Response {
  const id = ask.runId();
  for (const [kind, most] of Object.entries(mostInBatch)) {
    const given = ask.raw(kind);
    if (!Array.isArray(given) || given.length <= most) continue;
    throw invalid(
      `A batch logging request can contain at most ${most} ${kind}. Got ${given.length} ${kind}. Please split up ${kind} across multiple requests and try again.`,
    );
  }
  const points = ask.asks('metrics').map((metric, at) => pointOf(metric, `metrics[${at}].`));
  const params = ask.asks('params').map(paramOf);
  const tags = ask.asks('tags').map(tagOf);
  refuseTwice(params);
  const run = activeId(desk, id);
  return log(desk, run, { points, params, tags });
}

export function logInputs(desk: Desk, ask: Ask): Response {
  const run = activeRun(desk, ask);
  desk.store.tracking.addInputs(run.id, ask.asks('datasets').map(inputOf));
  desk.announce({ run: run.id, kinds: ['run'] });
  return answer({});
}

export function searchRuns({ store }: Desk, ask: Ask): Response {
  const limit = limitOf(ask, 1000, 50_000);
  const offset = offsetOf(ask);
  const page = store.tracking.search({
    experiments: ask.texts('experiment_ids').flatMap((id) => (/^\d{1,18}$/.test(id) ? Number(id) : [])),
    view: viewOf(ask.raw('run_view_type')),
    clauses: readRunFilter(ask.text('filter')),
    order: readRunOrder(ask.texts('order_by')),
    offset,
    limit,
  });
  return pageAnswer('runs', page, runShape, offset);
}

export function noSuchRun(id: string): MlflowError {
  return new MlflowError('RESOURCE_DOES_NOT_EXIST', `Run with id=${id} not found`);
}

/** @throws MlflowError where no client logged such a run */
function trackedOf({ store }: Desk, id: string): TrackedRun {
  const run = store.tracking.get(id);
  if (run === null) throw noSuchRun(id);
  return run;
}

function activeRun(desk: Desk, ask: Ask): { id: string } {
  return { id: activeId(desk, ask.runId()) };
}

function activeId({ store }: Desk, id: string): string {
  const state = store.tracking.stateOf(id);
  if (state === null) throw noSuchRun(id);
  if (state === 'deleted') throw invalid(`The run ${id} must be in the 'active' state. Current state is deleted.`);
  return id;
}

function log(desk: Desk, id: string, entries: { points?: TrackedPoint[]; params?: Pair[]; tags?: Pair[] }): Response {
  const { points = [], params = [], tags = [] } = entries;
  desk.store.tracking.log(id, { points, params, tags });
  const step = points.reduce<number | null>((last, point) => Math.max(last ?? 0, point.step), null);
  if (points.length > 0) desk.announce({ run: id, kinds: ['points', 'progress'], step });
  if (params.length + tags.length > 0) desk.announce({ run: id, kinds: ['run'] });
  return answer({});
}

function pointOf(ask: Ask, place: string): TrackedPoint {
  const key = ask.text('key');
  if (key === '') throw missing(`${place}key`);
  const value = numberOf(`${place}value`, ask.raw('value'));
  const time = ask.whole('timestamp');
  if (time === undefined) throw missing(`${place}timestamp`);
  return { key: checkKey(key, place === '' ? 'Metric name' : `${place}key`), value, time, step: wholeOf('step', ask.raw('step')) ?? 0 };
}

function refuseTwice(params: Pair[]): void {
  const keys = params.map(({ key }) => key);
  const twice = [...new Set(keys.filter((key, at) => keys.indexOf(key) !== at))];
  if (twice.length === 0) return;
  throw invalid(
    `Duplicate parameter keys have been submitted: [${twice.map((key) => `'${key}'`).join(', ')}]. Please ensure the request contains only one param value per param key.`,
  );
}

/** By name or by its number in their message; what is none changes nothing, as with MLflow. */
function statusOf(value: unknown): TrackedStatus | undefined {
  if (typeof value === 'number') return trackedStatuses[value - 1];
  return trackedStatuses.find((status) => status === value);
}

const datasetKeys = ['name', 'digest', 'source_type', 'source', 'schema', 'profile'];

function inputOf(ask: Ask): TrackedInput {
  const given = ask.raw('dataset');
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw given === undefined ? missing('datasets[0].dataset') : wrong('dataset', given);
  const dataset = new Ask(given as Record<string, unknown>);
  const tags = ask.asks('tags').map(tagOf);
  const said = datasetKeys.flatMap((key) => (dataset.has(key) ? [[key, dataset.text(key)]] : []));
  return {
    name: dataset.needed('name'),
    digest: dataset.needed('digest'),
    context: tags.find(({ key }) => key === 'mlflow.data.context')?.value ?? null,
    dataset: Object.fromEntries(said),
    tags,
  };
}
