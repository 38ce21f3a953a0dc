import { setImmediate } from 'node:timers/promises';
import type { Finding } from '../../shared/health-rule.ts';
import { watchHealth } from '../../shared/health-watch.ts';
import type { Store } from '../store/store.ts';
import { inStepOrder, type Stretch } from './in-step-order.ts';
import type { Changes } from './runs.ts';

/** After a change, so that a burst is read once. */
const quiet = 1500;
/** Points read before everybody else has a turn. */
const slice = 4096;
/** Of the time, at most a twentieth goes into reading runs again. */
const rest = 20;
const atOnce = 200;
/** A closing studio reads on for this long; what is left is read by the next. */
const patience = 1000;

interface Kept {
  health: unknown;
  /** Points of each series that were seen. */
  seen: Record<string, number>;
}

/**
 * The health rules over runs that other tools log, here because no trainer of ours sees them: what has come since is read in the quiet after a
 * change, slice by slice, in the order of its steps.
 */
export function watchLogged(store: Store, changes: Changes, { looksAround }: { looksAround: boolean }): { close(): Promise<void> } {
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> | null = null;
  let isClosing = false;
  let mayHaveNew = looksAround;

  const unsubscribe = changes.subscribe(({ run, kinds }) => {
    if (run === null) mayHaveNew ||= kinds.includes('run') || kinds.includes('imports');
    else if (kinds.includes('points') || kinds.includes('run')) waiting.add(run);
    if (waiting.size > 0 || mayHaveNew) soon(quiet);
  });
  if (mayHaveNew) soon(quiet);

  function soon(milliseconds: number): void {
    if (timer !== undefined || working !== null || isClosing) return;
    timer = setTimeout(start, milliseconds);
    timer.unref();
  }

  function start(): void {
    timer = undefined;
    const began = performance.now();
    working = work()
      .catch(() => {})
      .finally(() => {
        working = null;
        if (waiting.size > 0 || mayHaveNew) soon(Math.max(quiet, rest * (performance.now() - began)));
      });
  }

  async function work(): Promise<void> {
    if (mayHaveNew) {
      const found = store.findings.unwatched(atOnce);
      for (const run of found) waiting.add(run);
      mayHaveNew = found.length === atOnce;
    }
    const runs = [...waiting];
    waiting.clear();
    for (const run of runs) {
      if (store.runs.get(run)?.origin == null) continue;
      // What can't be read, or kept on a full disk, is read with its next change.
      await read(run).catch(() => {});
      await setImmediate();
    }
  }

  async function read(run: string): Promise<void> {
    const kept = store.findings.watched(run) as Kept | null;
    const recorded = store.series.list(run);
    // Taken back or written anew: what was read is another run's.
    const isSame =
      kept !== null && Object.entries(kept.seen).every(([key, count]) => recorded.some((one) => one.key === key && one.count >= count));
    const watch = watchHealth({ state: isSame ? kept.health : undefined, isOneProcess: true });
    const seen: Record<string, number> = isSame ? { ...kept.seen } : {};
    const fresh = recorded.filter(({ key, count }) => watch.reads(key) && count > (seen[key] ?? 0));
    if (fresh.length === 0 && isSame) return;
    const findings: Finding[] = [];
    let since = 0;
    for (const { key, step, value } of inStepOrder(fresh.map(({ key }) => [key, stretches(run, key, seen[key] ?? 0)]))) {
      findings.push(...watch.see([{ type: 'points', step, values: { [key]: value } }]));
      seen[key] = (seen[key] ?? 0) + 1;
      since += 1;
      if (since % slice === 0) await setImmediate();
    }
    // Deleted for good meanwhile.
    if (store.runs.get(run) === null) return;
    if (store.findings.putWatched(run, { health: watch.state(), seen } satisfies Kept, findings).length > 0) {
      changes.announce({ run, kinds: ['run'] });
    }
  }

  /** What has come behind the first `after` points; the store's own columns are copied, for between two turns it may write over them. */
  function* stretches(run: string, key: string, after: number): Generator<Stretch> {
    let passed = 0;
    for (const { step, value } of store.series.columns(run, key)) {
      const from = Math.max(0, after - passed);
      passed += step.length;
      if (from < step.length) yield { step: step.slice(from), value: value.slice(from) };
    }
  }

  return {
    async close() {
      unsubscribe();
      clearTimeout(timer);
      if (timer !== undefined) start();
      isClosing = true;
      let late: NodeJS.Timeout | undefined;
      await Promise.race([working, new Promise<void>((resolve) => (late = setTimeout(resolve, patience)))]);
      clearTimeout(late);
    },
  };
}
