import { z } from 'zod';
import { type Figure, figures } from './query/fields.ts';
import { isLive, type Run } from './run.ts';
import type { Knob, Place } from './places.ts';

/**
 * How the runs of a sweep share its steps: which of them rest where, and who goes on from there. A schedule decides from what is
 * stored alone, so that a studio that was killed decides the same when it is opened again.
 */
export interface Schedule<Plan extends { kind: string }> {
  kind: Plan['kind'];
  /** The steps at which its runs rest, the last one where they end. */
  rests(plan: Plan): number[];
  /** Why it makes no sense for so many runs, as a sentence; null where it does. */
  refuse(plan: Plan, size: { variants: number; places: number; seeds: number }): string | null;
  /** Of these nobody trains or waits who is asked to go on. The same state gives the same decisions, whatever its order. */
  decide(plan: Plan, entrants: readonly Entrant[], space: Space): Decision[];
}

/** What a sweep varies, and the seed that its chance is drawn from. */
export interface Space {
  vary: Record<string, Knob>;
  seed: number;
}

/** A run of a scheduled sweep, as it is stored. */
export interface Entrant extends Pick<Run, 'status' | 'step' | 'until' | 'parent'> {
  run: string;
  number: number;
  variant: string;
  at: number;
  seed: number;
  place: Place;
  /** What was measured up to each rest that it has passed; NaN where nothing was. */
  values: ReadonlyMap<number, number>;
}

export type Decision = GoOn | Generation;
/** As soon as a place is free; until then it is asked again. */
export interface GoOn {
  kind: 'go-on';
  run: string;
  until: number;
}
/** At once, all or nothing. */
export interface Generation {
  kind: 'generation';
  goOn: GoOn[];
  forks: Fork[];
}
/** A run from the checkpoint of another, at another place; it takes the part of `instead`. */
export interface Fork extends Pick<Entrant, 'variant' | 'at' | 'seed' | 'place'> {
  instead: string;
  from: string;
  step: number;
  until: number;
}

/** What runs are judged by: a series, its last value or its lowest or highest so far. */
export interface Goal {
  series: string;
  figure: Extract<Figure, 'last' | 'min' | 'max'>;
}

export const goalKeys = {
  /** As in a query: `w1`, `w1.min`, `metrics.loss/critic.max`. */
  metric: z.string().min(1).max(200),
  /** Left out: as the metric says of itself. */
  better: z.enum(['lower', 'higher']).optional(),
};

export function goalOf({ metric }: { metric: string }): Goal {
  const key = metric.startsWith('metrics.') ? metric.slice('metrics.'.length) : metric;
  const end = key.slice(key.lastIndexOf('.') + 1);
  const figure = figures.find((name) => name === end && key.length > end.length + 1);
  if (figure !== 'last' && figure !== 'min' && figure !== 'max') return { series: key, figure: 'last' };
  return { series: key.slice(0, -figure.length - 1), figure };
}

/** Whether all up to a rest is measured and kept. */
export function hasPassed({ status, step, until }: Pick<Entrant, 'status' | 'step' | 'until'>, rest: number): boolean {
  if (status === 'finished' || step > rest) return true;
  return step === rest && (status === 'stopped' || (until ?? Number.POSITIVE_INFINITY) > rest);
}

/** Whether it was asked to train beyond a rest. */
export function wentOn({ status, until }: Pick<Entrant, 'status' | 'until'>, rest: number): boolean {
  return status === 'finished' || (until ?? Number.POSITIVE_INFINITY) > rest;
}

/** Failed on the way to this rest, or came there without a finite value. */
export function hasLost(entrant: Entrant, rest: number, end: number): boolean {
  if (entrant.status === 'failed' && (entrant.until ?? end) === rest) return true;
  return hasPassed(entrant, rest) && !Number.isFinite(entrant.values.get(rest));
}

/** Those that a closing studio, or a death, has kept from coming where they were sent. */
export function unfinished(entrants: readonly Omit<Entrant, 'values'>[]): GoOn[] {
  return entrants.flatMap(({ run, status, step, until }) => {
    const isShort = until !== null && (status === 'interrupted' ? step <= until : status === 'stopped' && step < until);
    return isShort ? { kind: 'go-on' as const, run, until } : [];
  });
}

/** Nobody trains, waits or is to go on. */
export function isOver(entrants: readonly Omit<Entrant, 'values'>[], decisions: readonly Decision[]): boolean {
  const isGoing = entrants.some(({ status }) => status === 'queued' || isLive(status));
  return !isGoing && decisions.length === 0 && unfinished(entrants).length === 0;
}
