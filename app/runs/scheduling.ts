import { StudioError } from '../../shared/errors.ts';
import { hasEnded, type Run } from '../../shared/run.ts';
import type { Fork, Generation, GoOn } from '../../shared/schedule.ts';
import { ownKey, placeName, type SweepPlan } from '../../shared/sweep.ts';
import type { ForkRun } from '../../shared/api/runs.ts';
import type { Store } from '../store/store.ts';
import { passes } from './persist.ts';
import type { SweepSchedules } from './runs.ts';
import { openSchedules } from './schedules.ts';

/** What of the supervisor's is needed to do what schedules decide. */
interface Parts {
  store: Store;
  now: () => number;
  /** False: only sweeps that this studio is asked to drive. */
  drivesAll: boolean;
  hasTrainer(run: string): boolean;
  /** The fork that is asked for, not stored yet: it may be refused, and is stored by calling it inside a transaction. @throws StudioError */
  forkOf(run: string, ask: ForkRun): () => Run;
  enlist(run: Run): void;
  stopMany(ids: string[], options: { isHeld: boolean }): string[];
  announce(runs: string[]): void;
  fillPlaces(): void;
}

/** Schedules of sweeps over the queue: who goes on, and who is forked from whom. */
export interface Scheduling extends SweepSchedules {
  /** Of ended runs those that would go on now, and how far; as decided at the last `turn`, but for those that have `gone`. */
  onward(): GoOn[];
  gone(run: string): void;
  /** Decides anew, and does what is due at once; what the store refuses is thrown, and due again. */
  turn(): void;
  /** Ended as interrupted while this studio looked on: it goes on where a person says so, not for ever by itself. */
  lose(run: string): void;
  reconsider(): void;
}

export function openScheduling(parts: Parts): Scheduling {
  const { store, now, hasTrainer, forkOf, enlist, stopMany, announce, fillPlaces } = parts;
  const schedules = openSchedules(store, parts);
  const lost = new Set<string>();
  let decided: GoOn[] = [];

  function turn(): void {
    const all = schedules.decisions();
    const due = all.flatMap(({ sweep, plan, decision }) => (decision.kind === 'generation' ? [{ sweep, plan, decision }] : []));
    for (const { sweep, plan, decision } of due) generate(sweep, plan, decision);
    const now = due.length > 0 ? schedules.decisions() : all;
    decided = now.flatMap(({ decision }) => (decision.kind === 'go-on' ? [decision] : []));
  }

  function generate(sweep: string, plan: SweepPlan, { goOn, forks }: Generation): void {
    const wanted = forks.map((fork) => ({ fork, make: prepared(plan, fork) }));
    const made = store.together(() => {
      for (const { run, until } of goOn) store.runs.update(run, { until });
      const born = wanted.flatMap(({ fork, make }) => {
        if (typeof make === 'function') return [{ ...fork, run: store.runs.update(make().id, { until: fork.until }) }];
        leaveInPlace(fork, make.message);
        return [];
      });
      store.sweeps.join(
        sweep,
        born.map(({ run, variant, at, seed, place }) => ({ run: run.id, variant, at, seed, place })),
      );
      return born.map(({ run }) => run);
    });
    for (const run of made) enlist(run);
    announce([...made.map(({ id }) => id), ...forks.map(({ instead }) => instead)]);
  }

  /** A fork, or why there can be none: a checkpoint that is gone, params that make no sense together. */
  function prepared(plan: SweepPlan, { from, step, variant, seed, place }: Fork): (() => Run) | StudioError {
    const donor = store.runs.get(from)!;
    const params = Object.keys(donor.config.params);
    const set = Object.fromEntries(Object.entries(place).map(([key, value]) => [ownKey(key, params), value]));
    const name = `${placeName(plan, variant, place, seed)} · from #${donor.number} at ${step}`.slice(0, 200);
    try {
      return forkOf(from, { step, set, name });
    } catch (error) {
      if (!(error instanceof StudioError) || passes(error)) throw error;
      return error;
    }
  }

  /** It trains on as it is, where it can. */
  function leaveInPlace({ instead, from, step, until }: Fork, why: string): void {
    const { status } = store.runs.get(instead)!;
    if (status !== 'failed') store.runs.update(instead, { until });
    const sentence = `It was to be replaced by a fork of #${store.runs.get(from)!.number}, which can't be made: ${why}`;
    store.log.add(instead, { time: now(), step, level: 'warning', sentence });
  }

  return {
    onward: () => decided.filter(({ run }) => !hasTrainer(run) && !lost.has(run)),
    gone(run) {
      decided = decided.filter((one) => one.run !== run);
    },
    turn,
    lose: (run) => void lost.add(run),
    reconsider: schedules.reconsider,
    entrants: schedules.entrants,
    isOver: schedules.isOver,
    drive(sweep) {
      store.sweeps.hold(sweep, false);
      schedules.drive(sweep);
      lost.clear();
      const waiting = schedules.entrants(sweep).filter(({ status }) => status === 'queued');
      for (const { run } of waiting) enlist(store.runs.get(run)!);
      fillPlaces();
    },
    hold(sweep) {
      store.sweeps.hold(sweep, true);
      const going = schedules.entrants(sweep).filter(({ status }) => !hasEnded(status));
      return stopMany(
        going.map(({ run }) => run),
        { isHeld: true },
      );
    },
  };
}
