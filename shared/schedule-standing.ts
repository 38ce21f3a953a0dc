import type { Run } from './run.ts';
import { type Decision, type Entrant, hasLost, hasPassed, type Space, wentOn } from './schedule.ts';
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
  /** The run and step that it was forked from. */
  parent: Run['parent'];
  /** One a rest that it has come to itself, or was lost on the way to. */
  marks: Mark[];
}
/**
 * on: it was sent further · next: it will be as soon as a place is free · rests: it was not (yet) among the best · end: there is nothing
 * further · lost: it failed, or its value is not finite · replaced: a fork of another took its place.
 */
export interface Mark {
  rest: number;
  /** NaN where nothing was measured; NaN and ±Infinity as strings on the wire. */
  value: number;
  as: 'on' | 'next' | 'rests' | 'end' | 'lost' | 'replaced';
}

export function standing(plan: SchedulePlan, entrants: readonly Entrant[], space: Space): Standing {
  const schedule = scheduleOf(plan);
  const rests = schedule.rests(plan);
  const end = rests.at(-1) ?? 0;
  const sent = sentBy(schedule.decide(plan, entrants, space));
  const begins = ({ parent }: Entrant) => parent?.step ?? 0;
  const forkedInPlace = new Set(entrants.filter(({ parent }) => parent !== null).map((fork) => `${slotOf(fork)} ${begins(fork)}`));
  const runs = entrants.map((entrant) => ({
    run: entrant.run,
    parent: entrant.parent,
    marks: rests
      // Who is finished by a rule of its own stands where that was, not at every rest that it was spared.
      .filter((_, at) => !(entrant.status === 'finished' && entrant.step <= (rests[at - 1] ?? 0)))
      .filter((rest) => rest > begins(entrant) && (hasPassed(entrant, rest) || hasLost(entrant, rest, end)))
      .map((rest): Mark => {
        const isReplaced = !wentOn(entrant, rest) && forkedInPlace.has(`${slotOf(entrant)} ${rest}`);
        const value = entrant.values.get(rest) ?? Number.NaN;
        return { rest, value, as: isReplaced ? 'replaced' : markOf(entrant, rest, end, sent) };
      }),
  }));
  const trained = entrants.reduce((sum, entrant) => sum + entrant.step - begins(entrant), 0);
  return { rests, runs, trained, whole: entrants.filter(({ parent }) => parent === null).length * end };
}

const slotOf = ({ variant, at, seed }: Entrant) => JSON.stringify([variant, at, seed]);

function sentBy(decisions: readonly Decision[]): Map<string, number> {
  const goOns = decisions.flatMap((decision) => (decision.kind === 'go-on' ? [decision] : decision.goOn));
  return new Map(goOns.map(({ run, until }) => [run, until]));
}

function markOf(entrant: Entrant, rest: number, end: number, sent: ReadonlyMap<string, number>): Mark['as'] {
  if (hasLost(entrant, rest, end)) return 'lost';
  if (rest === end || (entrant.status === 'finished' && entrant.step <= rest)) return 'end';
  if (wentOn(entrant, rest)) return 'on';
  return (sent.get(entrant.run) ?? 0) > rest ? 'next' : 'rests';
}

/** Those that came furthest first, of them the best; who was lost after those that were not. */
export function ranked({ runs }: Pick<Standing, 'runs'>, better: 'lower' | 'higher' | undefined): StandingRun[] {
  const key = ({ marks }: StandingRun) => {
    const last = marks.at(-1);
    const value = last === undefined || last.as === 'lost' ? Number.NaN : Number(last.value);
    return { rest: last?.rest ?? 0, loss: Number.isNaN(value) ? Number.POSITIVE_INFINITY : better === 'higher' ? -value : value };
  };
  return runs
    .map((run) => ({ run, ...key(run) }))
    .sort((one, other) => other.rest - one.rest || (one.loss === other.loss ? 0 : one.loss - other.loss))
    .map(({ run }) => run);
}

/** Of the steps that training everything to its end would have taken. */
export function savedShare({ trained, whole }: Pick<Standing, 'trained' | 'whole'>): number {
  return whole === 0 ? 0 : 1 - trained / whole;
}
