import { type Decision, type Entrant, hasLost, hasPassed, wentOn } from './schedule.ts';
import { type SchedulePlan, scheduleOf } from './schedules/index.ts';

/** What a schedule has come to, for people to look at. */
export interface Standing {
  /** The steps at which its runs rest; the last one is their end. */
  rests: number[];
  runs: StandingRun[];
  /** Steps that were trained, and what training everything to its end would have taken. */
  trained: number;
  whole: number;
}
export interface StandingRun {
  run: string;
  /** One a rest that it has come to, or was lost on the way to. */
  marks: Mark[];
}
/**
 * on: it was sent further · next: it will be as soon as a place is free · rests: it was not (yet) among the best · end: there is nothing
 * further · lost: it failed, or its value is not finite.
 */
export interface Mark {
  /** NaN where nothing was measured; NaN and ±Infinity as strings on the wire. */
  value: number;
  as: 'on' | 'next' | 'rests' | 'end' | 'lost';
}

export function standing(plan: SchedulePlan, entrants: readonly Entrant[]): Standing {
  const schedule = scheduleOf(plan);
  const rests = schedule.rests(plan);
  const end = rests.at(-1) ?? 0;
  const decisions = schedule.decide(plan, entrants);
  const runs = entrants.map((entrant) => ({
    run: entrant.run,
    marks: rests
      .filter((rest) => hasPassed(entrant, rest) || hasLost(entrant, rest, end))
      .map((rest) => ({ value: entrant.values.get(rest) ?? Number.NaN, as: markOf(entrant, rest, end, decisions) })),
  }));
  const trained = entrants.reduce((sum, { step, parent }) => sum + step - (parent?.step ?? 0), 0);
  return { rests, runs, trained, whole: entrants.length * end };
}

function markOf(entrant: Entrant, rest: number, end: number, decisions: readonly Decision[]): Mark['as'] {
  if (hasLost(entrant, rest, end)) return 'lost';
  if (rest === end) return 'end';
  if (wentOn(entrant, rest)) return 'on';
  return decisions.some(({ run, until }) => run === entrant.run && until > rest) ? 'next' : 'rests';
}

/** Those that came furthest first, of them the best; who was lost after those that were not. */
export function ranked({ runs }: Pick<Standing, 'runs'>, better: 'lower' | 'higher' | undefined): StandingRun[] {
  const key = ({ marks }: StandingRun) => {
    const last = marks.at(-1);
    const value = last === undefined || last.as === 'lost' ? Number.NaN : Number(last.value);
    return { rests: marks.length, loss: Number.isNaN(value) ? Number.POSITIVE_INFINITY : better === 'higher' ? -value : value };
  };
  return runs
    .map((run) => ({ run, ...key(run) }))
    .sort((one, other) => other.rests - one.rests || (one.loss === other.loss ? 0 : one.loss - other.loss))
    .map(({ run }) => run);
}

/** Of the steps that training everything to its end would have taken. */
export function savedShare({ trained, whole }: Pick<Standing, 'trained' | 'whole'>): number {
  return whole === 0 ? 0 : 1 - trained / whole;
}
