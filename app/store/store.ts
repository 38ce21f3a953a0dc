import type { Settings, View } from '../../shared/api/studio.ts';
import type {
  CheckpointEntry,
  GroupedRuns,
  GroupList,
  KeyList,
  ListGroups,
  ListRuns,
  LogLine,
  PatchRun,
  RunList,
  ValueList,
} from '../../shared/api/runs.ts';
import type { Finding } from '../../shared/health-rule.ts';
import type { AskColumns, AskTelling, TellingKeys } from '../../shared/api/columns.ts';
import type { RunFamily } from '../../shared/api/lineage.ts';
import type { AskBands } from '../../shared/api/bands.ts';
import type { AskCurves, SampleEntry } from '../../shared/api/measurements.ts';
import type { BandColumns } from './bands.ts';
import type { RunColumns } from './run-columns.ts';
import type { Distribution, DistributionMeasurement, Measurement, NoteMeasurement, SampleMeasurement } from '../../shared/measurement.ts';
import type { Origin } from '../../shared/origin.ts';
import type { Params } from '../../shared/params.ts';
import type { SweepEntry, SweepRunRow } from '../../shared/api/sweeps.ts';
import type { Entrant } from '../../shared/schedule.ts';
import type { Place } from '../../shared/places.ts';
import type { SweepPlan } from '../../shared/sweep.ts';
import type { RunConfig } from '../../shared/run-config.ts';
import type { Run, SeriesSummary } from '../../shared/run.ts';
import type { JobTable } from './jobs.ts';
import type { Notices } from './notices.ts';
import type { TrackingTable } from './tracked.ts';

/**
 * One workspace = one folder: `studio.db` (WAL) and `objects/` (content-addressed, sha256). Only this folder knows SQL.
 * Everything is synchronous and short; what could be long is cut into slices (`tidy`).
 */
export interface Store {
  readonly folder: string;
  runs: RunTable;
  series: SeriesTable;
  distributions: DistributionTable;
  samples: SampleTable;
  checkpoints: CheckpointTable;
  findings: FindingTable;
  log: LogTable;
  settings: { get(): Settings; patch(change: Partial<Settings>): Settings };
  sweeps: SweepTable;
  jobs: JobTable;
  views: { list(): View[]; put(view: View): View; remove(id: string): void };
  objects: ObjectTable;
  imports: ImportTable;
  tracking: TrackingTable;
  notices: Notices;
  /** Holds rows of checkpoints against their files again: after a folder or disk came back. Forgets and deletes nothing. */
  look(): void;
  /** False while the workspace's folder or disk is away: then nothing is written. */
  isThere(): boolean;
  /** One transaction: all of a trainer's batch and the run's progress, or nothing. @throws StudioError disk-full, workspace-away */
  record(run: string, batch: RecordedBatch): void;
  /** Many changes as one transaction, all or nothing: imports, sample workspaces. What is `measured` is on the disk as soon as any other batch is. */
  together<Result>(work: () => Result, what?: 'measured'): Result;
  /** Seals a slice of full tails into columns and pyramids; true while more is waiting. */
  tidy(): boolean;
  /** Bytes on disk. */
  bytes(): number;
  close(): void;
}
/** `folder` ':memory:' is a workspace without a disk, for tests. @throws StudioError workspace-locked, workspace-newer, unavailable */
export type OpenStore = (options: { folder: string; now: () => number }) => Store;

export interface RecordedBatch {
  times: Float64Array;
  measurements: Measurement[];
  progress: { step: number; stepsPerSecond: number | null; trainedFor: number };
}

