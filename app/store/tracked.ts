/** What MLflow calls a param or a tag: text by a key. */
export interface Pair {
  key: string;
  value: string;
}
export interface TrackedPoint {
  key: string;
  step: number;
  /** Unix milliseconds, as the client says. */
  time: number;
  /** May be NaN or ±Infinity. */
  value: number;
}
export interface TrackedInput {
  name: string;
  digest: string;
  /** Of its tags the one that says what it is for, such as "training". */
  context: string | null;
  dataset: Record<string, string>;
  tags: Pair[];
}

export interface Experiment {
  id: number;
  name: string;
  /** Where the client wants its files; empty for here. */
  location: string;
  createdAt: number;
  updatedAt: number;
  isDeleted: boolean;
  tags: Pair[];
}

export const trackedStatuses = ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'] as const;
export type TrackedStatus = (typeof trackedStatuses)[number];

/** A run as its client knows it; its id is the run's own. */
export interface TrackedRun {
  id: string;
  experiment: number;
  location: string;
  name: string;
  user: string;
  status: TrackedStatus;
  startedAt: number;
  endedAt: number | null;
  isDeleted: boolean;
  params: Pair[];
  tags: Pair[];
  metrics: TrackedPoint[];
  inputs: TrackedInput[];
}

export type TrackedComparison = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'ILIKE' | 'IN' | 'NOT IN' | 'IS NULL' | 'IS NOT NULL';
export type TrackedField =
  | { kind: 'metric' | 'param' | 'tag'; key: string }
  | { kind: 'attribute'; key: 'run_id' | 'run_name' | 'status' | 'user_id' | 'artifact_uri' | 'start_time' | 'end_time' }
  | { kind: 'dataset'; key: 'name' | 'digest' | 'context' };
/** One condition; all of a search's hold together. */
export interface Clause<Of> {
  field: Of;
  comparison: TrackedComparison;
  value: number | string | string[] | null;
}
export interface Ordering<Of> {
  field: Of;
  isDescending: boolean;
}
export interface SearchRuns {
  experiments: number[];
  view: 'active' | 'deleted' | 'all';
  clauses: Clause<TrackedField>[];
  order: Ordering<TrackedField>[];
  offset: number;
  limit: number;
}
export type ExperimentField =
  | { kind: 'attribute'; key: 'name' | 'experiment_id' | 'creation_time' | 'last_update_time' }
  | { kind: 'tag'; key: string };
export interface SearchExperiments {
  view: SearchRuns['view'];
  clauses: Clause<ExperimentField>[];
  order: Ordering<ExperimentField>[];
  offset: number;
  limit: number;
}
export interface Page<Item> {
  items: Item[];
  /** More wait behind them. */
  hasMore: boolean;
}

/** Experiments group what clients log; a deleted one keeps its name. */
export interface ExperimentTable {
  /** @throws StudioError conflict where the name is taken */
  create(experiment: { name: string; location: string; tags: Pair[] }): number;
  get(id: number): Experiment | null;
  named(name: string): Experiment | null;
  /** @throws StudioError conflict where the name is taken */
  rename(id: number, name: string): void;
  /** Its runs go with it, and come back with it. */
  setDeleted(id: number, isDeleted: boolean): void;
  setTag(id: number, tag: Pair): void;
  /** Whether it was there. */
  deleteTag(id: number, key: string): boolean;
  search(ask: SearchExperiments): Page<Experiment>;
}

/** Runs that clients of MLflow's tracking log. Each write is one transaction, all or nothing, and a sign of life. */
export interface TrackingTable {
  experiments: ExperimentTable;
  create(run: { experiment: number; name: string; user: string; startedAt: number; tags: Pair[] }): string;
  /** Null where no client logged such a run; deleted ones too. */
  get(id: string): TrackedRun | null;
  /** As `get`, of what is asked most. */
  stateOf(id: string): 'active' | 'deleted' | null;
  /** As `get`: where its files are. */
  locationOf(id: string): string | null;
  /** A point that is there already is not stored again. @throws StudioError invalid where a param would change */
  log(id: string, entries: { points: TrackedPoint[]; params: Pair[]; tags: Pair[] }): void;
  update(id: string, change: { name?: string; status?: TrackedStatus; endedAt?: number }): void;
  /** Whether it was there. */
  deleteTag(id: string, key: string): boolean;
  addInputs(id: string, inputs: TrackedInput[]): void;
  /** Said by a person, of a run whose client went silent. */
  end(id: string): void;
  search(ask: SearchRuns): Page<TrackedRun>;
  /** By time, then step, then value. */
  history(id: string, key: string, page: { offset: number; limit: number }): Page<TrackedPoint>;
}
