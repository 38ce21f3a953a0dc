import type { Experiment } from '../../store/tracked.ts';
import { answer, MlflowError } from './answer.ts';
import { type Ask, invalid, missing, wrong } from './ask.ts';
import type { Desk } from './desk.ts';
import { readExperimentFilter, readExperimentOrder } from './filter.ts';
import { keyOf, tagOf } from './names.ts';
import { limitOf, offsetOf, pageAnswer, viewOf } from './paging.ts';
import { experimentShape } from './shapes.ts';

const most = 50_000;
const longestName = 500;

export function createExperiment({ store }: Desk, ask: Ask): Response {
  const name = nameOf(ask, 'name');
  const tags = ask.asks('tags').map(tagOf);
  return answer({ experiment_id: String(store.tracking.experiments.create({ name, location: ask.text('artifact_location'), tags })) });
}

export function getExperiment(desk: Desk, ask: Ask): Response {
  return answer({ experiment: experimentShape(experimentOf(desk, ask)) });
}

export function getExperimentByName({ store }: Desk, ask: Ask): Response {
  const name = ask.needed('experiment_name');
  const experiment = store.tracking.experiments.named(name);
  if (experiment === null) throw new MlflowError('RESOURCE_DOES_NOT_EXIST', `Could not find experiment with name '${name}'`);
  return answer({ experiment: experimentShape(experiment) });
}

export function updateExperiment(desk: Desk, ask: Ask): Response {
  const { experiments } = desk.store.tracking;
  const experiment = experimentOf(desk, ask);
  if (experiment.isDeleted) throw new MlflowError('INVALID_STATE', 'Cannot rename a non-active experiment.');
  const name = nameOf(ask, 'new_name');
  if (experiments.named(name) !== null) {
    throw new MlflowError('BAD_REQUEST', `An experiment named '${name}' is there already. Choose another name.`);
  }
  experiments.rename(experiment.id, name);
  desk.announce({ run: null, kinds: ['run'] });
  return answer({});
}

export function deleteExperiment(desk: Desk, ask: Ask): Response {
  return setDeleted(desk, ask, true);
}

export function restoreExperiment(desk: Desk, ask: Ask): Response {
  return setDeleted(desk, ask, false);
}

function setDeleted(desk: Desk, ask: Ask, isDeleted: boolean): Response {
  const experiment = experimentOf(desk, ask);
  if (experiment.isDeleted === isDeleted) throw noSuch(experiment.id);
  desk.store.tracking.experiments.setDeleted(experiment.id, isDeleted);
  desk.announce({ run: null, kinds: isDeleted ? ['run', 'removed'] : ['run'] });
  return answer({});
}

export function setExperimentTag(desk: Desk, ask: Ask): Response {
  const experiment = activeOf(desk, ask);
  desk.store.tracking.experiments.setTag(experiment.id, tagOf(ask));
  return answer({});
}

export function deleteExperimentTag(desk: Desk, ask: Ask): Response {
  const experiment = activeOf(desk, ask);
  const key = keyOf(ask);
  if (!desk.store.tracking.experiments.deleteTag(experiment.id, key)) {
    throw new MlflowError('RESOURCE_DOES_NOT_EXIST', `No tag with name: ${key} in experiment with id ${experiment.id}`);
  }
  return answer({});
}

export function searchExperiments({ store }: Desk, ask: Ask): Response {
  const limit = limitOf(ask, 0, most);
  const offset = offsetOf(ask);
  const page = store.tracking.experiments.search({
    view: viewOf(ask.raw('view_type')),
    clauses: readExperimentFilter(ask.text('filter')),
    order: readExperimentOrder(ask.texts('order_by')),
    offset,
    limit,
  });
  return pageAnswer('experiments', page, experimentShape, offset);
}

/** `experiments/list` of clients from before 2.0. */
export function listExperiments({ store }: Desk, ask: Ask): Response {
  const view = viewOf(ask.raw('view_type'));
  const { items } = store.tracking.experiments.search({ view, clauses: [], order: [], offset: 0, limit: most });
  return answer({ experiments: items.map(experimentShape) });
}

/** @throws MlflowError */
export function experimentOf({ store }: Desk, ask: Ask): Experiment {
  const given = ask.raw('experiment_id');
  if (given === undefined || given === '') throw missing('experiment_id');
  if (typeof given !== 'string') throw wrong('experiment_id', given);
  if (!/^\d{1,18}$/.test(given)) throw invalid(`Invalid experiment ID '${given}'. Experiment ID must be a valid integer.`);
  const experiment = store.tracking.experiments.get(Number(given));
  if (experiment === null) throw noSuch(given);
  return experiment;
}

export function activeOf(desk: Desk, ask: Ask): Experiment {
  const experiment = experimentOf(desk, ask);
  if (!experiment.isDeleted) return experiment;
  throw invalid(`The experiment ${experiment.id} must be in the 'active' state. Current state is deleted.`);
}

function nameOf(ask: Ask, key: string): string {
  const name = ask.needed(key);
  if (name.length > longestName) throw invalid(`'${key}' exceeds the maximum length of ${longestName} characters`);
  return name;
}

function noSuch(id: number | string): MlflowError {
  return new MlflowError('RESOURCE_DOES_NOT_EXIST', `No Experiment with id=${id} exists`);
}
