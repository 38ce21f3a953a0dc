import { z } from 'zod';
import { type Entrant, type GoOn, goalKeys, hasLost, hasPassed, type Schedule, wentOn } from '../schedule.ts';

export const ashaPlan = z.strictObject({
  kind: z.literal('asha'),
  ...goalKeys,
  /** Steps of the shortest training, r; the rungs are r·η^(s+k). */
  min: z.int().min(1),
  /** Steps of the longest, R, where the last rung is; left out: those of the config. */
  max: z.int().min(1).optional(),
  /** One of so many goes on, η. */
  eta: z.int().min(2).max(100).default(3),
  /** Rungs left out from the bottom, s. */
  stopRate: z.int().min(0).max(20).default(0),
});
type Plan = z.output<typeof ashaPlan>;

/**
 * Asynchronous successive halving (Li et al., arXiv:1810.05934, Algorithm 2): whenever a place is free, a configuration that is among the
 * best 1/η of its rung goes on to the next, the highest rung first; where there is none, a new one begins. A configuration is
 * its runs with all seeds, and worth their mean. Where R is not r·η^k, the last rung is at R.
 */
export const asha: Schedule<Plan> = {
  kind: 'asha',
  rests,
  refuse(asked, { variants, places }) {
    const configurations = variants * places;
    const { min, max, eta } = asked;
    if (max !== undefined && max <= min) return `max is ${max}; it takes more than min, which is ${min}.`;
    const rungs = rests(asked);
    if (rungs.length < 2)
      return `With min ${min}, eta ${eta} and max ${max} there is one rung at ${rungs[0]} steps, and nothing to choose.`;
    const needed = eta ** (rungs.length - 1);
    if (configurations >= needed) return null;
    return (
      `From ${configurations} configurations none would come to step ${rungs.at(-1)}: ${rungs.length} rungs (${rungs.join(', ')}) at eta ${eta} ` +
      `need ${needed} at least. Ask for more of them, raise min, or lower max.`
    );
  },
  decide(asked, entrants) {
    const rungs = rests(asked);
    const end = rungs.at(-1)!;
    const configurations = configurationsOf(entrants);
    const late: GoOn[] = [];
    const next: GoOn[] = [];
    for (let rung = rungs.length - 2; rung >= 0; rung -= 1) {
      const [rest, until] = rungs.slice(rung, rung + 2);
      const came = configurations.flatMap((runs) => {
        const value = worth(runs, rest, end);
        return value === null ? [] : { runs, value, isPromoted: runs.some((run) => wentOn(run, rest)) };
      });
      const best = came.filter(({ value }) => Number.isFinite(value)).sort((one, other) => compare(asked, one, other));
      for (const { runs, isPromoted } of best.slice(0, Math.floor(came.length / asked.eta))) {
        if (!isPromoted) next.push(...runs.map(({ run }) => ({ kind: 'go-on' as const, run, until })));
      }
      // A configuration that has gone on goes on with all of its seeds.
      for (const { runs } of came.filter(({ isPromoted }) => isPromoted)) {
        const behind = runs.filter((run) => run.until === rest && run.status === 'stopped' && hasPassed(run, rest));
        late.push(...behind.map(({ run }) => ({ kind: 'go-on' as const, run, until })));
      }
    }
    return [...late, ...next];
  },
};

function rests({ min, max, eta, stopRate }: Plan): number[] {
  const end = max ?? min;
  const rungs: number[] = [];
  for (let at = min * eta ** stopRate; at <= end; at *= eta) rungs.push(at);
  return [...rungs.slice(0, -1), end];
}

/** By their first run's number. */
function configurationsOf(entrants: readonly Entrant[]): Entrant[][] {
  const found = new Map<string, Entrant[]>();
  for (const entrant of entrants.toSorted((one, other) => one.number - other.number)) {
    const key = JSON.stringify([entrant.variant, entrant.at]);
    found.set(key, [...(found.get(key) ?? []), entrant]);
  }
  return [...found.values()];
}

/** Null before all of its runs have come to the rest; NaN as soon as one of them is lost. */
function worth(runs: readonly Entrant[], rest: number, end: number): number | null {
  if (runs.some((run) => hasLost(run, rest, end))) return Number.NaN;
  if (!runs.every((run) => hasPassed(run, rest))) return null;
  return runs.reduce((sum, run) => sum + run.values.get(rest)!, 0) / runs.length;
}

interface Came {
  runs: Entrant[];
  value: number;
}
function compare({ better }: Plan, one: Came, other: Came): number {
  const ahead = better === 'higher' ? other.value - one.value : one.value - other.value;
  return ahead === 0 ? one.runs[0].number - other.runs[0].number : ahead;
}
