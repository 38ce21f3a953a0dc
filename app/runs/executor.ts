import type { ClusterReport } from '../../shared/api/cluster.ts';
import type { ExecutorName, Placement, Profile, Resources } from '../../shared/placement.ts';
import type { Run } from '../../shared/run.ts';
import type { LaunchTrainer, TrainerEvent, TrainerTransport } from '../../shared/trainer-protocol.ts';
import type { SpoolPosition } from '../store/jobs.ts';
import type { Store } from '../store/store.ts';
import type { Exit } from './explain-exit.ts';
import type { Changes } from './runs.ts';

/**
 * Where trainers run: on this machine, or in a cluster's queue. One more is one file of executors/ and one line of its index.
 * @throws StudioError where it can't be had
 */
export interface Executor {
  readonly name: ExecutorName;
  /** Whether its trainers take places of this machine; elsewhere another queue decides when they begin. */
  readonly isHere: boolean;
  /** Why a run that trains there can't be paused; null where it can. */
  readonly whyNoPause: string | null;
  /** Inside the transaction that stores that these runs shall train: notes where. Several become one order to a queue. @throws StudioError unavailable */
  enlist(runs: string[], resources: Resources): void;
  launch(run: Run, as: Parameters<LaunchTrainer>[0]): PlacedTrainer;
  /** Goes on with a trainer that an earlier studio launched: null where none outlives its studio, or it was not launched yet. */
  adopt: ((run: Run) => PlacedTrainer | null) | null;
  /** What a machine has where its trainers would run; null where that is this one. */
  probe: ((resources: Resources) => Promise<ClusterReport>) | null;
  /** Why what it tells may not be the newest. */
  trouble(run: string): string | null;
  /** The run has its end, and all is recorded. */
  forget(run: string): void;
  close(): Promise<void>;
}

export interface ExecutorParts {
  store: Store;
  changes: Pick<Changes, 'announce'>;
  now: () => number;
  launchTrainer: LaunchTrainer;
  /** What jobs run and how often they are looked after. */
  jobs: JobsOptions;
}

export interface JobsOptions {
  /** Ganymede's version and commit, recorded with each run. */
  version: string;
  /** The trainer's entry on the compute nodes; left out: the source beside this folder. */
  entry?: string;
  /** Of what looks around there. */
  probe?: string;
  /** Milliseconds, all of them. */
  pace?: Partial<JobsPace>;
}
export interface JobsPace {
  /** Between two looks at what jobs have written; those that wait are looked at every fifth time. */
  read: number;
  /** Between two questions to the queue: soon after something was handed over, and later. */
  statusSoon: number;
  status: number;
  /** How long the last words of a job that has ended may take to arrive. */
  grace: number;
}

/** A trainer and what its place tells of it, beside its own events. */
export interface PlacedTrainer extends Omit<TrainerTransport, 'onEvent' | 'onExit'> {
  onEvent(listen: (event: TrainerEvent, mark?: Mark) => void): void;
  onExit(listen: (exit: PlacedExit) => void): void;
  /** Hears why it does not train (yet). */
  onWord?(listen: (sentence: string) => void): void;
  /** Lets it go on without this studio. */
  detach?(): void;
}

/** What came by way of a file: when it was written, and up to where the file is recorded with it. */
export interface Mark {
  /** By the clock of who wrote it. */
  time: number;
  position: SpoolPosition;
  /** Stored in the same transaction. */
  alongside?: () => void;
}

export interface PlacedExit extends Exit {
  /** What its place says of the end; `detached`: it goes on. Left out: the exit says all. */
  end?: { as: 'stopped' | 'failed' | 'interrupted'; sentence: string } | 'detached';
}

/** What a profile says, and over it what was asked for. */
export function resourcesOf({ profile: name, resources: asked = {} }: Placement, profiles: Profile[]): Resources | null {
  const profile = name === undefined ? profiles[0] : profiles.find((one) => one.name === name);
  if (profile === undefined) return name === undefined ? asked : null;
  const { name: _, ...defaults } = profile;
  return { ...defaults, ...asked };
}
