import { describe, expect, test } from 'vitest';
import { type Entrant, unfinished } from '../schedule.ts';
import { standing } from '../schedule-standing.ts';
import { schedulePlan, schedules, scheduleOf } from './index.ts';
import { entrantOf } from './simulated.fixtures.ts';

const asked = { none: {}, asha: { metric: 'w1', min: 10, max: 90 }, pbt: { metric: 'w1', interval: 30, max: 90 } };
const space = { vary: { rate: { from: 1, to: 100, scale: 'log', whole: false } as const }, seed: 7 };

/** Nine runs that have all come to a rest but for one that failed; `reversed`, the same in another order. */
function rested(rest: number): Entrant[] {
  return Array.from({ length: 9 }, (_, number): Entrant => {
    const more = { place: { rate: number + 1 }, until: rest };
    if (number === 4) return entrantOf(number, { ...more, status: 'failed', step: rest - 1 });
    return entrantOf(number, { ...more, status: 'stopped', step: rest, values: new Map([[rest, (number * 5) % 9]]) });
  });
}

describe.each(Object.keys(schedules) as (keyof typeof schedules)[])('the schedule %s', (kind) => {
  const plan = schedulePlan.parse({ kind, ...asked[kind] });
  const schedule = scheduleOf(plan);
  const rests = schedule.rests(plan);
  const entrants = rested(rests[0] ?? 10);
  const decide = (of: readonly Entrant[]) => schedule.decide(plan, of, space);
  const goOns = () => decide(entrants).flatMap((decision) => (decision.kind === 'go-on' ? [decision] : decision.goOn));

  test('is known by its own name, and has its runs rest at rising steps', () => {
    expect(schedule.kind).toBe(kind);
    expect(rests).toEqual([...new Set(rests)].sort((a, b) => a - b));
  });

  test('decides the same in any order, and nothing of nothing', () => {
    expect(decide(entrants.toReversed())).toEqual(decide(entrants));
    expect(decide([])).toEqual([]);
    expect(decide(entrants.map((entrant) => ({ ...entrant, status: 'queued', step: 0, values: new Map() })))).toEqual([]);
  });

  test('sends to its own rests, only further, and nobody who has failed; once done it is not decided again', () => {
    const sent = new Map(goOns().map(({ run, until }) => [run, until]));
    for (const [run, until] of sent) {
      expect(rests).toContain(until);
      expect(until).toBeGreaterThan(entrants[Number(run)].until!);
    }
    expect(sent.has('4')).toBe(false);
    const after = entrants.map((entrant) => (sent.has(entrant.run) ? { ...entrant, until: sent.get(entrant.run)! } : entrant));
    const again = decide(after).flatMap((decision) => (decision.kind === 'go-on' ? [decision] : decision.goOn));
    expect(again.filter(({ run }) => sent.has(run))).toEqual([]);
    expect(unfinished(after).map(({ run }) => run)).toEqual([...sent.keys()].sort());
  });

  test('says where each run stands, and what was trained', () => {
    const { runs, trained } = standing(plan, entrants, space);
    expect(trained).toBe(entrants.reduce((sum, { step }) => sum + step, 0));
    if (rests.length === 0) return;
    expect(runs[4].marks).toMatchObject([{ rest: rests[0], as: 'lost' }]);
    const next = runs.filter(({ marks }) => marks[0].as === 'next').map(({ run }) => run);
    expect(next.sort()).toEqual([...new Set(goOns().map(({ run }) => run))].sort());
  });
});
