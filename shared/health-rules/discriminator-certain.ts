import type { HealthRule } from '../health-rule.ts';
import { timesInARow } from '../smallness.ts';

const doubt = 0.01;

/** Mean of 1 − D(x) and D(G(z)) over about the last so many points. */
const window = timesInARow;

interface Doubt {
  real: number | null;
  count: number;
  mean: number;
}

/** As Ganymede writes them, and PyTorch's DCGAN example. */
const onReal = /^(.*)discriminator\/real$|^(.*\/)?D\(x\)$|^(.*\/)?D_x$/;
const onGenerated = /^(.*)discriminator\/generated$|^(.*\/)?D\(G\(z\)\)$|^(.*\/)?D_G_z1?$/;

/**
 * A discriminator without doubt teaches nothing: its slope at what is generated goes to 0 (arXiv:1701.04862, theorems 2.1 to 2.4). Such
 * certainty passes in the first steps of many a good run, and a single batch may break it: the mean over many counts. Measured on ring8: 0.17
 * to 0.27 in healthy non-saturating games, 0.03 to 0.08 where the discriminator is fast, below 0.01 where the generator stands still.
 */
export const discriminatorCertain: HealthRule<Doubt> = {
  name: 'discriminator certain',
  help: 'The discriminator tells every real example from every generated one, so that the generator learns nothing from it.',
  definition: `The mean of 1 − D(x) and D(G(z)) over about the last ${window} points is below ${doubt}.`,
  of: 'run',
  subjectOf({ type, key }) {
    if (type !== 'points') return null;
    const found = onReal.exec(key) ?? onGenerated.exec(key);
    return found === null ? null : `${found[1] ?? found[2] ?? found[3] ?? ''}discriminator`;
  },
  start: { real: null, count: 0, mean: 0 },
  see(state, seen) {
    if (seen.type !== 'points') return { state };
    const { key, step, value } = seen;
    if (onReal.test(key)) return { state: { ...state, real: Number.isFinite(value) ? value : null } };
    if (state.real === null || !Number.isFinite(value)) return { state };
    const count = Math.min(window, state.count + 1);
    const mean = state.mean + ((1 - state.real + value) / 2 - state.mean) / count;
    const next = { ...state, count, mean };
    if (count < window || mean >= doubt) return { state: next };
    return {
      state: next,
      found: {
        sentence: `The discriminator is certain: up to step ${step} its mean doubt was ${mean.toFixed(4)}; it takes real examples for real with probability ${state.real.toFixed(3)}, generated ones with ${value.toFixed(3)}.`,
        evidence: [{ kind: 'series', key, points: [[step, value]] }],
      },
    };
  },
};