export interface RunTable {
  create(run: { name: string; config: RunConfig; parent: Run['parent'] }): Run;
  get(id: string): Run | null;
  /** By id, a unique beginning of an id of at least four characters, or `#number`. */
  find(reference: string): Run | null;
  list(query: ListRuns): RunList;
  /** `better` says which side of a metric is the better one; without it no best is named. */
  groups(ask: ListGroups, better?: (series: string) => 'lower' | 'higher' | null): GroupList;
  /** Those of these runs that are there, in groups of equal values of the fields named in `group`. */
  inGroups(ids: string[], group: string): GroupedRuns[];
  /** Fields of many runs as columns, and which are worth a look; see shared/api/columns.ts. */
  columns(ask: AskColumns): RunColumns;
  telling(ask: AskTelling): TellingKeys;
  /** Names that a query may use, and what is recorded under one of them. */
  keys(prefix: string, limit: number): KeyList;
  values(field: string, prefix: string, limit: number): ValueList;
  patch(id: string, change: PatchRun): Run;
  patchMany(ids: string[], change: PatchRun): number;
  /** The supervisor's own edits. */
  update(
    id: string,
    change: Partial<
      Pick<Run, 'status' | 'sentence' | 'environment' | 'step' | 'until' | 'stepsPerSecond' | 'startedAt' | 'endedAt' | 'trainedFor'>
    >,
  ): Run;
  remove(id: string): Run;
  restore(id: string): Run;
  /** Of these ids those that were there, by one write. */
  removeMany(ids: string[]): string[];
  /** Of these ids those that were removed, by one write. */
  restoreMany(ids: string[]): string[];
  /** Deletes for good what was removed before `before` (unix ms), its files and what no other run refers to included; how many. Those whose files can't be deleted now stay. */
  purge(before: number): number;
  /** Of Ganymede's own runs; what others logged is not ours to start or stop. */
  withStatus(...statuses: Run['status'][]): Run[];
  /** Everything that came from the run that this one came from in the end. */
  family(id: string): RunFamily;
  forks(id: string): { run: string; number: number; name: string; step: number }[];
}

export interface SeriesTable {
  list(run: string): SeriesSummary[];
  /** Columns of the asked series in pixels; see shared/api/measurements.ts. They are lent: the next ask writes over them. */
  curves(ask: AskCurves): CurveColumns;
  /** Groups of series as lines with bands; see shared/api/bands.ts. */
  bands(ask: AskBands): BandColumns;
  /** Every recorded point of one series with after < step ≤ upTo (all when left out), in recorded order, read in slices. */
  points(run: string, key: string, range?: { after?: number; upTo?: number }): Iterable<{ step: number; time: number; value: number }>;
  /** The same as columns, some thousands of points at a time. They are the store's own: to be read, never written. */
  columns(run: string, key: string): Iterable<{ step: Float64Array; time: Float64Array; value: Float64Array }>;
  /** Whole columns at once, without a trainer: what importers and the sample workspace write. */
  append(run: string, key: string, points: { step: Float64Array; time: Float64Array; value: Float64Array }): void;
  /**
   * Forgets what was recorded after `step`, distributions, samples and later checkpoints (but those that forks came from) as well:
   * a resume from an older checkpoint writes it again. The checkpoint at `step` is never pruned from then on.
   */
  truncate(run: string, step: number): void;
  /** Copies what the parent recorded up to `step` (curves, distributions, samples) into a fork: it begins where its weights came from. */
  copy(from: string, to: string, step: number): void;
}
export interface CurveColumns {
  series: Uint16Array;
  step: Float64Array;
  time: Float64Array;
  value: Float64Array;
  exact: boolean;
}

export interface DistributionTable {
  keys(run: string): { key: string; count: number; firstStep: number; lastStep: number }[];
  /** At most `count` evenly chosen steps of one key, oldest and newest always. */
  read(ask: { run: string; key: string; from?: number; to?: number; count: number }): { step: number; distribution: Distribution }[];
}

export interface SampleTable {
  probes(run: string): { probe: string; kind: SampleEntry['kind']; count: number; firstStep: number; lastStep: number }[];
  list(run: string, probe?: string): SampleEntry[];
  get(id: number): SampleEntry | null;
  /** The safetensors bytes. @throws StudioError damaged, not-found */
  read(id: number): Uint8Array;
}

export interface CheckpointTable {
  /**
   * After the file is whole at its place in checkpoints/<run>/. Prunes beyond `keep`: never the newest, nor one a fork or a resume came
   * from, nor one whose file is away or damaged.
   */
  add(run: string, checkpoint: { step: number; file: string; bytes: number; sha256: string; keep: number }): CheckpointEntry;
  list(run: string): CheckpointEntry[];
  get(id: number): (CheckpointEntry & { file: string }) | null;
  /** The last one where no step is given, whether its file is there or not. */
  at(run: string, step?: number): (CheckpointEntry & { file: string }) | null;
  /** Holds what was read against what was recorded: whether it is whole. A row without a hash takes this one. */
  judge(id: number, sha256: string): boolean;
  /** Absolute folder that takes a run's checkpoint files. @throws StudioError disk-full, unavailable */
  folder(run: string): string;
}

/** Whether it is over is not for the store to say. */
export type StoredSweep = Omit<SweepEntry, 'isOver'>;

/** What health rules have found; what is recorded again after a resume takes its findings with it. */
export interface FindingTable {
  /** What was found of the same subject before stays. @returns those that are new */
  add(run: string, findings: readonly Finding[]): Finding[];
  /** By step. */
  list(run: string): Finding[];
  /** How far a run that another tool logged has been read, as plain JSON; null before. */
  watched(run: string): unknown;
  /** With what was found on the way, in one transaction. @returns the findings that are new */
  putWatched(run: string, state: unknown, findings: readonly Finding[]): Finding[];
  /** Runs of other tools that were never read, the newest first. */
  unwatched(limit: number): string[];
}

