import type { HealthRule } from '../health-rule.ts';

const kept = 0.75;
const window = 3;
/** Below that there is nothing to lose: one mode, or a recall of a tenth. */
const least = { modes: 2, recall: 0.1 };

interface Coverage {
  /** The newest, oldest first. */
  newest: [step: number, value: number][];
  /** The highest mean of so many on end. */
  best: { mean: number; step: number } | null;
}

/**
 * A generator that had found more of the data than it makes now is losing modes (arXiv:1705.07761; recall: arXiv:1904.06991). The mean of
 * three measurements, because a single one swings: modes of a healthy WGAN-GP on ring8 went 7, 6, 7, 7, 8.
 */
export const coverageFalling: HealthRule<Coverage> = {
  name: 'coverage falling',
  help: 'What it makes covers less of the data than it did before: it drops modes.',
  definition: `The mean of the last ${window} measurements of modes, coverage or recall is below ${kept * 100} % of the best such mean before.`,
  of: 'run',
  subjectOf: ({ type, key }) => (type === 'points' && /(?:^|\/)(?:modes|coverage|recall)$/.test(key) ? key : null),
  start: { newest: [], best: null },
  see(state, seen) {
    if (seen.type !== 'points' || !Number.isFinite(seen.value)) return { state };
    const { key, step, value } = seen;
    const newest = [...state.newest, [step, value] as [number, number]].slice(-window);
    if (newest.length < window) return { state: { ...state, newest } };
    const mean = newest.reduce((sum, [, each]) => sum + each, 0) / window;
    const { best } = state;
    if (best === null || mean >= best.mean) return { state: { newest, best: { mean, step } } };
    const worth = key.endsWith('modes') ? least.modes : least.recall;
    if (best.mean < worth || mean >= kept * best.mean) return { state: { newest, best } };
    const sentence = `${key} fell to ${shown(mean)} at step ${step}, from ${shown(best.mean)} at step ${best.step} (means of ${window} measurements).`;
    return {
      state: { newest, best },
      found: { sentence, evidence: [{ kind: 'series', key, points: [[best.step, best.mean], ...newest] }] },
    };
  },
};

function shown(value: number): string {
  return String(Number(value.toPrecision(2)));
}
