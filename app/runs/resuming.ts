import { StudioError } from '../../shared/errors.ts';
import { whyNotOurs } from '../../shared/origin.ts';
import { hasEnded, type Run } from '../../shared/run.ts';
import type { Store } from '../store/store.ts';
import { noCheckpoint, wholeCheckpoint } from './whole-checkpoint.ts';

/** @throws StudioError conflict: another tool logged it */
export function refuseImported(run: Run): void {
  const why = whyNotOurs(run);
  if (why !== null) throw new StudioError('conflict', why);
}

/** @throws StudioError conflict, with the state that forbids it */
export function refuseResume(run: Run): void {
  refuseImported(run);
  if (!hasEnded(run.status))
    throw new StudioError('conflict', `Run #${run.number} is ${run.status}; only a run that has ended can be resumed.`);
  if (run.status === 'finished' && run.step >= run.config.steps) {
    throw new StudioError(
      'conflict',
      `Run #${run.number} has done all its ${run.config.steps} steps; fork it with more steps to train on.`,
    );
  }
}

/**
 * Reads what a resume would go on from.
 * @throws StudioError not-found, damaged: with the earlier checkpoint, else the run's start, that can be taken instead
 */
export async function readBeforeResume(store: Store, run: Run, step?: number): Promise<void> {
  const isFromStart = store.checkpoints.at(run.id, step) === null && (step === undefined || step === startOf(run));
  if (isFromStart) return readStart(store, run);
  try {
    await wholeCheckpoint(store, run, step);
  } catch (error) {
    if (!(error instanceof StudioError) || error.offer !== undefined || store.checkpoints.at(run.id, step) === null) throw error;
    const canStart = await readStart(store, run).then(
      () => true,
      () => false,
    );
    if (!canStart) throw error;
    const start = startOf(run);
    throw new StudioError(error.code, `${error.message} The run can be begun again from step ${start}.`, {
      offer: { run: run.id, step: start, checkpoint: null },
    });
  }
}

/** Forgets what came after a step: measurements, samples, later checkpoints. @throws StudioError not-found */
export function takeBack(store: Store, run: Run, step: number, now: number): void {
  const isStart = step === startOf(run);
  if (!isStart && store.checkpoints.at(run.id, step) === null) throw noCheckpoint(store, run, step);
  store.together(() => {
    store.series.truncate(run.id, step === 0 ? -1 : step);
    store.runs.update(run.id, { step });
    const sentence = `Taken back to step ${step}; what came after it is measured again.`;
    store.log.add(run.id, { time: now, step, level: 'info', sentence });
  });
}

/** A fork begins where its weights came from. */
const startOf = (run: Run) => run.parent?.step ?? 0;

async function readStart(store: Store, { parent }: Run): Promise<void> {
  const from = parent === null ? null : store.runs.get(parent.run);
  if (parent !== null && from !== null) await wholeCheckpoint(store, from, parent.step);
}
