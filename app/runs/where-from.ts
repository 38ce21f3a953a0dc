import type { Run } from '../../shared/run.ts';
import type { RunConfig } from '../../shared/run-config.ts';
import { StudioError } from '../../shared/errors.ts';
import type { TrainOrder } from '../../shared/trainer-protocol.ts';
import type { Store } from '../store/store.ts';

export interface WhereFrom {
  file: TrainOrder['from'];
  lineage: TrainOrder['lineage'];
  /** A run that left the choice open keeps the backend that it began on: only so does it go on bit for bit. */
  backend: RunConfig['backend'];
}

/** The last checkpoint of its own, else the one it was forked from, else its first step. */
export function whereFrom(store: Store, run: Run): WhereFrom {
  const own = store.checkpoints.at(run.id);
  const begunOn = run.config.backend === 'auto' ? (run.environment?.backend as RunConfig['backend'] | undefined) : undefined;
  const backend = begunOn ?? wantedBackend(store, run.config);
  if (own !== null) return { file: own.file, lineage: 'resume', backend };
  if (run.parent === null) return { file: null, lineage: 'new', backend };
  const parent = store.checkpoints.at(run.parent.run, run.parent.step);
  if (parent === null) {
    throw new StudioError(
      'not-found',
      `The checkpoint at step ${run.parent.step} that this run was forked from is gone; fork it again from another.`,
    );
  }
  return { file: parent.file, lineage: 'fork', backend };
}

/** Where a config that leaves the choice open trains: where the settings say. */
export function wantedBackend(store: Store, { backend }: RunConfig): RunConfig['backend'] {
  return backend === 'auto' ? store.settings.get().backend : backend;
}
