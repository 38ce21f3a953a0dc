import type { Experiment, TrackedInput, TrackedPoint, TrackedRun } from '../../store/tracked.ts';
import { unlessEmpty } from './answer.ts';

/** Stored things as MLflow's messages have them. */
export function experimentShape({ id, name, location, createdAt, updatedAt, isDeleted, tags }: Experiment): object {
  return {
    experiment_id: String(id),
    name,
    artifact_location: location === '' ? `mlflow-artifacts:/${id}` : location,
    lifecycle_stage: isDeleted ? 'deleted' : 'active',
    last_update_time: updatedAt,
    creation_time: createdAt,
    tags: unlessEmpty(tags),
    workspace: 'default',
  };
}

export function runShape(run: TrackedRun): object {
  return {
    info: infoShape(run),
    data: { metrics: unlessEmpty(run.metrics.map(metricShape)), params: unlessEmpty(run.params), tags: unlessEmpty(run.tags) },
    inputs: { dataset_inputs: unlessEmpty(run.inputs.map(inputShape)) },
    outputs: {},
  };
}

export function infoShape({ id, experiment, name, user, status, startedAt, endedAt, location, isDeleted }: TrackedRun): object {
  return {
    run_uuid: id,
    experiment_id: String(experiment),
    run_name: name,
    user_id: user,
    status,
    start_time: startedAt,
    end_time: endedAt ?? undefined,
    artifact_uri: location,
    lifecycle_stage: isDeleted ? 'deleted' : 'active',
    run_id: id,
  };
}

export function metricShape({ key, value, time, step }: TrackedPoint): object {
  return { key, value, timestamp: time, step };
}

function inputShape({ dataset, tags }: TrackedInput): object {
  return { dataset, tags: unlessEmpty(tags) };
}
