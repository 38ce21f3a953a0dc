import type { Origin } from './origin.ts';
import type { RunConfig } from './run-config.ts';

/**
 * A run's life. `queued → starting → running ⇄ paused → stopping →` one of the four ends.
 * `interrupted` is found at start-up: its trainer or studio died. Each end may be resumed from its last checkpoint.
 */
export const runStatuses = ['queued', 'starting', 'running', 'paused', 'stopping', 'finished', 'stopped', 'failed', 'interrupted'] as const;
export type RunStatus = (typeof runStatuses)[number];

export function isLive(status: RunStatus): boolean {
  return status === 'starting' || status === 'running' || status === 'paused' || status === 'stopping';
}
export function hasEnded(status: RunStatus): boolean {
  return status === 'finished' || status === 'stopped' || status === 'failed' || status === 'interrupted';
}

/** What a trainer ran on; recorded with the run. */
export interface Environment {
  backend: string;
  /** The device that is really used, such as "2 cores, SIMD" or a GPU's name. */
  device: string;
  /** As a config would name that device (`cuda:1`), its driver and memory, where the driver tells; runs of earlier versions lack them. */
  place?: string;
  driver?: string;
  deviceMemoryBytes?: number;
  node: string;
  platform: string;
  cpu: string;
  cores: number;
  memoryBytes: number;
  tfjs: string;
  /** Ganymede's version and, from a checkout, its commit. */
  code: string;
  /** sha256 over the user's own files as they were read, or `stamps:` and one of their names, lengths and dates; absent where there are none. */
  data?: string;
}

export interface Run {
  id: string;
  /** Counts up in the workspace: #1, #2 … */
  number: number;
  name: string;
  status: RunStatus;
  /** Why it is in that state, as a sentence; empty while all is well. */
  sentence: string;
  config: RunConfig;
  environment: Environment | null;
  /** Set where another tool logged it; null where Ganymede trained it. */
  origin: Origin | null;
  /** What the client that logged it put it under; null where there is no such thing. */
  experiment: string | null;
  /** Set where a script of somebody's logs it while it trains: its last sign of life. */
  heardAt: number | null;
  /** The run and step it was forked from; of a run that a script logged, the run it is nested in. */
  parent: { run: string; step: number } | null;
  step: number;
  /** Where it rests though its config has more steps: a sweep's schedule says how far, and a stop that it goes no further. Null: at its end. */
  until: number | null;
  /** Mean of the recent past; null before the first steps. */
  stepsPerSecond: number | null;
  /** Index into the palette: colour belongs to the run, everywhere. */
  color: number;
  tags: string[];
  /** Names of the health rules that found something (shared/health-rule.ts). */
  health: string[];
  notes: string;
  archived: boolean;
  /** Soft delete: set while it can be undone. All times are unix milliseconds. */
  deletedAt: number | null;
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
  /** Milliseconds spent training, over all its sittings. */
  trainedFor: number;
}

/** A series as it stands now. Values may be NaN or ±Infinity; JSON carries those as strings (see shared/number-json.ts). */
export interface SeriesSummary {
  key: string;
  count: number;
  firstStep: number;
  lastStep: number;
  last: number;
  min: number;
  max: number;
}
