import type { CheckpointEntry } from '../../shared/api/runs.ts';
import { type Offer, StudioError } from '../../shared/errors.ts';
import { whyNotOurs } from '../../shared/origin.ts';
import type { Run } from '../../shared/run.ts';
import type { Store } from '../store/store.ts';
import { hashFile } from './hash-file.ts';

export type WholeCheckpoint = CheckpointEntry & { file: string };

/**
 * The checkpoint at a step (the last one), read and found to be what was recorded.
 * @throws StudioError not-found, damaged: with the newest earlier one that is whole, in the sentence and as `offer`
 */
export async function wholeCheckpoint(store: Store, run: Run, step?: number): Promise<WholeCheckpoint> {
  const checkpoint = store.checkpoints.at(run.id, step);
  if (checkpoint === null) throw noCheckpoint(store, run, step);
  const state = await stateOf(store, checkpoint);
  if (state === 'there') return checkpoint;
  const earlier = await newestWhole(store, run, checkpoint.step);
  const of = `The checkpoint at step ${checkpoint.step} of run #${run.number}`;
  const what =
    state === 'damaged'
      ? `${of} is damaged: ${checkpoint.file} is not what was recorded.`
      : `${of} is not in its place: ${checkpoint.file} can't be read. Bring its folder or disk back.`;
  const instead =
    earlier === null ? 'No earlier one of this run is whole.' : `The one at step ${earlier.step} is whole and can be taken instead.`;
  const offer: Offer | undefined = earlier === null ? undefined : { run: run.id, step: earlier.step, checkpoint: earlier.id };
  throw new StudioError(state === 'damaged' ? 'damaged' : 'not-found', `${what} ${instead}`, { offer });
}

/** What to say of a run that has none to begin from, at all or at this step. */
export function noCheckpoint(store: Store, run: Run, step: number | undefined): StudioError {
  const foreign = whyNotOurs(run);
  if (foreign !== null) return new StudioError('not-found', foreign);
  const steps = store.checkpoints.list(run.id).map((entry) => entry.step);
  const there = steps.length === 0 ? 'it has none' : `there are ${steps.join(', ')}`;
  const what = step === undefined ? 'has no checkpoint yet; train it until it has one.' : `has no checkpoint at step ${step}; ${there}.`;
  return new StudioError('not-found', `Run #${run.number} ${what}`);
}

async function newestWhole(store: Store, run: Run, before: number): Promise<CheckpointEntry | null> {
  const earlier = store.checkpoints.list(run.id).filter(({ step }) => step < before);
  for (const { id } of earlier.reverse()) {
    const checkpoint = store.checkpoints.get(id);
    if (checkpoint !== null && (await stateOf(store, checkpoint)) === 'there') return checkpoint;
  }
  return null;
}

async function stateOf(store: Store, { id, file }: WholeCheckpoint): Promise<CheckpointEntry['state']> {
  try {
    return store.checkpoints.judge(id, await hashFile(file)) ? 'there' : 'damaged';
  } catch (error) {
    if (error instanceof StudioError) throw error;
    return 'missing';
  }
}
