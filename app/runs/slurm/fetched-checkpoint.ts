import { basename, join } from 'node:path';
import { checkpointStep } from '../../../shared/checkpoint-format.ts';
import type { CheckpointEvent, TrainerEvent } from '../../../shared/trainer-protocol.ts';
import { spool } from '../../spool/folder.ts';
import type { JobRow } from '../../store/jobs.ts';
import type { Desk } from './desk.ts';

/**
 * The event with its file in the workspace. Earlier ones, which were recorded before it, then leave the spool; the newest two stay for a
 * job that is started again. `late`: its file is not there (yet).
 */
export async function fetchedCheckpoint(
  { store, side, now }: Desk,
  { run, folder }: JobRow,
  event: CheckpointEvent,
  isGivenUp: boolean,
): Promise<TrainerEvent | 'late'> {
  // The name alone: the event has the path of a compute node.
  const name = basename(event.file);
  const place = join(store.checkpoints.folder(run), name);
  const source = join(folder, spool.checkpoints);
  if (await side.fetch(join(source, name), place)) {
    await clear(event.step);
    return { ...event, file: place };
  }
  if (store.checkpoints.at(run, event.step)?.sha256 === event.sha256) return { ...event, file: place };
  // The job keeps the newest ones while nobody fetches them, as many as the workspace would keep.
  const isPruned = (await side.list(source)).some((other) => (checkpointStep(other) ?? 0) > event.step);
  if (!isGivenUp && !isPruned) return 'late';
  const { step = event.step } = store.runs.get(run) ?? {};
  const sentence = `The checkpoint of step ${event.step} is not in the job's spool any more, and is not kept.`;
  return {
    type: 'batch',
    batch: 0,
    times: isPruned ? new Float64Array() : Float64Array.of(now()),
    measurements: isPruned ? [] : [{ type: 'note', step: event.step, level: 'warning', sentence }],
    progress: { step, stepsPerSecond: null, tensors: 0, tensorBytes: 0 },
  };

  async function clear(step: number): Promise<void> {
    const earlier = (await side.list(source))
      .filter((other) => (checkpointStep(other) ?? step) < step)
      .sort()
      .slice(0, -1);
    if (earlier.length > 0) await side.remove(...earlier.map((other) => join(source, other)));
  }
}
