import type { HealthRule } from '../health-rule.ts';
import { rankCorrelation } from '../rank-correlation.ts';

/** Beside so many times what an ideal sampler scores, w1 is the distance itself and not the accident of two samples. */
const clear = { level: 3, trend: 2 };
const apart = 3;
const levelWindow = 5;
const trendWindow = 10;
/** Ten independent pairs come to this in three of a thousand cases. */
const against = -0.8;
/** Of W₁ over that time: what changes less may be the accident of its samples. */
const leastChange = 0.1;

interface Pair {
  step: number;
  w1: number;
  ideal: number;
  raw: number | null;
  corrected: number | null;
}
interface Pairs {
  w1: { step: number; value: number } | null;
  ideal: number;
  /** Oldest first. */
  newest: Pair[];
}

/**
 * A Wasserstein critic is to measure the distance that the generator then shortens. Freed of its penalty the estimate is W₁ itself (measured: a
 * WGAN-GP on ring8 is within a factor of 2 from its first measurement on); a clipped critic's is k·W₁, so that at least both must rise and fall together. At the paper's
 * clipping they go against each other while the weights still run to their bounds.
 */
export const estimateParting: HealthRule<Pairs> = {
  name: 'estimate and exact W1 parting',
  help: "The critic's estimate no longer says how far generated and real examples are apart: the generator follows something else.",
  definition:
    `At ${levelWindow} measurements on end the corrected estimate is more than ${apart} times exact W₁ or less than 1/${apart} of it, where W₁ is above ${clear.level} times its ideal; ` +
    `or, without a penalty, over ${trendWindow} the raw estimate goes the other way (rank correlation ${against} or less), where W₁ changes by ${leastChange * 100} % or more and is above ${clear.trend} times its ideal.`,
  of: 'run',
  subjectOf: ({ type, key }) => (type === 'points' && ['w1', 'w1/ideal', 'critic/raw', 'critic/corrected'].includes(key) ? 'critic' : null),
  start: { w1: null, ideal: 0, newest: [] },
  see(state, seen) {
    if (seen.type !== 'points') return { state };
    const { key, step } = seen;
    const value = Number.isFinite(seen.value) ? seen.value : null;
    if (key === 'w1') return { state: { ...state, w1: value === null ? null : { step, value } } };
    if (key === 'w1/ideal') return { state: { ...state, ideal: value ?? 0 } };
    const { w1, ideal } = state;
    if (w1?.step !== step) return { state };
    const known = state.newest.at(-1);
    const pair = known?.step === step ? known : { step, w1: w1.value, ideal, raw: null, corrected: null };
    const next = { ...pair, [key === 'critic/raw' ? 'raw' : 'corrected']: value };
    const newest = [...state.newest.filter((each) => each.step !== step), next].slice(-trendWindow);
    const sentence = key === 'critic/raw' ? partingTrend(newest) : partingLevel(newest.slice(-levelWindow));
    if (sentence === null) return { state: { ...state, newest } };
    const points = (of: (pair: Pair) => number | null) =>
      newest.flatMap((each): [number, number][] => (of(each) === null ? [] : [[each.step, of(each)!]]));
    return {
      state: { ...state, newest },
      found: {
        sentence,
        evidence: [
          { kind: 'series', key, points: points(key === 'critic/raw' ? ({ raw }) => raw : ({ corrected }) => corrected) },
          { kind: 'series', key: 'w1', points: points((each) => each.w1) },
        ],
      },
    };
  },
};

function partingLevel(pairs: Pair[]): string | null {
  const isApart = ({ w1, ideal, corrected }: Pair) =>
    corrected !== null && w1 > clear.level * ideal && !(corrected >= w1 / apart && corrected <= w1 * apart);
  if (pairs.length < levelWindow || !pairs.every(isApart)) return null;
  const { corrected, w1, step } = pairs.at(-1)!;
  return `The critic says ${corrected!.toPrecision(3)} at step ${step}, and exact W₁ is ${w1.toPrecision(3)}: so far apart ever since step ${pairs[0].step}.`;
}

function partingTrend(pairs: Pair[]): string | null {
  // Freed of a penalty there is the estimate itself to hold; a critic that begins to learn rises whatever the generator does.
  if (pairs.some(({ corrected }) => corrected !== null)) return null;
  const told = pairs.filter(({ w1, ideal, raw }) => raw !== null && w1 > clear.trend * ideal);
  if (told.length < trendWindow) return null;
  const correlation = rankCorrelation(
    told.map(({ raw }) => raw!),
    told.map(({ w1 }) => w1),
  );
  const [from, to] = [told[0], told.at(-1)!];
  if (!(correlation <= against) || Math.abs(to.w1 - from.w1) < leastChange * Math.max(to.w1, from.w1)) return null;
  const way = (first: number, last: number) => (last > first ? 'rose' : 'fell');
  return (
    `From step ${from.step} to ${to.step} the critic's estimate ${way(from.raw!, to.raw!)} from ${from.raw!.toPrecision(2)} to ${to.raw!.toPrecision(2)} while exact W₁ ` +
    `${way(from.w1, to.w1)} from ${from.w1.toPrecision(3)} to ${to.w1.toPrecision(3)} (rank correlation ${correlation.toFixed(2)}).`
  );
}