export interface SweepTable {
  create(sweep: { plan: SweepPlan; runs: { run: string; variant: string; at: number; place: Place; seed: number }[] }): StoredSweep;
  /** Inside a transaction: further runs of it, each with its place. */
  join(id: string, runs: { run: string; variant: string; at: number; place: Place; seed: number }[]): void;
  /** Newest first; runs that were removed don't count. */
  list(): StoredSweep[];
  get(id: string): { sweep: StoredSweep; plan: SweepPlan } | null;
  /** In the order of their places, with the last value of a series where one is named. */
  runs(id: string, series: string): SweepRunRow[];
  /** Keys of every series that its runs have. */
  series(id: string): string[];
  /** Those with a schedule that nobody has stopped, the oldest first. */
  scheduled(): string[];
  /** Of its runs what a schedule decides from, but for what was measured; in the order of their numbers. Whom a health rule has ended has failed. */
  entrants(id: string): Omit<Entrant, 'values'>[];
  /** Whether its schedule is held. */
  hold(id: string, isHeld: boolean): void;
}

export interface LogTable {
  add(run: string, line: Omit<LogLine, 'id'>): void;
  list(run: string, after: number, limit: number): LogLine[];
}

/** For whatever is kept beside samples. Small payloads live in the database, large ones as files under objects/, both by sha256. */
export interface ObjectTable {
  put(bytes: Uint8Array): string;
  /** Null for what was never stored. @throws StudioError damaged, not-found where its file is away */
  get(hash: string): Uint8Array | null;
}

/** Runs that other tools logged. What is being taken in is hidden until it is revealed; what a kill left hidden is dropped at the next opening. */
export interface ImportTable {
  /** Of these keys of the importer's those that are there: the run, and how far its source was read. Removed runs too. */
  known(
    importer: string,
    keys: readonly string[],
  ): Map<string, { run: string; position: unknown; isRemoved: boolean; isIncoming: boolean }>;
  /** A hidden run of which nothing is recorded yet. @returns its id; null where a run of this key is there already */
  create(run: { name: string; origin: Origin }): string | null;
  /** One transaction: all parts and how far the source has been read with them, or nothing. @throws StudioError disk-full, workspace-away */
  take(run: string, parts: readonly TakenPart[], position?: unknown): void;
  /** One transaction around several of these; all of it, or nothing. */
  together(work: () => void, durable: boolean): void;
  reveal(runs: string[]): void;
  /** Deletes a slice of what is hidden, of these runs or of all; true while more waits. */
  drop(runs?: readonly string[]): boolean;
  artifacts(run: string): { path: string; bytes: number; object: string }[];
  artifact(run: string, path: string): { path: string; bytes: number; object: string } | null;
  /** Keeps a file beside a run, in place of one of its path. A large one has been copied to `file`, which is moved. */
  keepArtifact(run: string, artifact: Omit<Extract<TakenPart, { type: 'artifact' }>, 'type'>): void;
  /** Whether it was there. */
  removeArtifact(run: string, path: string): boolean;
  /** Small ones whole, others as they are read. @throws StudioError not-found, damaged */
  readArtifact(object: string, range?: { from: number; to: number }): Uint8Array | ReadableStream<Uint8Array>;
}

/** What is known of an imported run beside its recordings; what is left out stays as it is, params join those that are there. */
export interface RunFacts {
  name?: string;
  recipe?: string;
  dataset?: string;
  params?: Params;
  tags?: string[];
  notes?: string;
  status?: 'finished' | 'stopped' | 'failed' | 'interrupted';
  sentence?: string;
  startedAt?: number;
  endedAt?: number;
}

/** A part of a run as the store takes it; app/importer.ts says how importers give it. */
export type TakenPart =
  | { type: 'facts'; facts: RunFacts }
  | { type: 'points'; key: string; step: Float64Array; time: Float64Array; value: Float64Array }
  | DistributionMeasurement
  | SampleMeasurement
  | (NoteMeasurement & { time: number })
  /** Everything recorded at that step and after it is forgotten; −Infinity: everything. */
  | { type: 'cut'; from: number }
  /** `path` is what it is called beside the run; a large one has been copied to `file`, which is moved. */
  | { type: 'artifact'; path: string; bytes: number; content: Uint8Array | { hash: string; file: string } };
