import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import '../../app/property-seed.ts';
import type { Knob, Place } from '../places.ts';
import type { Entrant, Fork } from '../schedule.ts';
import { chance, pbt, pbtPlan } from './pbt.ts';
import { entrantOf, simulate } from './simulated.fixtures.ts';

const planOf = (plan: object = {}) => pbtPlan.parse({ kind: 'pbt', metric: 'w1', better: 'lower', interval: 10, max: 30, ...plan });
const rate: Record<string, Knob> = { rate: { from: 1, to: 100, scale: 'log', whole: false } };

describe('the generations', () => {
  test.each([
    [{}, [10, 20, 30]],
    [{ max: 25 }, [10, 20, 25]],
    [{ interval: 30, max: 30 }, [30]],
  ])('of %o end at %o', (plan, rests) => expect(pbt.rests(planOf(plan))).toEqual(rests));

  test('want two members at least, and a step more than one interval', () => {
    expect(pbt.refuse(planOf(), { variants: 3, places: 1, seeds: 1 })).toMatch(/two members at least/);
    expect(pbt.refuse(planOf(), { variants: 1, places: 1, seeds: 2 })).toBeNull();
    expect(pbt.refuse(planOf({ max: 10 }), { variants: 1, places: 5, seeds: 1 })).toMatch(/more than interval/);
  });
});

describe('the end of a generation', () => {
  const member = (number: number, value: number, more: Partial<Entrant> = {}) =>
    entrantOf(number, { status: 'stopped', step: 10, until: 10, place: { rate: number }, values: new Map([[10, value]]), ...more });
  const turn = (entrants: Entrant[], vary = rate) => {
    const [decision] = pbt.decide(planOf(), entrants, { vary, seed: 1 });
    return decision?.kind === 'generation' ? decision : null;
  };
  const five = [member(1, 5), member(2, 1), member(3, 3), member(4, 4), member(5, 2)];

  test('replaces the worst fifth by forks of the best, at 0.8 or 1.2 of its params or others, and sends the rest on', () => {
    const { goOn, forks } = turn(five)!;
    expect(goOn.map(({ run, until }) => [run, until])).toEqual([2, 3, 4, 5].map((run) => [String(run), 20]));
    expect(forks).toMatchObject([{ instead: '1', from: '2', step: 10, until: 20, at: 1 }]);
  });

  test('waits for everybody, and is the same in any order', () => {
    expect(turn(five.map((one) => (one.number === 3 ? { ...one, status: 'running' as const, step: 9 } : one)))).toBeNull();
    expect(turn(five.toReversed())).toEqual(turn(five));
  });

  test('replaces who has failed or is not finite, and leaves all where nobody is any good', () => {
    const failed = entrantOf(1, { status: 'failed', step: 4, until: 10, place: { rate: 1 } });
    const broken = turn([failed, member(2, 1), member(3, Number.NaN), member(4, 4), member(5, 2)])!;
    expect(broken.forks.map(({ instead, from }) => [instead, from])).toEqual([
      ['1', '2'],
      ['3', '2'],
    ]);
    const none = turn([failed, member(2, Number.NaN), member(3, Number.POSITIVE_INFINITY)])!;
    expect([none.forks, none.goOn.map(({ run }) => run)]).toEqual([[], ['2', '3']]);
    expect(turn([failed])).toBeNull();
  });

  test('knows nobody who was stopped by hand, or sent to the end', () => {
    const aside = entrantOf(6, { status: 'stopped', step: 7, until: 7 });
    const byHand = member(7, 0, { until: null, status: 'running', step: 25 });
    const { goOn, forks } = turn([...five, aside, byHand])!;
    expect(goOn).toHaveLength(4);
    expect(forks).toMatchObject([{ from: '2' }]);
  });

  test('goes on without a fork that was deleted, whose place its forerunner does not take again', () => {
    const on = five.map((one) => (one.number === 1 ? one : { ...one, until: 20, step: 20, values: new Map([[20, one.number]]) }));
    const { goOn, forks } = turn(on)!;
    expect(goOn.map(({ run, until }) => [run, until])).toEqual(['2', '3', '4'].map((run) => [run, 30]));
    expect(forks).toMatchObject([{ instead: '5', from: '2' }]);
  });

  test('changes params within what they may take', () => {
    const vary: Record<string, Knob> = {
      rate: { from: 1, to: 100, scale: 'log', whole: false },
      count: { from: 1, to: 5, scale: 'linear', whole: true },
      kind: { values: ['a', 'b', 'c'] },
    };
    const seen = { rate: new Set<unknown>(), count: new Set<unknown>(), kind: new Set<unknown>() };
    for (let seed = 0; seed < 200; seed += 1) {
      const place = { rate: 10, count: 5, kind: 'b' };
      const [decision] = pbt.decide(planOf({ resample: 0 }), [member(1, 9, { place }), member(2, 1, { place })], { vary, seed });
      const [fork] = (decision as { forks: Fork[] }).forks;
      for (const key of ['rate', 'count', 'kind'] as const) seen[key].add(fork.place[key]);
    }
    expect([seen.rate, seen.count, seen.kind]).toEqual([new Set([8, 12]), new Set([4, 5]), new Set(['a', 'c'])]);
    const drawn = Array.from({ length: 200 }, (_, seed) => {
      const [decision] = pbt.decide(planOf({ resample: 1 }), five, { vary: rate, seed });
      return Number((decision as { forks: Fork[] }).forks[0].place.rate);
    });
    expect(drawn.every((value) => value >= 1 && value <= 100)).toBe(true);
    expect(drawn.filter((value) => value < 10).length).toBeGreaterThan(70);
    expect(drawn.filter((value) => value < 10).length).toBeLessThan(130);
  });
});

