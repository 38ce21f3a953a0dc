import { minimize } from '../measuring/minimize.ts';
import { buildNetwork } from '../network.ts';
import { mlp } from '../networks/index.ts';
import type { Objective } from '../objective.ts';
import { fDivergence, type FDivergenceName, fDivergenceNames, fDivergences } from '../objectives/f-divergence.ts';
import { minimax } from '../objectives/minimax.ts';
import { atLeast, atMost, near, type Proof } from '../proof.ts';
import { seededRandom } from '../random.ts';
import type { Tensor, Tf } from '../tensor.ts';

const steps = 1000;
const [batch, tested] = [512, 200_000];
const curved = [32, 32];
/** Real data is normal around 0, of deviation 1; what is compared with it, around 1 and wider: neither its mean nor its width is the data’s. */
const real = { mean: 0, deviation: 1 };
const made = { mean: 1, deviation: 1.5 };
type Normal = typeof real;
/** How far a bound may be off. */
const share = 0.05;
/** Up to a constant this one is Jensen–Shannon’s, and its training the same. */
const names = fDivergenceNames.filter((name) => name !== 'gan');

/** Against a fixed generator on a line the best discriminator is known, and so is every divergence, by quadrature. */
export const optimalDiscriminator: Proof = {
  name: 'optimal-discriminator',
  about:
    'On two normals of unequal width on a line a trained discriminator is p/(p+q), its value −log 4 + 2·JS (arXiv:1406.2661, proposition 1), and the bound of each f-divergence is tight (arXiv:1606.00709), where that of a straight line trained as long is not.',
  async run({ tf, seed, print }) {
    const places = Array.from({ length: 61 }, (_, at) => -3 + at / 10);
    const best = (x: number) => density(x, real) / (density(x, real) + density(x, made));
    const meanError = (said: (at: number) => number) =>
      places.reduce((sum, x, at) => sum + Math.abs(said(at) - best(x)), 0) / places.length;
    const after = async (count: number, hidden = curved) => {
      const { judge, loss } = await trained(tf, { seed, name: 'gan', objective: minimax, count, hidden });
      const said = await valuesAt(tf, judge, places);
      judge.dispose();
      return { error: meanError((at) => sigmoid(said[at])), value: -loss };
    };
    const [whole, line, early] = [await after(steps), await after(steps, []), await after(10)];
    const what = `mean |D − p/(p+q)| on −3…3, ${steps} updates`;
    print({
      recipe: 'gan',
      seed,
      what: `${what} (that of ½ everywhere ${meanError(() => 0.5).toFixed(3)})`,
      ...atMost(whole.error, 0.03),
      rival: { name: 'a straight line', measured: line.error },
    });
    const twiceJs = exactDivergence('jensen-shannon');
    print({
      recipe: 'gan',
      seed,
      what: 'value + log 4 against 2·JS by quadrature',
      ...tight(whole.value + Math.log(4), twiceJs, line.value + Math.log(4)),
    });
    print({
      recipe: 'gan',
      seed,
      what: 'ablation, 10 updates: mean |D − p/(p+q)| over the trained one’s',
      ...atLeast(early.error / whole.error, 3),
    });
    for (const name of names) {
      const bound = async (hidden: number[]) => {
        const { judge, loss } = await trained(tf, { seed, name, objective: fDivergence(name, 'bound'), count: steps, hidden });
        judge.dispose();
        return -loss;
      };
      const row = tight(await bound(curved), exactDivergence(name), await bound([]));
      print({ recipe: 'f-gan', seed, what: `bound against quadrature, ${name}`, ...row });
    }
  },
};

/** Near the truth, where the straight line is not. */
function tight(bound: number, exact: number, line: number) {
  const row = near(bound, exact, share);
  return { ...row, holds: row.holds && !near(line, exact, share).holds, rival: { name: 'a straight line', measured: line } };
}

function exactDivergence(name: FDivergenceName): number {
  const step = 1e-3;
  let sum = 0;
  for (let x = -12; x <= 14; x += step) {
    const [p, q] = [density(x, real), density(x, made)];
    sum += q * fDivergences[name].generator(p / q) * step;
  }
  return sum;
}

function density(x: number, { mean, deviation }: Normal): number {
  return Math.exp(-0.5 * ((x - mean) / deviation) ** 2) / (deviation * Math.sqrt(2 * Math.PI));
}

const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));

interface Lesson {
  seed: number;
  name: string;
  objective: Objective;
  count: number;
  /** None for a straight line. */
  hidden: number[];
}

/** The judge after so many updates, and its loss on a large fresh sample. */
async function trained(tf: Tf, { seed, name, objective, count, hidden }: Lesson) {
  const random = seededRandom(seed).fork(`optimal-discriminator/${name}`);
  const judge = buildNetwork({
    tf,
    name: 'judge',
    random: random.fork('weights'),
    input: [1],
    layers: mlp({ hidden, output: [1], activation: 'softplus' }),
  });
  const drawn = (size: number, { mean, deviation }: Normal) =>
    tf.tensor2d(
      Float32Array.from({ length: size }, () => deviation * random.normal() + mean),
      [size, 1],
    );
  const lossOf = (size: number) => objective.judge(tf, judge.apply(drawn(size, real)) as Tensor, judge.apply(drawn(size, made)) as Tensor);
  await minimize(tf, { variables: judge.variables, rate: 3e-3, steps: count, loss: () => lossOf(batch) });
  const last = tf.tidy(() => lossOf(tested));
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
