import { setTimeout as pause } from 'node:timers/promises';
import { StudioError } from '../../shared/errors.ts';

export const retryAfter = 1000;

/** Whether it may be stored later: the disk is full, or the workspace away. */
export function passes(error: unknown): error is StudioError {
  return error instanceof StudioError && (error.code === 'disk-full' || error.code === 'workspace-away');
}

/**
 * Work that the store may refuse for a while (a full disk, a drive that went away): done at once, else tried again until the
 * store takes it. Resolves when it is done, or given up; at least one try is made.
 */
export async function persist(work: () => void, givenUp: AbortSignal): Promise<void> {
  for (;;) {
    try {
      work();
      return;
    } catch {
      // Nobody waits for this one answer; whoever asks the store for anything hears why.
    }
    if (givenUp.aborted) return;
    await pause(retryAfter, undefined, { signal: givenUp }).catch(() => {});
  }
}
