import type { HealthRule } from '../health-rule.ts';
import { isLoss, isOfJudge } from '../series-roles.ts';
import { scaleOf, type Smallness, smallness, timesInARow } from '../smallness.ts';

const share = 1e-3;
/** Measured: the critic of a WGAN clipped at the paper's 0.01 moves between 3e-6 and 4e-5 on ring8 and teaches all the same; below this, float32 adds noise. */
const nothing = 1e-6;

/**
 * A judge whose loss stays at 0 tells the two sides apart perfectly (cross-entropy, hinge: no slope is left, arXiv:1701.04862) or not at
 * all (a Wasserstein critic that has died or is clipped to nothing, arXiv:1704.00028, section 3). WGAN-GP on ring8 ends at a tenth of its first losses.
 */
export const criticAtZero: HealthRule<Smallness> = {
  name: "critic's loss at 0",
  help: 'The loss of the critic or discriminator stays at 0: it tells real from generated without any doubt, or not at all.',
  definition: `A loss of the critic or discriminator, or a critic's estimate, that is below ${nothing} or a thousandth of its first ${timesInARow} values (geometric mean) at ${timesInARow} points on end.`,
  of: 'run',
  // Beside critic/estimate the loss says it no better: with a penalty it is not at 0 but at λ.
  subjectOf: ({ type, key }) =>
    type === 'points' && ((isLoss(key) && isOfJudge(key) && key !== 'loss/critic') || key === 'critic/estimate') ? key : null,
  start: smallness,
  see(state, seen) {
    if (seen.type !== 'points') return { state };
    const { key, step, value } = seen;
    const { next, since } = scaleOf(state, { step, value, share, nothing });
    if (since === null) return { state: next };
    const [from, first] = since;
    return {
      state: next,
      found: {
        sentence: `${key} has been at 0 from step ${from} to ${step}: now ${value.toExponential(1)}${next.scale === null || next.scale < 10 * nothing ? '' : `, at first about ${next.scale.toPrecision(2)}`}.`,
        evidence: [
          {
            kind: 'series',
            key,
            points: [
              [from, first],
              [step, value],
            ],
          },
        ],
      },
    };
  },
};
