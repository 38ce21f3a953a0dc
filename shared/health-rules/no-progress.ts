import type { HealthRule } from '../health-rule.ts';

const patience = 20;
/** Of all measurements so far: a long run may take its time. */
const patienceShare = 0.2;
const better = 0.99;
/** Beside so many times an ideal sampler's score there is little left to gain. */
const good = 2;

/** Figures of merit that are better the lower they are, Ganymede's and those that scripts log; not each of them, for one cause. */
const merit =
  /(?:^|\/)(?:w1|sliced-w1|fid[\w-]*|kid[\w-]*|bits-per-dimension)$|(?:^|[\W_])(?:val|valid|validation|eval)[\W_](?:.*[\W_])?loss$/i;

interface Progress {
  count: number;
  ideal: number | null;
  best: [step: number, value: number] | null;
  /** Measurements since. */
  since: number;
}

/**
 * Early stopping's rule with patience (Prechelt, Early Stopping — But When?, 1998): a run that gains nothing for so long will hardly
 * gain more. What is as good as can be is no fault.
 */
export const noProgress: HealthRule<Progress> = {
  name: 'no progress',
  help: 'The figure of merit has not become better for a long time, and is far from the best that can be.',
  definition: `W₁, sliced W₁, FID, KID, bits per dimension or a validation loss has not come ${Math.round((1 - better) * 100)} % below its best in ${patience} measurements and a fifth of all, and that best is above ${good} times an ideal sampler's score where that is known.`,
  of: 'run',
  subjectOf({ type, key }) {
    if (type !== 'points') return null;
    const base = key.endsWith('/ideal') ? key.slice(0, -'/ideal'.length) : key;
    return merit.test(base) ? base : null;
  },
  start: { count: 0, ideal: null, best: null, since: 0 },
  see(state, seen) {
    if (seen.type !== 'points' || !Number.isFinite(seen.value)) return { state };
    const { key, step, value } = seen;
    if (key.endsWith('/ideal')) return { state: { ...state, ideal: Math.max(state.ideal ?? 0, value) } };
    const count = state.count + 1;
    const { best } = state;
    // Of a negative figure, such as a log-density, a hundredth of its size.
    if (best === null || value < best[1] - (1 - better) * Math.abs(best[1]))
      return { state: { ...state, count, best: [step, value], since: 0 } };
    const next = { ...state, count, since: state.since + 1 };
    const isGood = state.ideal !== null && best[1] <= good * state.ideal;
    if (isGood || next.since < Math.max(patience, patienceShare * count)) return { state: next };
    return {
      state: next,
      found: {
        sentence: `${key} has not come below its ${best[1].toPrecision(3)} of step ${best[0]} in ${next.since} measurements, up to ${value.toPrecision(3)} at step ${step}.`,
        evidence: [{ kind: 'series', key, points: [best, [step, value]] }],
      },
    };
  },
};
