import type { CheckpointEntry } from '../../shared/api/runs.ts';
import type { BackendChoice } from '../../shared/backend-choice.ts';
import type { Run } from '../../shared/run.ts';
import type { RunConfig } from '../../shared/run-config.ts';
import { StudioError } from '../../shared/errors.ts';
import type { TrainOrder } from '../../shared/trainer-protocol.ts';
import type { Store } from '../store/store.ts';
import { machineCores } from './machine-cores.ts';

export interface WhereFrom {
  file: TrainOrder['from'];
  /** As it was recorded. */
  sha256?: string;
  /** When it was written. */
  createdAt?: number;
  lineage: TrainOrder['lineage'];
  /** A run that left the choice open keeps the backend that it began on: only so does it go on bit for bit. */
  backend: BackendChoice;
}

/** The last checkpoint of its own, else the one it was forked from, else its first step. */
export function whereFrom(store: Store, run: Run, isHere = true): WhereFrom {
  const own = store.checkpoints.at(run.id);
  const backend = choiceOf(store, run, isHere);
  if (own !== null) return { file: there(own), sha256: own.sha256, createdAt: own.createdAt, lineage: 'resume', backend };
  if (run.parent === null) return { file: null, lineage: 'new', backend };
  const parent = store.checkpoints.at(run.parent.run, run.parent.step);
  if (parent === null) {
    throw new StudioError(
      'not-found',
      `The checkpoint at step ${run.parent.step} that this run was forked from is gone; fork it again from another.`,
    );
  }
  return { file: there(parent), sha256: parent.sha256, lineage: 'fork', backend };
}

function there({ state, step, file }: CheckpointEntry & { file: string }): string {
  if (state !== 'missing') return file;
  throw new StudioError(
    'not-found',
    `The checkpoint at step ${step} to go on from is not in its place: ${file} can't be read. Bring its folder or disk back, then resume.`,
  );
}

/** What the run's trainer will be asked to compute on. What the settings say of this machine is nothing that they say of another. */
export function choiceOf(store: Store, run: Run, isHere = true): BackendChoice {
  const begunOn = run.config.backend === 'auto' ? (run.environment?.backend as BackendChoice | undefined) : undefined;
  return begunOn ?? (isHere ? wantedBackend(store, run.config) : run.config.backend);
}

/** Where a config that leaves the choice open trains: where the settings say. */
export function wantedBackend(store: Store, { backend }: RunConfig): BackendChoice {
  return backend === 'auto' ? store.settings.get().backend : backend;
}

/** More are of little use unless they are asked for: what one thread does alone then takes most of the time. */
const mostShared = 8;

let known: number | undefined;
/** Asked of the system once: a machine keeps its cores. */
function ownCores(): number {
  known ??= machineCores();
  return known;
}

/** The config's own, else what the settings say: a number, or an even share of the cores. */
export function wantedThreads(store: Store, { threads }: RunConfig, cores = ownCores()): number {
  const { threadsPerRun, concurrentRuns } = store.settings.get();
  const share = Math.min(mostShared, Math.max(1, Math.floor(cores / concurrentRuns)));
  return threads ?? (threadsPerRun === 0 ? share : threadsPerRun);
}
