import type { Measurement } from '../../shared/measurement.ts';
import type { BatchEvent } from '../../shared/trainer-protocol.ts';

const longestWait = 50;
const mostItems = 256;
/** Batches that may be on their way unacknowledged; beyond that the training waits, so memory stays flat. */
export const mostUnacknowledged = 8;

/** Gathers measurements and posts them in numbered batches. */
export interface Batches {
  add(measurements: Measurement[]): void;
  /** Posts if the batch is full or would be older than 50 ms when the next step is done. */
  flushIfDue(nextStepTakes: number): void;
  flush(): void;
  acknowledge(batch: number): void;
  hasRoom(): boolean;
  /** Resolves as soon as the recorder has kept up. */
  room(): Promise<void>;
}

export function createBatches(options: {
  now: () => number;
  post: (event: BatchEvent) => void;
  progress: () => BatchEvent['progress'];
}): Batches {
  let posted = 0;
  let acknowledged = 0;
  let oldest = 0;
  let items: Measurement[] = [];
  let times: number[] = [];
  let waiting: (() => void)[] = [];

  function flush(): void {
    if (items.length === 0) return;
    posted += 1;
    options.post({ type: 'batch', batch: posted, times: Float64Array.from(times), measurements: items, progress: options.progress() });
    items = [];
    times = [];
  }

  return {
    add(measurements) {
      const time = options.now();
      if (items.length === 0) oldest = time;
      for (const measurement of measurements) {
        items.push(measurement);
        times.push(time);
      }
    },
    flushIfDue(nextStepTakes) {
      if (items.length >= mostItems || options.now() - oldest + nextStepTakes >= longestWait) flush();
    },
    flush,
    acknowledge(batch) {
      acknowledged = Math.max(acknowledged, batch);
      if (posted - acknowledged >= mostUnacknowledged) return;
      for (const go of waiting) go();
      waiting = [];
    },
    hasRoom: () => posted - acknowledged < mostUnacknowledged,
    room() {
      if (posted - acknowledged < mostUnacknowledged) return Promise.resolve();
      return new Promise((resolve) => waiting.push(resolve));
    },
  };
}
