import { take } from '../measuring/examples.ts';
import { atLeast, atMost, within, openStudy, type Proof, type Study } from '../proof.ts';
import type { Tf } from '../tensor.ts';

const [network, judged] = [
  { generatorWidth: 128, batch: 128 },
  { generatorWidth: 128, batch: 128, discriminatorWidth: 128 },
];
const [early, late, count] = [100, 1000, 1000];
/** Updates a step that make a discriminator sure of itself. */
const sure = 10;
const batch = 256;
const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));

/** What discriminators say, and what of it reaches the generator. */
export const judges: Proof = {
  name: 'judges',
  about:
    'Minimax saturates where the non-saturating loss does not (arXiv:1406.2661, §3); least squares keeps its outputs near its targets; a loss-sensitive margin keeps real and made apart, within its bound; minibatch discrimination spreads a batch as the data is spread. On the ring.',
  async run({ tf, seed, print }) {
    const trained = async (recipe: string, params: Record<string, number | string>, steps: number) => {
      const study = openStudy(tf, { recipe, dataset: 'ring8', seed, params, steps });
      for (let step = 0; step < steps; step += 1) (await study.game.play({ keepGradients: false })).dispose();
      return study;
    };
    const slopeOf = async (recipe: string, slope: (logit: number) => number) => {
      const study = await trained(recipe, { ...judged, discriminatorRate: 1e-3, generatorRate: 1e-3, discriminatorSteps: sure }, early);
      const logits = await scores(tf, study, await study.generated(count));
      study.dispose();
      return logits.reduce((sum, logit) => sum + slope(logit), 0) / count;
    };
    const saturating = await slopeOf('gan', sigmoid);
    const free = await slopeOf('gan-non-saturating', (logit) => sigmoid(-logit));
    const slopes = `mean |∂L/∂logit| of minimax over that of the non-saturating loss (${free.toPrecision(3)}), step ${early}, ${sure} updates of the discriminator each`;
    print({ recipe: 'gan', seed, what: slopes, ...atMost(saturating / free, 0.5) });

    const squares = await trained('lsgan', judged, late);
    const outputs = [...(await scores(tf, squares, squares.real(count))), ...(await scores(tf, squares, await squares.generated(count)))];
    squares.dispose();
    const near = outputs.filter((value) => value >= -1 && value <= 2).length / outputs.length;
    print({ recipe: 'lsgan', seed, what: `share of outputs in −1…2 (targets 0 and 1), ${late} steps`, ...atLeast(near, 0.95) });

    const margins = async (margin: number) => {
      const study = await trained('ls-gan', { ...judged, margin }, late);
      const [real, made] = [study.real(count), await study.generated(count)];
      const gap = mean(await scores(tf, study, made)) - mean(await scores(tf, study, real));
      study.dispose();
      const differences = Array.from(
        { length: count },
        (_, at) => (Math.abs(real[2 * at] - made[2 * at]) + Math.abs(real[2 * at + 1] - made[2 * at + 1])) / 2,
      );
      return { gap, bound: margin * mean(differences) };
    };
    const [held, free0] = [await margins(2.4576), await margins(0)];
    const without = { name: 'λ = 0', measured: free0.gap / held.bound };
    // Nothing forbids a gap of 0: a margin that tells nothing apart keeps within its bound as well.
    print({
      recipe: 'ls-gan',
      seed,
      what: `loss of made less that of real over λ·E‖x − G‖ (${held.bound.toPrecision(3)}), ${late} steps: within the margin, and of its size`,
      ...within(held.gap / held.bound, 0.3, 1.1),
      rival: without,
    });
    print({
      recipe: 'ls-gan',
      seed,
      what: 'ablation, λ = 0: |loss of made less that of real| over the margin with λ',
      ...atMost(Math.abs(without.measured), 0.1),
    });

    const spreadOf = async (recipe: string, params: Record<string, number | string>) => {
      const study = await trained(recipe, params, late);
      const ratio = apart(await study.generated(batch)) / apart(study.real(batch));
      study.dispose();
      return ratio;
    };
    const spread = await spreadOf('minibatch-gan', network);
    const what = `mean distance within a batch of ${batch}, made over real, ${late} steps`;
    const rival = { name: 'a GAN without', measured: await spreadOf('gan-non-saturating', judged) };
    const row = within(spread, 0.7, 1.3);
    const holds = row.holds && Math.abs(spread - 1) < Math.abs(rival.measured - 1);
    print({ recipe: 'minibatch-gan', seed, what, ...row, expected: `${row.expected}, nearer to 1 than the rival’s`, holds, rival });
  },
};

async function scores(tf: Tf, { model }: Study, points: Float32Array): Promise<Float32Array> {
  return (await take(tf.tidy(() => model.score!(tf.tensor2d(points, [points.length / 2, 2]))))).data;
}

/** Mean distance of two points of a sample: 0 where all are one. */
function apart(points: Float32Array): number {
  const size = points.length / 2;
  let sum = 0;
  for (let at = 0; at < size; at += 1) {
    for (let other = 0; other < at; other += 1)
      sum += Math.hypot(points[2 * at] - points[2 * other], points[2 * at + 1] - points[2 * other + 1]);
  }
  return (2 * sum) / (size * (size - 1));
}

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}
