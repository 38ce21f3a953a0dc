import { describe, expect, test } from 'vitest';
import type { RecipeEntry } from './catalogue.ts';
import { contest, expandSweep, sweepPlan } from './sweep.ts';

const recipes = [
  { name: 'wgan', params: [{ key: 'criticDepth' }] },
  { name: 'gan', params: [{ key: 'discriminatorDepth' }] },
] as RecipeEntry[];
const expand = (plan: unknown) => expandSweep(sweepPlan.parse(plan), { recipes });
const base = { recipe: 'wgan', dataset: 'ring8', params: { batch: 8 } };

describe('a grid', () => {
  test('is every combination, every variant and every seed, and names say what differs', () => {
    const runs = expand({
      name: 'grid',
      base,
      variants: { a: {}, b: { recipe: 'gan', params: { width: 3 } } },
      vary: { 'params.judgeDepth': { values: [1, 2] }, steps: { values: [5, 6, 7] } },
      seeds: [1, 2],
    });
    expect(runs).toHaveLength(2 * 3 * 2 * 2);
    expect(runs[0].config).toEqual({
      ...base,
      params: { batch: 8, criticDepth: 1 },
      steps: 5,
      seed: 1,
      name: 'grid · a, judgeDepth 1, steps 5, seed 1',
    });
    expect(runs[1].config).toMatchObject({ recipe: 'gan', params: { batch: 8, width: 3, discriminatorDepth: 1 } });
    expect(new Set(runs.map(({ config }) => JSON.stringify(config))).size).toBe(runs.length);
  });

  test('leaves the base as it was', () => {
    const given = structuredClone(base);
    expand({ name: 'x', base: given, variants: { a: { params: { batch: 9 } }, b: { 'params.batch': 10 } } });
    expect(given).toEqual(base);
  });

  test('takes no range, and says so', () => {
    expect(() => expand({ name: 'x', base, vary: { 'params.lambda': { from: 1, to: 2 } } })).toThrow(/list of values for params.lambda/);
  });

  test('of more runs than anyone can want is refused with their number', () => {
    const values = Array.from({ length: 200 }, (_, at) => at);
    expect(() => expand({ name: 'x', base, vary: { 'params.a': { values }, 'params.b': { values } } })).toThrow(/40000 runs/);
  });

  test('of more places than memory holds is refused before one is made', () => {
    const values = Array.from({ length: 1000 }, (_, at) => at);
    const vary = Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key) => [`params.${key}`, { values }]));
    expect(() => expand({ name: 'x', base, vary })).toThrow(/asks for 1e\+21 runs; 10000 is the most/);
    const range = { from: 1, to: 2 };
    expect(() => expand({ name: 'x', base, vary: { ...vary, 'params.h': range } })).toThrow(/list of values for params.h/);
  });
});

describe('places drawn at random', () => {
  const plan = {
    name: 'random',
    base,
    how: 'random',
    count: 40,
    variants: { a: {}, b: { recipe: 'gan' } },
    vary: {
      'params.rate': { from: 1e-5, to: 1e-1, scale: 'log' },
      'params.width': { from: 2, to: 9, whole: true },
      'params.norm': { values: ['none', 'batch'] },
    },
  };

  test('are the same for every variant and from the same seed, within their ranges', () => {
    const runs = expand(plan);
    expect(expand(plan)).toEqual(runs);
    expect(expand({ ...plan, seed: 2 })).not.toEqual(runs);
    for (let at = 0; at < 40; at += 1) expect(runs[2 * at].place).toEqual(runs[2 * at + 1].place);
    const rates = runs.map(({ place }) => Number(place['params.rate']));
    expect(Math.min(...rates)).toBeGreaterThanOrEqual(1e-5);
    expect(Math.max(...rates)).toBeLessThanOrEqual(1e-1);
    // Even in the logarithm: about half below 1e-3.
    expect(rates.filter((rate) => rate < 1e-3).length).toBeGreaterThan(20);
    expect(new Set(runs.map(({ place }) => place['params.width'])).size).toBeGreaterThan(4);
    expect(runs.every(({ place }) => Number.isInteger(place['params.width']))).toBe(true);
  });

  test('a log range that starts at nothing is refused', () => {
    expect(sweepPlan.safeParse({ ...plan, vary: { 'params.rate': { from: 0, to: 1, scale: 'log' } } }).success).toBe(false);
  });
});

test('a contest counts places by who got below the bar; a run that ended without a value has lost, one that goes on is open', () => {
  const run = (variant: string, at: number, value: number | null, hasEnded = true) => ({ variant, at, seed: 1, value, hasEnded });
  const runs = [
    run('gan', 0, 0.1),
    run('gp', 0, 0.9),
    run('gan', 1, Number.NaN),
    run('gp', 1, 0.2),
    run('gan', 2, 0.1),
    run('gp', 2, 0.2),
    run('gan', 3, null),
    run('gp', 3, 0.9),
    run('gan', 4, 0.1),
    run('gp', 4, 0.1, false),
  ];
  expect(contest(runs, ['gan', 'gp'], { series: 'w1', is: 'below', value: 0.3 })).toEqual({
    first: 'gan',
    second: 'gp',
    onlyFirst: 1,
    onlySecond: 1,
    both: 1,
    neither: 1,
    open: 1,
  });
});
