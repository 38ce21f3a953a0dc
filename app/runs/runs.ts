import type { Gpu } from '../../shared/backend-choice.ts';
import type { Change } from '../../shared/api/studio.ts';
import type { ForkRun } from '../../shared/api/runs.ts';
import type { ExtensionCode } from '../../shared/extension.ts';
import type { ExtensionHashes } from '../../shared/extension-hashes.ts';
import type { Run } from '../../shared/run.ts';
import type { Entrant } from '../../shared/schedule.ts';
import type { ConfigInput, RunConfig } from '../../shared/run-config.ts';
import type { ClusterReport } from '../../shared/api/cluster.ts';
import type { JobInfo, Placement } from '../../shared/placement.ts';
import type { Answer, LaunchTrainer, Measuring, Question } from '../../shared/trainer-protocol.ts';
import type { Store } from '../store/store.ts';
import type { JobsOptions } from './executor.ts';
import type { WholeCheckpoint } from './whole-checkpoint.ts';
import type { Gpus } from './seating.ts';

/**
 * What happens to runs while they live: a queue, one trainer process a run, a recorder that commits before it
 * acknowledges, and the feed of what changed. Made by openRuns (supervisor.ts).
 * `id` is a whole run id; every command answers the run as it stands, and what follows arrives as changes.
 * @throws StudioError not-found, conflict (with the state that forbids it), invalid (forks), disk-full.
 */
export interface Runs {
  /** Stores the run as queued; it starts as soon as a place is free (and there is room on the disk), 'now' ahead of what was only queued. */
  create(config: RunConfig, options?: CreateOptions): Run;
  /** Many at once, all or none, with what `alongside` writes of them in the same transaction; they wait in the queue in this order. */
  createMany(configs: RunConfig[], alongside: (runs: Run[]) => void, on?: Placement): Run[];
  /** Starts a queued run now, beyond the setting of runs at once where need be; as soon as its last trainer is gone, where that one still leaves. */
  start(id: string): Run;
  pause(id: string): Run;
  continue(id: string): Run;
  /** Asks for a checkpoint after this step; the change `checkpoints` says when it is there. */
  checkpoint(id: string): Run;
  /** Ends a live run with a checkpoint; a queued one leaves the queue. */
  stop(id: string): Run;
  /** The same for many: those that wait leave the queue by one write, all or none. Answers the ids of which there was something to stop. */
  stopMany(ids: string[]): string[];
  /** Sweeps that say themselves how far each of their runs is trained. */
  readonly schedules: SweepSchedules;
  /**
   * Reads what a resume would go on from.
   * @throws StudioError as `resume` does; damaged, not-found: with the earlier checkpoint (or the run's start) that can be taken instead
   */
  checkResume(id: string, step?: number): Promise<void>;
  /**
   * Queues an ended run to go on from its last checkpoint (from its start where there is none), or from an earlier one: then what came
   * after that is forgotten, later checkpoints included. It trains where it did, unless `on` says otherwise.
   */
  resume(id: string, step?: number, on?: Placement): Run;
  /**
   * Reads the checkpoint, and asks the workbench whether it fits the changed config, where params or data changed.
   * @throws StudioError as `fork` does, conflict where it does not fit, damaged
   */
  checkFork(id: string, ask: ForkRun): Promise<void>;
  /** A new run from a checkpoint of another, with changed keys and the curves up to there. */
  fork(id: string, ask: ForkRun): Run;
  /** Soft delete; a live run is stopped first. */
  remove(id: string): Run;
  restore(id: string): Run;
  /** The same for many by one write; answers the ids of which it was true. */
  removeMany(ids: string[]): string[];
  restoreMany(ids: string[]): string[];
  /** Resolves with the run when it has ended and its trainer is gone; at once where it has. */
  ended(id: string): Promise<Run>;

  /** What a machine has where runs of this placement would train. @throws StudioError unavailable, invalid */
  probe(on: Placement): Promise<ClusterReport>;
  /** Of a run that trains, or trained last, as a job of a cluster; null for others. */
  job(id: string): JobInfo | null;
  /** Why nothing of the run can be recorded at present (a full disk); null where all is well. */
  obstacle(id: string): string | null;

