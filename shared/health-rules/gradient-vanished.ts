import type { HealthRule } from '../health-rule.ts';
import { isGradientNorm, isOfGenerator } from '../series-roles.ts';
import { scaleOf, type Smallness, smallness, timesInARow } from '../smallness.ts';

const share = 1e-3;
/** Adam and RMSProp divide by √v + 1e-8 (arXiv:1412.6980): of ten thousand weights, a norm below 1e-6 is 1e-8 each, and updates shrink with it. */
const nothing = 1e-6;

/**
 * The generator learns only from the slope that the other player leaves it. Under a discriminator that is certain the slope of the
 * minimax loss vanishes (arXiv:1701.04862, theorem 2.4); behind a critic clipped small it shrinks with every layer (arXiv:1704.00028,
 * figure 1b). Measured: healthy runs of this studio stay within a factor of 20 of their first norms.
 */
export const gradientVanished: HealthRule<Smallness> = {
  name: "generator's gradient vanished",
  help: 'Hardly any slope reaches the generator: it no longer moves, whatever its loss says.',
  definition: `The norm of the generator's gradient is below ${nothing} or a thousandth of its first ${timesInARow} values (geometric mean) at ${timesInARow} points on end.`,
  of: 'run',
  subjectOf: ({ type, key }) => (type === 'points' && isGradientNorm(key) && isOfGenerator(key) ? key : null),
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
        sentence: `The gradient that reaches the generator has vanished: its norm was ${value.toExponential(1)} at step ${step}, and as small ever since step ${from}.`,
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