type Outcome = number | 'failed';
interface Member {
  place: Place;
  from: number | null;
}

/** Algorithm 1 with truncation selection, as the paper has it: arrays of a population, generation after generation, and no clock at all. */
function paper(
  plan: ReturnType<typeof planOf>,
  first: Place[],
  outcome: (member: number, at: number) => Outcome,
  seed: number,
): Member[][] {
  const rounds = Math.ceil(plan.max! / plan.interval);
  const history: Member[][] = [first.map((place) => ({ place, from: null }))];
  for (let at = 0; at < rounds - 1; at += 1) {
    const population = history[at];
    const losses = population.map((_, member) => {
      const value = outcome(member, at);
      if (value === 'failed' || !Number.isFinite(value)) return Number.POSITIVE_INFINITY;
      return plan.better === 'higher' ? -value : value;
    });
    if (population.every((_, member) => outcome(member, at) === 'failed')) return history;
    const order = losses.map((_, member) => member).sort((a, b) => (losses[a] === losses[b] ? a - b : losses[a] - losses[b]));
    const count = Math.min(Math.ceil(population.length * plan.quantile), Math.floor(population.length / 2));
    const top = order.slice(0, count).filter((member) => losses[member] < Number.POSITIVE_INFINITY);
    const bottom = new Set([
      ...order.slice(order.length - count),
      ...order.filter((member) => losses[member] === Number.POSITIVE_INFINITY),
    ]);
    history.push(
      population.map((kept, member) => {
        if (!bottom.has(member) || top.length === 0) return { ...kept, from: null };
        const uniform = chance(seed, at, 0, { at: member, seed: 1 });
        const better = top[Math.floor(uniform() * top.length)];
        const [isNew, share] = [uniform() < plan.resample, uniform()];
        const old = Number(population[better].place.rate);
        const value = isNew ? 100 ** share : Math.min(100, Math.max(1, share < 0.5 ? old * 0.8 : old * 1.2));
        return { place: { rate: Number(value.toPrecision(6)) }, from: better };
      }),
    );
  }
  return history;
}

test('any population is Algorithm 1’s, however many places there are and however long each takes', () => {
  const shape = fc.record({
    members: fc.integer({ min: 2, max: 12 }),
    interval: fc.integer({ min: 1, max: 5 }),
    generations: fc.integer({ min: 2, max: 5 }),
    quantile: fc.constantFrom(0.2, 0.34, 0.5),
    workers: fc.integer({ min: 1, max: 5 }),
    higher: fc.boolean(),
    seed: fc.integer({ min: 0, max: 1000 }),
    outcomes: fc.array(
      fc.oneof(
        { weight: 10, arbitrary: fc.integer({ min: -4, max: 4 }) as fc.Arbitrary<Outcome> },
        { weight: 1, arbitrary: fc.constantFrom<Outcome>('failed', Number.NaN, Number.POSITIVE_INFINITY) },
      ),
      { minLength: 60, maxLength: 60 },
    ),
  });
  fc.assert(
    fc.property(shape, ({ members, interval, generations, quantile, workers, higher, seed, outcomes }) => {
      const plan = planOf({ interval, max: interval * generations, quantile, better: higher ? 'higher' : 'lower' });
      const outcome = (member: number, at: number) => outcomes[member * 5 + at];
      const first = Array.from({ length: members }, (_, member) => ({ rate: 1 + 9 * member }));
      const expected = paper(plan, first, outcome, seed);

      const entrants = first.map((place, at) => entrantOf(at, { place, until: interval }));
      const lineage: (number | null)[][] = [first.map(() => null)];
      const born = (fork: Fork) => {
        const { until, step, from, at, place } = fork;
        const values = new Map(entrants[Number(from)].values);
        entrants.push(entrantOf(entrants.length, { place, at, until, step, parent: { run: from, step }, values }));
      };
      simulate(
        {
          next() {
            for (const decision of pbt.decide(plan, entrants.toReversed(), { vary: rate, seed })) {
              if (decision.kind !== 'generation') throw new Error('a population is turned as a whole');
              for (const { run, until } of decision.goOn) Object.assign(entrants[Number(run)], { until, status: 'queued' });
              const slots = new Map(decision.forks.map(({ at, from }) => [at, entrants[Number(from)].at]));
              decision.forks.forEach(born);
              lineage.push(first.map((_, at) => slots.get(at) ?? null));
            }
            const waits = entrants.find(({ status }) => status === 'queued');
            if (waits === undefined) return null;
            waits.status = 'running';
            return { run: waits.number, rest: waits.until! };
          },
          report({ run, rest }, value) {
            const entrant = entrants[run];
            if (value === 'failed') Object.assign(entrant, { status: 'failed', step: rest - 1 });
            else {
              const values = new Map(entrant.values).set(rest, value);
              Object.assign(entrant, { status: rest === plan.max ? 'finished' : 'stopped', step: rest, values });
            }
          },
        },
        {
          workers,
          seconds: ({ run, rest }) => 1 + ((run * 7 + rest) % 5),
          outcome: ({ run, rest }) => outcome(entrants[run].at, rest / interval - 1),
        },
      );
      expect(lineage).toEqual(expected.map((population) => population.map(({ from }) => from)));
      const last = new Map(entrants.map(({ at, place }) => [at, place]));
      expect(first.map((_, at) => last.get(at))).toEqual(expected.at(-1)!.map(({ place }) => place));
    }),
    { numRuns: 200 },
  );
});
