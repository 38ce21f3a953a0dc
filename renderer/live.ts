import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import type { Change } from '../shared/api/studio.ts';
import type { LiveState } from './change-feed.ts';
import { openFeed } from './shared-feed.ts';

export type ChangeKind = Change['kinds'][number];
type Listener = (change: Change) => void;

/** What changes in the studio, for every part of this window. */
class Live {
  private readonly listeners = new Set<Listener>();
  private readonly watchers = new Set<() => void>();
  private state: LiveState = 'connecting';

  start(): void {
    openFeed({
      onChange: (change) => {
        for (const listener of this.listeners) listener(change);
      },
      onState: (state) => {
        this.state = state;
        for (const watcher of this.watchers) watcher();
      },
    });
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

/** Calls `listener` when anything may have changed, as when the studio answers again after it was out of reach or was started anew. */
export function useBack(listener: () => void): void {
  useChanges('*', ['run'], ({ run }) => {
    if (run === null) listener();
  });
}

/** Two changes of one run, told as one. */
export function mergeChanges(before: Change | undefined, after: Change): Change {
  if (!before) return after;
  return { ...after, kinds: [...new Set([...before.kinds, ...after.kinds])], step: after.step ?? before.step };
}