  /** The checkpoint at a step (the last one), read and whole. @throws StudioError not-found, damaged: with what can be taken instead */
  wholeCheckpoint(id: string, step?: number): Promise<WholeCheckpoint>;

  /** Asks the workbench, a warm trainer of its own. A generator stays known by its name after `open`, even when its trainer died. */
  ask<Q extends Question>(question: Q, options?: AskOptions): Promise<AnswerTo<Q>>;

  /** How far the description is that was asked for as the newest of `measuringToken`; null where none is being measured. */
  measuring(): Measuring | null;
  stopMeasuring(): void;

  /** The GPUs that the driver tells of, as last asked. */
  gpus(): Gpu[];

  readonly changes: Changes;
  /** Stops every trainer with a checkpoint, then resolves; queued runs stay queued. The store is closed by its owner. */
  close(): Promise<void>;
}

/** `newest` of the descriptions that a form asks for. */
export const measuringToken = 'describe';

export interface CreateOptions {
  start?: 'now' | 'queue';
  /** Left out: on this machine. */
  on?: Placement;
  /** Left out: the config's own name, else recipe and dataset. */
  name?: string;
}

export interface SweepSchedules {
  /** Lets the schedule decide, from now on or again: who was kept from going on goes on. */
  drive(sweep: string): void;
  /** Nobody goes on until it is driven again; what trains or waits is stopped. Answers the ids of which there was something to stop. */
  hold(sweep: string): string[];
  /** Its runs with what was measured at their rests. */
  entrants(sweep: string): Entrant[];
  /** Nobody trains, waits or goes on. */
  isOver(sweep: string): boolean;
}

export interface AskOptions {
  signal?: AbortSignal;
  /** Of the asks with the same token only the newest is answered; older ones are refused with 'conflict'. */
  newest?: string;
}
export type AnswerTo<Q extends Question> = Extract<Answer, { kind: Q['kind'] }>;

/** The feed of what changed, never the data. Sequences count up across restarts of the studio. */
export interface Changes {
  readonly sequence: number;
  /** @returns unsubscribe */
  subscribe(listen: (change: Change) => void): () => void;
  /** Changes after `sequence`; null where it is not known any more (older process, too long ago): ask for everything again. */
  since(sequence: number): Change[] | null;
  /** For edits made elsewhere (a renamed run, settings, views). At most one change a run each 30 ms; kinds are united. */
  announce(change: { run: string | null; kinds: Change['kinds']; step?: number | null }): void;
  /** For many runs: one change each while they are few, else one for the workspace. */
  announceMany(runs: string[], kinds: Change['kinds']): void;
}

export interface RunsOptions {
  store: Store;
  launchTrainer: LaunchTrainer;
  now: () => number;
  /** Validates and fills in; the same that POST /api/runs uses. @throws StudioError invalid */
  resolve: (input: ConfigInput) => RunConfig;
  /** A stored config, maybe an earlier Ganymede’s, for the knobs of today. */
  today: (stored: RunConfig) => RunConfig;
  /** The user's own files that runs are made of; left out: there are none. */
  extensions?: RunExtensions;
  /** Left out: nobody asks what GPUs there are, and one is assumed. */
  gpus?: Gpus;
  /** Left out: what jobs of a cluster run is the source beside this, of version `unknown`. */
  jobs?: JobsOptions;
  /** False leaves runs found queued at start-up where they are (commands that only look). Default true. */
  startQueued?: boolean;
}
export interface RunExtensions {
  /** What a trainer is given to run. @throws StudioError conflict where one is not trusted */
  code(hashes: ExtensionHashes | undefined): ExtensionCode[];
  /** Keeps the texts as long as the workspace. */
  keep(hashes: ExtensionHashes | undefined): void;
}
export const noExtensions: RunExtensions = { code: () => [], keep: () => {} };

/** Runs found live at opening become interrupted, but for those whose trainers outlive a studio: they go on. */
export type OpenRuns = (options: RunsOptions) => Runs;
