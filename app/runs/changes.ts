import type { Change } from '../../shared/api/studio.ts';
import type { Changes } from './runs.ts';

/** At most one change a run in this many milliseconds. */
const quiet = 30;
const few = 100;
/** Changes that can still be asked for. */
const kept = 2000;

/** The feed of what changed. The first of a burst goes out at once, the rest united after a short quiet. */
export function openChanges(now: () => number): Changes & { close(): void } {
  // Starting at the clock makes every sequence larger than those of an older process.
  const start = now();
  let sequence = start;
  const history: Change[] = [];
  const listeners = new Set<(change: Change) => void>();
  const pending = new Map<string | null, { kinds: Set<Change['kinds'][number]>; step: number | null; timer: NodeJS.Timeout }>();

  function send(change: Omit<Change, 'sequence'>): void {
    sequence += 1;
    const sent = { sequence, ...change };
    history.push(sent);
    if (history.length > kept) history.splice(0, history.length - kept);
    for (const listen of listeners) listen(sent);
  }

  function quieten(run: string | null): void {
    const timer = setTimeout(() => {
      const { kinds, step } = pending.get(run)!;
      pending.delete(run);
      if (kinds.size === 0) return;
      quieten(run);
      send({ run, kinds: [...kinds], step });
    }, quiet);
    timer.unref();
    pending.set(run, { kinds: new Set(), step: null, timer });
  }

  function announce({ run, kinds, step = null }: Parameters<Changes['announce']>[0]): void {
    const waiting = pending.get(run);
    if (waiting === undefined) {
      quieten(run);
      send({ run, kinds, step });
      return;
    }
    for (const kind of kinds) waiting.kinds.add(kind);
    if (step !== null) waiting.step = step;
  }

  return {
    get sequence() {
      return sequence;
    },
    subscribe(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    since(asked) {
      const oldest = history.length < kept ? start : history[0].sequence - 1;
      if (asked < oldest || asked > sequence) return null;
      return history.filter((change) => change.sequence > asked);
    },
    announce,
    announceMany(runs, kinds) {
      if (runs.length <= few) for (const run of runs) announce({ run, kinds });
      else announce({ run: null, kinds });
    },
    close() {
      for (const { timer } of pending.values()) clearTimeout(timer);
      listeners.clear();
    },
  };
}
