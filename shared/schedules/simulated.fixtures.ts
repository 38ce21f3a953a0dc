import type { Entrant } from '../schedule.ts';

/** A run that a worker trains up to a rest. */
export interface Job {
  run: number;
  rest: number;
}
/** Who says what a free worker does, and hears what came of it. */
export interface Brain {
  next(): Job | null;
  report(job: Job, value: number | 'failed'): void;
}

/** Workers that take a while for every job; whoever is free asks, the one that has waited longest first. Answers the jobs in their order. */
export function simulate(
  brain: Brain,
  { workers, seconds, outcome }: { workers: number; seconds(job: Job): number; outcome(job: Job): number | 'failed' },
): Job[] {
  const jobs: Job[] = [];
  const busy: { job: Job; until: number }[] = [];
  let now = 0;
  for (;;) {
    while (busy.length < workers) {
      const job = brain.next();
      if (job === null) break;
      jobs.push(job);
      busy.push({ job, until: now + seconds(job) });
    }
    if (busy.length === 0) return jobs;
    busy.sort((one, other) => one.until - other.until);
    const { job, until } = busy.shift()!;
    now = until;
    brain.report(job, outcome(job));
  }
}

export function entrantOf(number: number, changes: Partial<Entrant> = {}): Entrant {
  return {
    ...{ run: String(number), number, variant: 'run', at: number, seed: 1, place: {}, parent: null },
    ...{ status: 'queued', step: 0, until: null, values: new Map() },
    ...changes,
  };
}

/** Algorithm 2 as the paper has it: rungs that are lists, a set of who was promoted. Seeds of a promoted configuration go first. */
export function paperAsha(plan: { min: number; max: number; eta: number; higher: boolean }, configurations: number, seeds: number): Brain {
  const steps: number[] = [];
  for (let at = plan.min; at <= plan.max; at *= plan.eta) steps.push(at);
  steps[steps.length - 1] = plan.max;
  const rungs = steps.map(() => ({ came: new Map<number, number>(), promoted: new Set<number>(), heard: new Map<number, number[]>() }));
  const waiting: Job[] = [];
  let drawn = 0;
  return {
    next() {
      if (waiting.length > 0) return waiting.shift()!;
      for (let k = steps.length - 2; k >= 0; k -= 1) {
        const { came, promoted } = rungs[k];
        const ranked = [...came].filter(([, value]) => value !== Number.POSITIVE_INFINITY).sort(([a, x], [b, y]) => x - y || a - b);
        const candidates = ranked.slice(0, Math.floor(came.size / plan.eta));
        const found = candidates.find(([configuration]) => !promoted.has(configuration));
        if (found === undefined) continue;
        promoted.add(found[0]);
        for (let seed = 0; seed < seeds; seed += 1) waiting.push({ run: found[0] * seeds + seed, rest: steps[k + 1] });
        return waiting.shift()!;
      }
      if (drawn === configurations * seeds) return null;
      drawn += 1;
      return { run: drawn - 1, rest: steps[0] };
    },
    report({ run, rest }, value) {
      const { came, heard } = rungs[steps.indexOf(rest)];
      const configuration = Math.floor(run / seeds);
      const loss = value === 'failed' || !Number.isFinite(value) ? Number.POSITIVE_INFINITY : plan.higher ? -value : value;
      const all = [...(heard.get(configuration) ?? []), loss];
      heard.set(configuration, all);
      if (loss === Number.POSITIVE_INFINITY || came.get(configuration) === Number.POSITIVE_INFINITY) {
        came.set(configuration, Number.POSITIVE_INFINITY);
      } else if (all.length === seeds) came.set(configuration, all.reduce((sum, each) => sum + each, 0) / seeds);
    },
  };
}
