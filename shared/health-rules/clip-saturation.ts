import type { HealthRule } from '../health-rule.ts';

const most = 0.5;
const timesOnEnd = 2;
/** Of fewer weights a share says little. */
const least = 64;

/**
 * Clipping drives weights to both ends of their box, and a critic of ±c alone can be but simple (arXiv:1704.00028, figure 1b). Measured on
 * ring8: 0.78 to 0.96 of the weights at the paper's c = 0.01 after 100 steps, while a box that nothing reaches has a share of 0; under a
 * gradient penalty there is no bound at all.
 */
export const clipSaturation: HealthRule<Record<string, number>> = {
  name: 'clip saturation',
  help: 'Most weights of the clipped critic lie at the bound: it can only be a simple function, and slopes grow or vanish with depth.',
  definition: `At least ${most * 100} % of a layer's weights (of ${least} or more) lie within 1 % of ±c in ${timesOnEnd} recorded distributions on end.`,
  of: 'run',
  subjectOf: ({ type, key }) => (type === 'distribution' && key.startsWith('weights/') ? (key.split('/')[1] ?? null) : null),
  start: {},
  see(state, seen) {
    if (seen.type !== 'distribution') return { state };
    const { key, step, distribution } = seen;
    const { bound, size } = distribution;
    if (bound === null || size < least) return { state };
    const { [key]: before = 0, ...others } = state;
    if (!(bound.share >= most)) return { state: others };
    if (before + 1 < timesOnEnd) return { state: { ...others, [key]: before + 1 } };
    const sentence = `${Math.round(bound.share * 100)} % of the weights ${key.slice('weights/'.length)} lie at the clipping bound ±${bound.value} at step ${step}.`;
    return { state: others, found: { sentence, evidence: [{ kind: 'distribution', key, step }] } };
  },
};
