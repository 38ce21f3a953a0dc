import { createParser } from 'eventsource-parser';
import type { Change } from '../shared/api/studio.ts';
import { ApiError, changeStream, pollChanges } from './api-client.ts';

/** `lost`: neither the stream nor polling reaches the studio. `anew`: it was started anew, and knows this browser no more. */
export type LiveState = 'connecting' | 'streaming' | 'polling' | 'lost' | 'anew';

/** Who listens to the studio. */
export interface FeedListener {
  onChange(change: Change): void;
  onState(state: LiveState): void;
}

/**
 * One event stream. It says what changed, never the data. When the stream can't be held, polling takes over and the stream is
 * tried again. A change with run null and every kind means "ask for everything again".
 */
export class ChangeFeed {
  private readonly listener: FeedListener;
  private state: LiveState = 'connecting';
  /** The last sequence seen; undefined before the first greeting. */
  private since: number | undefined;
  private stopped: AbortController | null = null;

  constructor(listener: FeedListener) {
    this.listener = listener;
  }
  start(): void {
    if (this.stopped !== null) return;
    this.stopped = new AbortController();
    void this.follow(this.stopped.signal);
  }
  /** Lets the connection go; a later start misses nothing. */
  stop(): void {
    this.stopped?.abort();
    this.stopped = null;
  }

  private async follow(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted; ) {
      const held = await this.stream(signal).catch(() => false);
      if (signal.aborted) return;
      failures = held ? 0 : failures + 1;
      if (failures > 1) await this.poll(signal);
      await pause(Math.min(250 * 2 ** Math.min(failures, 5), 5000), signal);
    }
  }

  /** True where at least the greeting came. */
  private async stream(signal: AbortSignal): Promise<boolean> {
    const body = await changeStream(this.since, signal);
    const reader = body.getReader();
    const decoder = new TextDecoder();
    let greeted = false;
    const parser = createParser({
      onEvent: ({ event, data }) => {
        if (event === 'hello') {
          greeted = true;
          this.greet(JSON.parse(data) as { sequence: number; restarted: boolean });
        } else if (event === 'change') this.deliver(JSON.parse(data) as Change);
      },
    });
    for (;;) {
      const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
      if (done) return greeted;
      parser.feed(decoder.decode(value, { stream: true }));
    }
  }

  private greet({ sequence, restarted }: { sequence: number; restarted: boolean }): void {
    const wasLost = isOut(this.become('streaming'));
    this.catchUp(sequence, restarted, wasLost);
  }

  private async poll(signal: AbortSignal): Promise<void> {
    try {
      const { changes, sequence, restarted } = await pollChanges(this.since, signal);
      const wasLost = isOut(this.become('polling'));
      for (const change of changes) this.deliver(change);
      this.catchUp(sequence, restarted, wasLost);
    } catch (error) {
      if (!signal.aborted) this.become(error instanceof ApiError && error.status === 401 ? 'anew' : 'lost');
    }
  }

  /** A studio that started anew counts from the beginning again; while it was out of reach, questions were given up unanswered. */
  private catchUp(sequence: number, restarted: boolean, wasLost: boolean): void {
    const isFirst = this.since === undefined;
    if (wasLost || (restarted && !isFirst)) this.deliver(everything(sequence));
    if (restarted || isFirst) this.since = sequence;
  }

  private deliver(change: Change): void {
    this.since = Math.max(this.since ?? 0, change.sequence);
    this.listener.onChange(change);
  }
  /** Tells what it was before. */
  private become(state: LiveState): LiveState {
    const before = this.state;
    this.state = state;
    if (state !== before) this.listener.onState(state);
    return before;
  }
}

function isOut(state: LiveState): boolean {
  return state === 'lost' || state === 'anew';
}

/** A kind that is new has to be named here. */
const allKinds: Record<Change['kinds'][number], true> = {
  run: true,
  progress: true,
  points: true,
  distributions: true,
  samples: true,
  checkpoints: true,
  log: true,
  removed: true,
  settings: true,
  views: true,
  notices: true,
  imports: true,
  published: true,
  catalogue: true,
};

/** Anything may have changed. */
export function everything(sequence: number): Change {
  return { sequence, run: null, kinds: Object.keys(allKinds) as Change['kinds'], step: null };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
}
