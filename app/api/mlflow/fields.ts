import type { ExperimentField, TrackedField } from '../../store/tracked.ts';
import { invalid } from './ask.ts';

const entities: Record<string, 'metric' | 'param' | 'tag' | 'attribute' | 'dataset'> = {
  ...{ metric: 'metric', metrics: 'metric', param: 'param', params: 'param', parameter: 'param', parameters: 'param' },
  ...{ tag: 'tag', tags: 'tag', attribute: 'attribute', attributes: 'attribute', attr: 'attribute', run: 'attribute' },
  ...{ dataset: 'dataset', datasets: 'dataset' },
};
type RunAttribute = Extract<TrackedField, { kind: 'attribute' }>['key'];
const runAttributes: Record<string, RunAttribute> = {
  ...{ run_id: 'run_id', run_name: 'run_name', 'run name': 'run_name', 'Run name': 'run_name', 'Run Name': 'run_name' },
  ...{ status: 'status', user_id: 'user_id', artifact_uri: 'artifact_uri', start_time: 'start_time', created: 'start_time' },
  ...{ Created: 'start_time', end_time: 'end_time' },
};
const datasetKeys = ['name', 'digest', 'context'] as const;
const experimentAttributes = ['name', 'experiment_id', 'creation_time', 'last_update_time'] as const;

export function runFieldOf(name: string): TrackedField {
  const { entity, key } = partsOf(name);
  switch (entity) {
    case 'metric':
    case 'param':
    case 'tag':
      return { kind: entity, key };
    case 'attribute':
      if (!Object.hasOwn(runAttributes, key)) throw unknownKey(key, Object.keys(runAttributes));
      return { kind: 'attribute', key: runAttributes[key] };
    case 'dataset': {
      const found = datasetKeys.find((one) => one === key);
      if (found === undefined) throw unknownKey(key, datasetKeys, 'dataset');
      return { kind: 'dataset', key: found };
    }
  }
}

/** `isOrder`: tags stand in no order. */
export function experimentFieldOf(name: string, isOrder = false): ExperimentField {
  const { entity, key } = partsOf(name);
  if (entity === 'tag' && !isOrder) return { kind: 'tag', key };
  if (entity !== 'attribute') throw invalid(`Invalid ${isOrder ? 'order_by entity' : 'entity type'}: ${entity}`);
  const found = experimentAttributes.find((one) => one === key);
  if (found === undefined) throw unknownKey(key, experimentAttributes);
  return { kind: 'attribute', key: found };
}

export function isNumeric(kind: TrackedField['kind'], key: string): boolean {
  return kind === 'metric' || (kind === 'attribute' && ['start_time', 'end_time', 'creation_time', 'last_update_time'].includes(key));
}

function partsOf(name: string): { entity: 'metric' | 'param' | 'tag' | 'attribute' | 'dataset'; key: string } {
  const dot = /^[^`"]*?\./.exec(name)?.[0];
  if (dot === undefined) return { entity: 'attribute', key: unquoted(name) };
  const word = dot.slice(0, -1);
  if (!Object.hasOwn(entities, word)) {
    throw invalid(`Invalid entity type '${word}'. Valid values are ['metric', 'parameter', 'tag', 'attribute', 'dataset']`);
  }
  return { entity: entities[word], key: unquoted(name.slice(dot.length)) };
}

function unquoted(name: string): string {
  return /^(`[^`]*`|"[^"]*")$/.test(name) ? name.slice(1, -1) : name;
}

function unknownKey(key: string, valid: readonly string[], what = 'attribute') {
  return invalid(`Invalid ${what} key '${key}' specified. Valid keys are '${valid.join(', ')}'`);
}
