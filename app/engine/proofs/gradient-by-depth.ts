import { disposeFixed, drawFixed } from '../measuring/examples.ts';
import { gradientDepth } from '../probes/gradient-depth.ts';
import type { Params } from '../../../shared/params.ts';
import { atLeast, atMost, openStudy, type Proof, type ProofRow, type Study } from '../proof.ts';
import type { Tf } from '../tensor.ts';

type Judged = Pick<ProofRow, 'measured' | 'expected' | 'holds'>;
const depth = 12;
const params = { generatorRate: 1e-12, generatorWidth: 64, criticWidth: 64, criticDepth: depth, batch: 128, criticSteps: 250 };
const rounds = 4;

/** In a deep critic, clipping makes the gradient shrink or grow from layer to layer; a penalty keeps its size. */
export const gradientByDepth: Proof = {
  name: 'gradient-by-depth',
  about:
    'Gradient norms over a 12-layer critic on the Swiss roll: exponential under clipping, flat under a penalty (arXiv:1704.00028, §3.2).',
  async run({ tf, seed, print }) {
    const cases: { recipe: string; more: Params; judge: (rise: number) => Judged }[] = [
      { recipe: 'wgan', more: { clip: 0.001 }, judge: (rise: number) => atLeast(rise, 1) },
      { recipe: 'wgan', more: { clip: 0.01 }, judge: (rise: number) => atLeast(rise, 0.5) },
      // From the input on the norm falls: on the way back to the input it grows. At the paper's rate the weights need twice the updates to reach ±0.1.
      { recipe: 'wgan', more: { clip: 0.1, criticRate: 5e-4 }, judge: (rise: number) => atMost(rise, -0.25) },
      {
        recipe: 'wgan-gp',
        more: {},
        judge: (rise: number) => ({ measured: rise, expected: '−0.15 … 0.15', holds: Math.abs(rise) <= 0.15 }),
      },
    ];
    for (const { recipe, more, judge } of cases) {
      const study = openStudy(tf, { recipe, dataset: 'swiss-roll', seed, params: { ...params, ...more } });
      for (let round = 0; round < rounds; round += 1) (await study.game.play({ keepGradients: false })).dispose();
      const setting = Object.entries(more).map(([key, value]) => `, ${key} ${value}`);
      print({ recipe, seed, what: `rise of log₁₀ ‖∂D/∂h‖ per layer${setting.join('')}`, ...judge(await risePerLayer(tf, study)) });
      study.dispose();
    }
  },
};

/** Slope of a straight line through log₁₀ of the mean gradient norm at each hidden layer, from the input on. */
async function risePerLayer(tf: Tf, { model, dataset, random }: Study): Promise<number> {
  const fixed = drawFixed(tf, model, dataset, random, 1);
  const seen = await gradientDepth.look({ tf, step: 1, model, dataset, random, fixed, gradients: {} });
  disposeFixed(tf, fixed);
  const values = seen.flatMap((measurement) => (measurement.type === 'points' ? Object.entries(measurement.values) : []));
  const heights = values
    .filter(([key]) => key.startsWith('gradient-depth/critic'))
    .sort(([a], [b]) => a.localeCompare(b))
    .slice(0, depth)
    // Below the smallest float32 a gradient is zero: it has vanished altogether.
    .map(([, value]) => Math.log10(Math.max(value, 1e-45)));
  const middle = (heights.length - 1) / 2;
  const mean = heights.reduce((sum, height) => sum + height, 0) / heights.length;
  const along = heights.reduce((sum, height, at) => sum + (at - middle) * (height - mean), 0);
  return along / heights.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
}
