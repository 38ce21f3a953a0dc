import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import '../../app/property-seed.ts';
import type { Entrant } from '../schedule.ts';
import { asha, ashaPlan } from './asha.ts';
import { type Brain, entrantOf, type Job, paperAsha, simulate } from './simulated.fixtures.ts';

const planOf = (plan: object) => ashaPlan.parse({ kind: 'asha', metric: 'w1', better: 'lower', min: 10, max: 270, ...plan });

const of = (places: number) => ({ variants: 1, places, seeds: 1 });
const space = { vary: {}, seed: 1 };
/** The same with what cannot be a generation. */
const decided = (...[plan, entrants]: [ReturnType<typeof planOf>, Entrant[]]) =>
  asha.decide(plan, entrants, space).filter((decision) => decision.kind === 'go-on');

describe('the rungs', () => {
  test.each([
    [{}, [10, 30, 90, 270]],
    [{ stopRate: 1 }, [30, 90, 270]],
    [{ max: 300 }, [10, 30, 90, 300]],
    [{ min: 1, max: 16, eta: 4 }, [1, 4, 16]],
    [{ min: 10, max: 29 }, [29]],
  ])('of %o are %o', (plan, rungs) => expect(asha.rests(planOf(plan))).toEqual(rungs));

  test('want so many configurations that one comes to the top', () => {
    expect(asha.refuse(planOf({}), of(26))).toMatch(/26 configurations none would come to step 270.*need 27/);
    expect(asha.refuse(planOf({}), of(27))).toBeNull();
    expect(asha.refuse(planOf({ max: 29 }), of(27))).toMatch(/one rung at 29 steps/);
    expect(asha.refuse(planOf({ max: 10 }), of(27))).toMatch(/max is 10/);
  });
});

test('the best third goes on, the highest rung first, and nobody twice; a value that is not finite, and a failure, never do', () => {
  const rests = (number: number, value: number, more: Partial<Entrant> = {}) =>
    entrantOf(number, { status: 'stopped', step: 10, until: 10, values: new Map([[10, value]]), ...more });
  const decide = (...entrants: Entrant[]) => decided(planOf({}), entrants).map(({ run, until }) => [run, until]);
  expect(decide(rests(1, 3), rests(2, 2))).toEqual([]);
  expect(decide(rests(1, 3), rests(2, 2), rests(3, 5))).toEqual([['2', 30]]);
  expect(decide(rests(1, 3), rests(2, 2, { until: 30 }), rests(3, 5))).toEqual([]);
  expect(decide(rests(1, Number.NaN), rests(2, Number.NEGATIVE_INFINITY), rests(3, 5))).toEqual([['3', 30]]);
  const failed = entrantOf(4, { status: 'failed', step: 7, until: 10 });
  expect(decide(rests(1, Number.NaN), failed, rests(3, Number.NaN))).toEqual([]);
  expect(decide(failed, rests(1, 3), rests(2, 2))).toEqual([['2', 30]]);
  const higher = decided(planOf({ better: 'higher' }), [rests(1, 3), rests(2, 2), rests(3, 5)]);
  expect(higher).toEqual([{ kind: 'go-on', run: '3', until: 30 }]);
});

test('with several seeds the mean counts, and all of them go on', () => {
  const run = (number: number, at: number, value: number, more: Partial<Entrant> = {}) =>
    entrantOf(number, { at, status: 'stopped', step: 10, until: 10, values: new Map([[10, value]]), ...more });
  const others = [run(3, 1, 2), run(4, 1, 2), run(5, 2, 9), run(6, 2, 9)];
  const goOn = (...entrants: Entrant[]) => decided(planOf({}), entrants).map(({ run: name }) => name);
  expect(goOn(run(1, 0, 1), run(2, 0, 6), ...others)).toEqual(['3', '4']);
  expect(goOn(run(1, 0, 1), run(2, 0, 2), ...others)).toEqual(['1', '2']);
  expect(goOn(run(1, 0, 1, { until: 30, status: 'running' }), run(2, 0, 2), ...others)).toEqual(['2']);
  expect(goOn(run(1, 0, 1), run(2, 0, 2, { status: 'running', step: 8, values: new Map() }), ...others)).toEqual([]);
});

/** Ours: entrants as they would be stored, and nothing beside them. */
function stored(plan: ReturnType<typeof planOf>, configurations: number, seeds: number, shuffled: (of: Entrant[]) => Entrant[]): Brain {
  const [first] = asha.rests(plan);
  const entrants = Array.from({ length: configurations * seeds }, (_, run) =>
    entrantOf(run, { at: Math.floor(run / seeds), seed: run % seeds, until: first }),
  );
  const put = (run: number, change: Partial<Entrant>) => Object.assign(entrants[run], change);
  return {
    next() {
      const [decision] = decided(plan, shuffled(entrants));
      const fresh = entrants.find(({ status }) => status === 'queued');
      const job = decision ? { run: Number(decision.run), rest: decision.until } : fresh && { run: fresh.number, rest: first };
      if (job === undefined) return null;
      put(job.run, { status: 'running', until: job.rest });
      return job;
    },
    report({ run, rest }, value) {
      if (value === 'failed') put(run, { status: 'failed', step: rest - 1 });
      else {
        const values = new Map(entrants[run].values).set(rest, value);
        put(run, { status: rest === plan.max ? 'finished' : 'stopped', step: rest, values });
      }
    },
  };
}

test('any run of it is Algorithm 2’s: the same jobs in the same order, however long they take, whatever they measure', () => {
  const shape = fc.record({
    eta: fc.constantFrom(2, 2, 3, 4),
    min: fc.integer({ min: 1, max: 5 }),
    rungs: fc.integer({ min: 2, max: 4 }),
    beyond: fc.integer({ min: 0, max: 3 }),
    configurations: fc.integer({ min: 1, max: 40 }),
    seeds: fc.integer({ min: 1, max: 2 }),
    workers: fc.integer({ min: 1, max: 5 }),
    higher: fc.boolean(),
    order: fc.integer({ min: 1, max: 100 }),
    numbers: fc.infiniteStream(
      fc.record({
        seconds: fc.integer({ min: 1, max: 5 }),
        outcome: fc.oneof(
          { weight: 12, arbitrary: fc.integer({ min: -4, max: 4 }) },
          { weight: 1, arbitrary: fc.constantFrom('failed' as const, Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY) },
        ),
      }),
    ),
  });
  fc.assert(
    fc.property(shape, ({ eta, min, rungs, beyond, configurations, seeds, workers, higher, numbers, order }) => {
      const max = min * eta ** (rungs - 1) + Math.min(beyond, min * eta ** (rungs - 1) * (eta - 1) - 1);
      const plan = planOf({ min, max, eta, better: higher ? 'higher' : 'lower' });
      const drawn = new Map<string, { seconds: number; outcome: number | 'failed' }>();
      const of = ({ run, rest }: Job) => {
        const name = `${run} ${rest}`;
        if (!drawn.has(name)) drawn.set(name, numbers.next().value!);
        return drawn.get(name)!;
      };
      const world = { workers, seconds: (job: Job) => of(job).seconds, outcome: (job: Job) => of(job).outcome };
      const expected = simulate(paperAsha({ min, max, eta, higher }, configurations, seeds), world);
      const place = ({ number }: Entrant) => (number * order) % 101;
      const shuffled = (entrants: Entrant[]) => entrants.toSorted((one, other) => place(one) - place(other));
      expect(simulate(stored(plan, configurations, seeds, shuffled), world)).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});
