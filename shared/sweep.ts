import { z } from 'zod';
import type { Catalogue } from './catalogue.ts';
import { setByPath } from './config-paths.ts';
import { StudioError } from './errors.ts';
import { splitMix } from './latent.ts';
import { drawKnob, knob, type Leaf, type Place } from './places.ts';
import { schedulePlan } from './schedules/index.ts';

/**
 * A sweep: one config, a few variants laid over it, and knobs that are varied. Every variant is trained at the same places,
 * so that two systems meet the same conditions (arXiv:1704.00028, §5.1: random architectures, one method against another).
 */
export const sweepPlan = z.strictObject({
  name: z.string().min(1).max(100),
  /** What all runs share, as in a config file. */
  base: z.record(z.string(), z.unknown()),
  /** By name, what each lays over the base; dotted keys or nested ones. */
  variants: z.record(z.string().min(1).max(60), z.record(z.string(), z.unknown())).default({ run: {} }),
  /** Dotted key → what it takes. A key `params.judge…` means critic… or discriminator…, whichever the recipe has. */
  vary: z.record(z.string(), knob).default({}),
  /** grid: every combination of values. random: `count` places drawn from `seed`. */
  how: z.enum(['grid', 'random']).default('grid'),
  count: z.int().min(1).max(10_000).default(10),
  seed: z.int().min(0).max(0x7fffffff).default(1),
  /** Every place is trained with each of these. */
  seeds: z.array(z.int().min(0).max(0x7fffffff)).min(1).max(100).default([1]),
  /** Who of them goes on after a while, and who does not. */
  schedule: schedulePlan.default({ kind: 'none' }),
});
export type SweepPlan = z.output<typeof sweepPlan>;

/** One run that a sweep asks for. */
export interface SweepRun {
  variant: string;
  /** Counts places from 0. */
  at: number;
  place: Place;
  seed: number;
  config: unknown;
}

export const mostRuns = 10_000;

/** Variant by variant at each place, so that an unfinished sweep has whole places. @throws StudioError invalid */
export function expandSweep(plan: SweepPlan, catalogue: Pick<Catalogue, 'recipes'>): SweepRun[] {
  const variants = Object.entries(plan.variants);
  // Counted before one is made: a few long lists ask for more places than memory holds.
  const total = placesOf(plan) * variants.length * plan.seeds.length;
  if (total > mostRuns)
    throw new StudioError(
      'invalid',
      `This sweep asks for ${total} runs; ${mostRuns} is the most. Vary fewer values, or draw some at random.`,
    );
  const places = plan.how === 'grid' ? gridOf(plan) : randomOf(plan);
  return places.flatMap((place, at) =>
    plan.seeds.flatMap((seed) =>
      variants.map(([variant, over]) => {
        const base = overlay(plan.base, over);
        const params = catalogue.recipes.find(({ name }) => name === base.recipe)?.params.map(({ key }) => key) ?? [];
        const config = Object.entries(place).reduce<unknown>((made, [key, value]) => setByPath(made, ownKey(key, params), value), base);
        const { schedule } = plan;
        const steps = schedule.kind === 'none' || schedule.max === undefined ? {} : { steps: schedule.max };
        return { variant, at, place, seed, config: { ...(config as object), ...steps, seed, name: placeName(plan, variant, place, seed) } };
      }),
    ),
  );
}

/** `params.judgeWidth` is `params.criticWidth` for a recipe that has such a param. */
export function ownKey(key: string, params: readonly string[]): string {
  const part = /^params\.judge([A-Z]\w*)$/.exec(key)?.[1];
  if (part === undefined) return key;
  const found = ['critic', 'discriminator'].find((judge) => params.includes(`${judge}${part}`));
  return found === undefined ? key : `params.${found}${part}`;
}

/** Maps are laid into each other; anything else is replaced. */
function overlay(base: Record<string, unknown>, over: Record<string, unknown>): Record<string, unknown> {
  let made: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    if (key.includes('.')) made = setByPath(made, key, value as Leaf);
    else {
      const below = Object.hasOwn(made, key) ? made[key] : undefined;
      made[key] = isMap(value) && isMap(below) ? overlay(below, value) : value;
    }
  }
  return made;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function placesOf(plan: SweepPlan): number {
  if (plan.how === 'random') return plan.count;
  return listsOf(plan).reduce((count, [, values]) => count * values.length, 1);
}

function gridOf(plan: SweepPlan): Place[] {
  return listsOf(plan).reduce<Place[]>(
    (places, [key, values]) => places.flatMap((place) => values.map((value) => ({ ...place, [key]: value }))),
    [{}],
  );
}

/** @throws StudioError invalid where a range stands for a list */
function listsOf({ vary }: SweepPlan): [string, Leaf[]][] {
  return Object.entries(vary).map(([key, asked]) => {
    if ('values' in asked) return [key, asked.values];
    throw new StudioError('invalid', `A grid needs a list of values for ${key}; a range is for how: random.`);
  });
}

function randomOf({ vary, count, seed }: SweepPlan): Place[] {
  const uniform = splitMix(seed);
  return Array.from({ length: count }, () =>
    Object.fromEntries(Object.entries(vary).map(([key, asked]) => [key, drawKnob(asked, uniform())])),
  );
}

/** What a run of it is called where it says nothing else. */
export function placeName(
  { name, variants, seeds }: Pick<SweepPlan, 'name' | 'variants' | 'seeds'>,
  variant: string,
  place: Place,
  seed: number,
): string {
  const knobs = Object.entries(place).map(([key, value]) => `${key.split('.').at(-1)} ${value}`);
  const parts = [...(Object.keys(variants).length > 1 ? [variant] : []), ...knobs, ...(seeds.length > 1 ? [`seed ${seed}`] : [])];
  return [name, parts.join(', ')]
    .filter((part) => part !== '')
    .join(' · ')
    .slice(0, 200);
}

/** What a series has to be for a run to have succeeded. */
export interface Criterion {
  series: string;
  is: 'below' | 'above';
  value: number;
}

/** Of places with a verdict for both: how many only the first won, only the second, both, neither. */
export interface Contest {
  first: string;
  second: string;
  onlyFirst: number;
  onlySecond: number;
  both: number;
  neither: number;
  /** Places where one of the two has not ended. */
  open: number;
}

/** Each place and seed is a contest of two variants by their last value of a series; a run that ended without one has lost. */
export function contest(
  runs: readonly { variant: string; at: number; seed: number; hasEnded: boolean; value: number | null }[],
  [first, second]: [string, string],
  { is, value: limit }: Criterion,
): Contest {
  const result: Contest = { first, second, onlyFirst: 0, onlySecond: 0, both: 0, neither: 0, open: 0 };
  const wins = ({ value }: { value: number | null }) => value !== null && (is === 'below' ? value < limit : value > limit);
  for (const run of runs.filter(({ variant }) => variant === first)) {
    const rival = runs.find(({ variant, at, seed }) => variant === second && at === run.at && seed === run.seed);
    if (!run.hasEnded || !rival?.hasEnded) result.open += 1;
    else if (wins(run)) result[wins(rival) ? 'both' : 'onlyFirst'] += 1;
    else result[wins(rival) ? 'onlySecond' : 'neither'] += 1;
  }
  return result;
}
