import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { createParser } from 'eventsource-parser';
import type { Change } from '../shared/api/studio.ts';
import { changeStream, pollChanges } from './api-client.ts';

export type ChangeKind = Change['kinds'][number];
/** `lost`: neither the stream nor polling reaches the studio. */
export type LiveState = 'connecting' | 'streaming' | 'polling' | 'lost';
type Listener = (change: Change) => void;

/**
 * One event stream a window. It says what changed, never the data. When the stream can't be held, polling takes over
 * and the stream is tried again. A change with run null and every kind means "ask for everything again".
 */
class Live {
  private readonly listeners = new Set<Listener>();
  private readonly watchers = new Set<() => void>();
  private state: LiveState = 'connecting';
  /** The last sequence seen; undefined before the first greeting. */
  private since: number | undefined;
  private stopped = new AbortController();

  start(): void {
    this.stopped = new AbortController();
    void this.follow(this.stopped.signal);
  }
  stop(): void {
    this.stopped.abort();
  }
  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
  readonly watchState = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };
  readonly currentState = (): LiveState => this.state;

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
    const wasLost = this.become('streaming') === 'lost';
    this.catchUp(sequence, restarted, wasLost);
  }

  private async poll(signal: AbortSignal): Promise<void> {
    try {
      const { changes, sequence, restarted } = await pollChanges(this.since, signal);
      const wasLost = this.become('polling') === 'lost';
      for (const change of changes) this.deliver(change);
      this.catchUp(sequence, restarted, wasLost);
    } catch {
      if (!signal.aborted) this.become('lost');
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
    for (const listener of this.listeners) listener(change);
  }
  /** Tells what it was before. */
  private become(state: LiveState): LiveState {
    const before = this.state;
    this.state = state;
    if (state !== before) for (const watcher of this.watchers) watcher();
    return before;
  }
}

export const live = new Live();

export function useLiveState(): LiveState {
  return useSyncExternalStore(live.watchState, live.currentState);
}

/**
 * Calls `listener` when one of `kinds` changed for `run` ('*': any run and the workspace itself; an array: any of these).
 * While the window is hidden changes are held back and told as one change a run when it is seen again.
 */
export function useChanges(run: string | readonly string[] | '*', kinds: readonly ChangeKind[], listener: Listener): void {
  const tell = useEffectEvent(listener);
  const runKey = typeof run === 'string' ? run : run.join(' ');
  const kindKey = kinds.join(' ');
  useEffect(() => {
    const held = new Map<string | null, Change>();
    const wanted = new Set(kindKey.split(' '));
    const runs = runKey === '*' ? null : new Set(runKey.split(' '));
    const unsubscribe = live.subscribe((change) => {
      if (runs && change.run !== null && !runs.has(change.run)) return;
      if (!change.kinds.some((kind) => wanted.has(kind))) return;
      if (document.hidden) held.set(change.run, mergeChanges(held.get(change.run), change));
      else tell(change);
    });
    const release = () => {
      if (document.hidden) return;
      const changes = [...held.values()];
      held.clear();
      changes.forEach(tell);
    };
    document.addEventListener('visibilitychange', release);
    return () => {
      unsubscribe();
      document.removeEventListener('visibilitychange', release);
    };
  }, [runKey, kindKey]);
}

/** Two changes of one run, told as one. */
export function mergeChanges(before: Change | undefined, after: Change): Change {
  if (!before) return after;
  return { ...after, kinds: [...new Set([...before.kinds, ...after.kinds])], step: after.step ?? before.step };
}

function everything(sequence: number): Change {
  const kinds: ChangeKind[] = [
    'run',
    'progress',
    'points',
    'distributions',
    'samples',
    'checkpoints',
    'log',
    'removed',
    'settings',
    'views',
    'notices',
  ];
  return { sequence, run: null, kinds, step: null };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
