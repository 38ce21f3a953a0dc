import { z } from 'zod';
import { splitMix } from '../latent.ts';
import { drawKnob, type Knob, type Place } from '../places.ts';
import { type Entrant, type Fork, goalKeys, hasPassed, type Schedule, type Space } from '../schedule.ts';

export const pbtPlan = z.strictObject({
  kind: z.literal('pbt'),
  ...goalKeys,
  /** Steps of a generation. */
  interval: z.int().min(1),
  /** Steps of each member in all; left out: those of the config. */
  max: z.int().min(1).optional(),
  /** The share of the population that is replaced by forks of as many at the other end. */
  quantile: z.number().min(0.01).max(0.5).default(0.2),
  /** How likely a changed param is drawn anew rather than perturbed. */
  resample: z.number().min(0).max(1).default(0.25),
});
type Plan = z.output<typeof pbtPlan>;

const factors = [0.8, 1.2];

/**
 * Population-based training (Jaderberg et al., arXiv:1711.09846): after every interval the worst fifth of the population is replaced by
 * forks of members of the best fifth (exploit, by truncation selection), whose params are multiplied by 0.8 or 1.2 or drawn anew
 * (explore). The members wait for each other at the end of a generation, so that who is replaced depends on no clock. Each variant
 * is a population; a member is a place with a seed.
 */
export const pbt: Schedule<Plan> = {
  kind: 'pbt',
  rests({ interval, max }) {
    const end = max ?? interval;
    return [...Array.from({ length: Math.ceil(end / interval) - 1 }, (_, before) => (before + 1) * interval), end];
  },
  refuse({ interval, max }, { places, seeds }) {
    if (max !== undefined && max <= interval) return `max is ${max}; it takes more than interval, which is ${interval}.`;
    if (places * seeds < 2) return 'A population has two members at least: draw more places, or more seeds.';
    return null;
  },
  decide(asked, entrants, space) {
    const rests = pbt.rests(asked);
    const variants = [...new Set(entrants.map(({ variant }) => variant))].sort();
    return variants.flatMap((variant) => {
      const { members, sentTo } = membersOf(entrants.filter((entrant) => entrant.variant === variant));
      const kept = members.filter(({ status }) => status !== 'failed');
      const at = rests.indexOf(sentTo);
      const [rest, until] = [rests[at], rests[at + 1]];
      const isDue = at >= 0 && until !== undefined && kept.every((member) => member.status === 'stopped' && hasPassed(member, rest));
      if (!isDue) return [];
      const forks = generation(asked, members, { rest, until, at, variants: variants.indexOf(variant) }, space);
      const replaced = new Set(forks.map(({ instead }) => instead));
      const goOn = kept.filter(({ run }) => !replaced.has(run)).map(({ run }) => ({ kind: 'go-on' as const, run, until }));
      return [{ kind: 'generation' as const, goOn, forks }];
    });
  },
};

/** The run that each member is now, and where they are all sent. Who failed is still to be replaced; who was left behind by hand is none. */
function membersOf(entrants: readonly Entrant[]): { members: Entrant[]; sentTo: number } {
  const now = new Map<string, Entrant>();
  for (const entrant of entrants.toSorted((one, other) => one.number - other.number)) now.set(`${entrant.at}/${entrant.seed}`, entrant);
  const holders = [...now.values()].filter(({ until }) => until !== null);
  const sentTo = Math.max(...holders.map(({ status, until }) => (status === 'failed' ? -1 : until!)));
  return { members: holders.filter(({ status, until }) => status === 'failed' || until === sentTo), sentTo };
}

interface Generation {
  rest: number;
  until: number;
  at: number;
  variants: number;
}

function generation(asked: Plan, members: readonly Entrant[], { rest, until, at, variants }: Generation, { vary, seed }: Space): Fork[] {
  const sign = asked.better === 'higher' ? -1 : 1;
  const loss = (member: Entrant) => {
    const value = member.status === 'failed' ? Number.NaN : member.values.get(rest)!;
    return Number.isFinite(value) ? sign * value : Number.POSITIVE_INFINITY;
  };
  const ranked = members.toSorted((one, other) => {
    const [a, b] = [loss(one), loss(other)];
    return a === b ? slotOrder(one, other) : a - b;
  });
  const share = Math.min(Math.ceil(asked.quantile * members.length), Math.floor(members.length / 2));
  const best = ranked.slice(0, share).filter((member) => loss(member) !== Number.POSITIVE_INFINITY);
  if (best.length === 0) return [];
  const worst = ranked.filter((member, place) => place >= members.length - share || loss(member) === Number.POSITIVE_INFINITY);
  return worst.toSorted(slotOrder).map((member) => {
    const uniform = chance(seed, at, variants, member);
    const donor = best[Math.floor(uniform() * best.length)];
    const place = explore(donor.place, vary, asked.resample, uniform);
    return { instead: member.run, from: donor.run, step: rest, until, variant: member.variant, at: member.at, seed: member.seed, place };
  });
}

const slotOrder = (one: Entrant, other: Entrant) => one.at - other.at || one.seed - other.seed;

/** One stream of chance a member and generation, whoever is asked first. */
export function chance(seed: number, at: number, variant: number, member: Pick<Entrant, 'at' | 'seed'>): () => number {
  const whole = (mixed: number, number: number) => Math.floor(splitMix((mixed ^ number) >>> 0)() * 2 ** 32);
  return splitMix([at, variant, member.at, member.seed].reduce(whole, seed));
}

function explore(place: Place, vary: Record<string, Knob>, resample: number, uniform: () => number): Place {
  return Object.fromEntries(
    Object.entries(vary).map(([key, knob]) => {
      const [isNew, share] = [uniform() < resample, uniform()];
      return [key, isNew ? drawKnob(knob, share) : perturb(place[key], knob, share)];
    }),
  );
}

/** A number of a range by 0.8 or 1.2 and within it; of a list the one before or after. */
function perturb(value: Place[string], knob: Knob, share: number): Place[string] {
  const side = Math.floor(share * 2);
  if ('values' in knob) {
    const at = knob.values.indexOf(value) + (side === 0 ? -1 : 1);
    return knob.values[Math.max(0, Math.min(knob.values.length - 1, at))];
  }
  const next = Math.max(knob.from, Math.min(knob.to, Number(value) * factors[side]));
  return knob.whole ? Math.round(next) : Number(next.toPrecision(6));
}
