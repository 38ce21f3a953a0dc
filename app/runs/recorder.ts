import type { Change } from '../../shared/api/studio.ts';
import type { BatchEvent, CheckpointEvent, TrainerEvent } from '../../shared/trainer-protocol.ts';
import type { Store } from '../store/store.ts';
import type { Mark } from './executor.ts';
import { passes, retryAfter } from './persist.ts';
import type { Changes } from './runs.ts';

/**
 * Writes what a trainer sends, strictly in order: commit, then acknowledge, then say what changed. A full disk loses
 * nothing: the events wait unacknowledged (so the trainer waits too) and are tried again until there is room.
 */
export interface Recorder {
  /** `mark`: it came by way of a file, and up to where that is recorded is stored with it. */
  take(event: TrainerEvent, mark?: Mark): void;
  /** Resolves when nothing waits any more. */
  settled(): Promise<void>;
  close(): void;
}

export interface RecorderOptions {
  run: string;
  store: Store;
  changes: Changes;
  acknowledge(batch: number): void;
  /** Milliseconds trained so far, over all sittings. */
  trainedFor(): number;
  /** Hears when the event that follows was written, by the clock of who wrote it. */
  onMark?(time: number): void;
  /** Events that are the supervisor's; called in order with the rest. */
  onEvent(event: TrainerEvent): void;
  /** The disk is full or the workspace away (a sentence), or that has passed (null). */
  onFull(sentence: string | null): void;
  /** Anything else that the store refused: the run can't go on. */
  onBroken(error: unknown): void;
}

export function openRecorder({
  run,
  store,
  changes,
  acknowledge,
  trainedFor,
  onMark,
  onEvent,
  onFull,
  onBroken,
}: RecorderOptions): Recorder {
  const queue: { event: TrainerEvent; mark: Mark | undefined }[] = [];
  let retry: NodeJS.Timeout | null = null;
  let isClosed = false;
  let waiting: (() => void)[] = [];

  function drain(): void {
    while (queue.length > 0 && !isClosed) {
      try {
        write(queue[0]);
      } catch (error) {
        if (!passes(error)) {
          close();
          onBroken(error);
          return;
        }
        if (retry === null) onFull(error.message);
        retry = setTimeout(drain, retryAfter);
        return;
      }
      queue.shift();
      if (retry !== null) {
        retry = null;
        onFull(null);
      }
    }
    settle();
  }

  function settle(): void {
    for (const go of waiting) go();
    waiting = [];
  }

  function close(): void {
    isClosed = true;
    if (retry !== null) clearTimeout(retry);
    settle();
  }

  function write({ event, mark }: (typeof queue)[number]): void {
    if (mark === undefined) {
      writeEvent(event);
      return;
    }
    onMark?.(mark.time);
    const reach = () => {
      mark.alongside?.();
      store.jobs.reach(run, mark.position);
    };
    // A run's end is more than its rows, and once it is stored nobody reads on.
    if (event.type === 'ended') {
      writeEvent(event);
      reach();
      return;
    }
    store.together(() => {
      writeEvent(event);
      reach();
    }, 'measured');
  }

  function writeEvent(event: TrainerEvent): void {
    if (event.type === 'batch') writeBatch(event);
    else if (event.type === 'checkpoint') writeCheckpoint(event);
    else onEvent(event);
  }

  function writeBatch({ batch, times, measurements, progress }: BatchEvent): void {
    const { step, stepsPerSecond } = progress;
    store.record(run, { times, measurements, progress: { step, stepsPerSecond, trainedFor: trainedFor() } });
    acknowledge(batch);
    changes.announce({ run, kinds: kindsOf(measurements), step });
  }

  function writeCheckpoint({ step, file, bytes, sha256 }: CheckpointEvent): void {
    store.checkpoints.add(run, { step, file, bytes, sha256, keep: store.settings.get().keepCheckpoints });
    changes.announce({ run, kinds: ['checkpoints'], step });
  }

  return {
    take(event, mark) {
      queue.push({ event, mark });
      if (retry === null) drain();
    },
    settled() {
      if (queue.length === 0 || isClosed) return Promise.resolve();
      return new Promise((resolve) => waiting.push(resolve));
    },
    close,
  };
}

const kindOf = { points: 'points', distribution: 'distributions', sample: 'samples', note: 'log', finding: 'run' } as const;

function kindsOf(measurements: BatchEvent['measurements']): Change['kinds'] {
  const kinds = new Set<Change['kinds'][number]>(['progress']);
  for (const { type } of measurements) kinds.add(kindOf[type]);
  return [...kinds];
}
