import { type Decision, type Entrant, goalOf, hasPassed, isOver, unfinished } from '../../shared/schedule.ts';
import { scheduleOf } from '../../shared/schedules/index.ts';
import type { SweepPlan } from '../../shared/sweep.ts';
import type { Store } from '../store/store.ts';

/** What the schedules of sweeps ask for, from what is stored alone: nothing is kept here but values that were read. */
export interface Schedules {
  /** From now on this sweep's schedule decides. */
  drive(sweep: string): void;
  /** What is decided now, sweep by sweep, in each what counts most first. Sweeps that are over are asked no more. */
  decisions(): { sweep: string; plan: SweepPlan; decision: Decision }[];
  /** Asks them again: something was changed by hand. */
  reconsider(): void;
  /** Its runs with what was measured at their rests. */
  entrants(sweep: string): Entrant[];
  isOver(sweep: string): boolean;
}

export function openSchedules(store: Store, { drivesAll }: { drivesAll: boolean }): Schedules {
  const driven = new Set(drivesAll ? store.sweeps.scheduled() : []);
  const over = new Set<string>();
  const read = new Map<string, number>();

  function entrants(sweep: string, { schedule } = planOf(sweep)): Entrant[] {
    const rests = scheduleOf(schedule).rests(schedule);
    return store.sweeps.entrants(sweep).map((entrant) => ({
      ...entrant,
      values: new Map(rests.filter((rest) => hasPassed(entrant, rest)).map((rest) => [rest, measuredAt(entrant.run, rest, schedule)])),
    }));
  }

  function planOf(sweep: string): SweepPlan {
    return store.sweeps.get(sweep)!.plan;
  }

  /** What was measured up to a rest does not change: whoever comes by again measures the same. */
  function measuredAt(run: string, rest: number, schedule: SweepPlan['schedule']): number {
    if (schedule.kind === 'none') return Number.NaN;
    const name = `${run} ${rest} ${schedule.metric}`;
    const value = read.get(name) ?? measured(store, run, schedule, rest);
    if (!Number.isNaN(value)) read.set(name, value);
    return value;
  }

  function decided(sweep: string): Decision[] {
    const { plan, sweep: entry } = store.sweeps.get(sweep)!;
    if (entry.isHeld) return [];
    const all = entrants(sweep, plan);
    const hasBegun = ({ step, parent }: Entrant) => step > (parent?.step ?? 0);
    const begun = all.filter(hasBegun);
    const fresh = all.filter((entrant) => !hasBegun(entrant));
    return [...unfinished(begun), ...scheduleOf(plan.schedule).decide(plan.schedule, all, plan), ...unfinished(fresh)];
  }

  function next(sweep: string): Decision[] {
    if (over.has(sweep)) return [];
    const decisions = decided(sweep);
    if (decisions.length === 0 && isOver(store.sweeps.entrants(sweep), [])) over.add(sweep);
    return decisions;
  }

  return {
    drive(sweep) {
      over.delete(sweep);
      driven.add(sweep);
    },
    decisions: () =>
      [...driven].flatMap((sweep) => {
        const decisions = next(sweep);
        const plan = decisions.length === 0 ? null : planOf(sweep);
        return plan === null ? [] : decisions.map((decision) => ({ sweep, plan, decision }));
      }),
    reconsider: () => over.clear(),
    entrants: (sweep) => entrants(sweep),
    isOver(sweep) {
      if (!over.has(sweep) && isOver(store.sweeps.entrants(sweep), decided(sweep))) over.add(sweep);
      return over.has(sweep);
    },
  };
}

/** NaN where nothing was measured up to there. */
function measured(store: Store, run: string, goal: { metric: string }, rest: number): number {
  const { series, figure } = goalOf(goal);
  let found = Number.NaN;
  for (const { value } of store.series.points(run, series, { upTo: rest })) {
    if (figure === 'last' || Number.isNaN(found)) found = value;
    else if (figure === 'min') found = Math.min(found, Number.isNaN(value) ? found : value);
    else found = Math.max(found, Number.isNaN(value) ? found : value);
  }
  return found;
}
