import type { HealthRule } from '../health-rule.ts';
import { isGradientNorm, isLoss } from '../series-roles.ts';

/** The last finite values before: what the loss did on its way there. */
const shown = 3;

/** Nothing is learnt from a loss that is no number, and one update with it spoils every weight: there is nothing to weigh here, the first is said. */
export const lossNotFinite: HealthRule<[step: number, value: number][]> = {
  name: 'loss not finite',
  help: 'A loss or the norm of its gradient was NaN or infinite: nothing can be learnt from it.',
  definition: 'The first value of a loss or gradient norm that is not finite.',
  of: 'run',
  subjectOf: ({ type, key }) => (type === 'points' && (isLoss(key) || isGradientNorm(key)) ? key : null),
  start: [],
  see(state, seen) {
    if (seen.type !== 'points') return { state };
    const { key, step, value } = seen;
    if (Number.isFinite(value)) return { state: [...state.slice(1 - shown), [step, value]] };
    const before = state.at(-1);
    const was = before === undefined ? 'from the beginning' : `after ${before[1].toPrecision(3)} at step ${before[0]}`;
    return {
      state,
      found: {
        sentence: `${key} was ${value} at step ${step}, ${was}.`,
        evidence: [{ kind: 'series', key, points: [...state, [step, value]] }],
      },
    };
  },
};
