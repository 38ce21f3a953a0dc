import { minimize } from '../measuring/minimize.ts';
import { buildNetwork } from '../network.ts';
import { mlp } from '../networks/index.ts';
import type { Objective } from '../objective.ts';
import { fDivergence, type FDivergenceName, fDivergenceNames, fDivergences } from '../objectives/f-divergence.ts';
import { minimax } from '../objectives/minimax.ts';
import { atLeast, atMost, near, type Proof } from '../proof.ts';
import { seededRandom } from '../random.ts';
import type { Tensor, Tf } from '../tensor.ts';

const steps = 1500;
const batch = 512;
/** Real data is normal around 0; what is compared with it, around 1. Both of deviation 1. */
const apart = 1;

/** Against a fixed generator on a line the best discriminator is known, and so is every divergence, by quadrature. */
export const optimalDiscriminator: Proof = {
  name: 'optimal-discriminator',
  about:
    'On two normals on a line a trained discriminator is p/(p+q), its value −log 4 + 2·JS (arXiv:1406.2661, proposition 1), and the bound of each f-divergence is tight (arXiv:1606.00709).',
  async run({ tf, seed, print }) {
    const places = Array.from({ length: 61 }, (_, at) => -3 + at / 10);
    const value = integral((p, q) => p * Math.log(p / (p + q)) + q * Math.log(q / (p + q)));
    const errorAfter = async (count: number) => {
      const { judge, loss } = await trained(tf, seed, minimax, count);
      const said = await valuesAt(tf, judge, places);
      judge.dispose();
      const error = places.reduce((sum, x, at) => sum + Math.abs(sigmoid(said[at]) - normal(x, 0) / (normal(x, 0) + normal(x, apart))), 0);
      return { error: error / places.length, value: -loss };
    };
    const best = await errorAfter(steps);
    const what = `mean |D − p/(p+q)| on −3…3, ${steps} updates`;
    print({ recipe: 'gan', seed, what, ...atMost(best.error, 0.03) });
    const twiceJs = value + Math.log(4);
    print({ recipe: 'gan', seed, what: 'value + log 4 against 2·JS by quadrature', ...near(best.value + Math.log(4), twiceJs, 0.1) });
    const early = await errorAfter(10);
    print({
      recipe: 'gan',
      seed,
      what: 'ablation, 10 updates: mean |D − p/(p+q)| over the trained one’s',
      ...atLeast(early.error / best.error, 3),
    });
    for (const name of fDivergenceNames) {
      const { judge, loss } = await trained(tf, seed, fDivergence(name, 'bound'), steps);
      judge.dispose();
      print({ recipe: 'f-gan', seed, what: `bound against quadrature, ${name}`, ...near(-loss, exactDivergence(name), 0.1) });
    }
  },
};

function exactDivergence(name: FDivergenceName): number {
  return integral((p, q) => q * fDivergences[name].generator(p / q));
}

/** Of a function of both densities over the line. */
function integral(of: (p: number, q: number) => number): number {
  const step = 1e-3;
  let sum = 0;
  for (let x = -8; x <= 9; x += step) sum += of(normal(x, 0), normal(x, apart)) * step;
  return sum;
}

const normal = (x: number, mean: number) => Math.exp(-0.5 * (x - mean) ** 2) / Math.sqrt(2 * Math.PI);
const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));

/** The judge after so many updates, and its loss on a large fresh sample. */
async function trained(tf: Tf, seed: number, objective: Objective, count: number) {
  const random = seededRandom(seed).fork('optimal-discriminator');
  const judge = buildNetwork({
    tf,
    name: 'judge',
    random: random.fork('weights'),
    input: [1],
    layers: mlp({ hidden: [32, 32], output: [1], activation: 'softplus' }),
  });
  const drawn = (size: number, mean: number) =>
    tf.tensor2d(
      Float32Array.from({ length: size }, () => random.normal() + mean),
      [size, 1],
    );
  const lossOf = (size: number) => objective.judge(tf, judge.apply(drawn(size, 0)) as Tensor, judge.apply(drawn(size, apart)) as Tensor);
  await minimize(tf, { variables: judge.variables, rate: 3e-3, steps: count, loss: () => lossOf(batch) });
  const last = tf.tidy(() => lossOf(50_000));
  const [loss] = await last.data();
  last.dispose();
  return { judge, loss };
}

async function valuesAt(tf: Tf, judge: { apply(x: Tensor): Tensor }, places: number[]): Promise<Float32Array> {
  const said = tf.tidy(() => judge.apply(tf.tensor2d(places, [places.length, 1])));
  const values = Float32Array.from(await said.data());
  said.dispose();
  return values;
}
