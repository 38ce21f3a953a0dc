import type { Run } from '../../shared/run.ts';
import type { Row } from './connection.ts';

export function runOf(row: Row): Run {
  return {
    id: String(row.id),
    number: Number(row.number),
    name: String(row.name),
    status: row.status as Run['status'],
    sentence: String(row.sentence),
    config: JSON.parse(String(row.config)),
    environment: row.environment === null ? null : JSON.parse(String(row.environment)),
    origin: row.origin === null ? null : JSON.parse(String(row.origin)),
    experiment: row.experiment === null ? null : String(row.experiment),
    heardAt: numberOrNull(row.heard_at),
    parent: row.parent_run === null ? null : { run: String(row.parent_run), step: Number(row.parent_step) },
    step: Number(row.step),
    until: numberOrNull(row.until_step),
    stepsPerSecond: numberOrNull(row.steps_per_second),
    color: Number(row.color),
    tags: JSON.parse(String(row.tags)),
    health: JSON.parse(String(row.health)),
    notes: String(row.notes),
    archived: row.archived === 1,
    deletedAt: numberOrNull(row.deleted_at),
    createdAt: Number(row.created_at),
    startedAt: numberOrNull(row.started_at),
    endedAt: numberOrNull(row.ended_at),
    trainedFor: Number(row.trained_for),
  };
}

const columns = {
  name: 'name',
  status: 'status',
  sentence: 'sentence',
  environment: 'environment',
  step: 'step',
  until: 'until_step',
  stepsPerSecond: 'steps_per_second',
  color: 'color',
  tags: 'tags',
  notes: 'notes',
  archived: 'archived',
  deletedAt: 'deleted_at',
  startedAt: 'started_at',
  endedAt: 'ended_at',
  trainedFor: 'trained_for',
} as const;
export type RunChange = Partial<Pick<Run, keyof typeof columns>>;

/** `name = ?, status = ?` and the values, for what is not undefined. */
export function assignmentsOf(change: RunChange): { text: string; values: unknown[] } {
  const entries = Object.entries(change).filter(([key, value]) => key in columns && value !== undefined);
  return {
    text: entries.map(([key]) => `${columns[key as keyof typeof columns]} = ?`).join(', '),
    values: entries.map(([, value]) => sqlValue(value)),
  };
}

function sqlValue(value: unknown): unknown {
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

function numberOrNull(value: unknown): number | null {
  return value === null ? null : Number(value);
}
