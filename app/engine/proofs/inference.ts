import { take } from '../measuring/examples.ts';
import { coverage } from '../metrics/mode-coverage.ts';
import { minimize } from '../measuring/minimize.ts';
import { buildNetwork } from '../network.ts';
import { mlp } from '../networks/index.ts';
import { atLeast, meanAbove, openStudy, type Proof, type Study } from '../proof.ts';
import type { Tensor, Tf } from '../tensor.ts';

const [steps, count, batch] = [2000, 1000, 100];
const discriminatorWidth = 128;
/** ALI’s own generator, discriminator, rates and schedule, less the encoder. */
const sameNetworks = {
  generatorWidth: 64,
  generatorDepth: 3,
  generatorNorm: 'batch',
  discriminatorWidth,
  discriminatorActivation: 'leaky-relu',
  discriminatorRate: 1e-3,
  discriminatorSteps: 3,
  generatorRate: 2e-4,
  batch,
};

/** A generator with an encoder learnt against the same discriminator. */
export const inference: Proof = {
  name: 'inference',
  about:
    'On the grid ALI covers in the mean more modes than a GAN of the same networks and updates, and what its encoder and generator restore lies in the mode it came from, oftener than by an encoder that the GAN is given afterwards (arXiv:1606.00704).',
  unseen: [6, 7],
  async run({ tf, seed, print }) {
    const trained = async (recipe: string, params: Record<string, number | string>) => {
      const study = openStudy(tf, { recipe, dataset: 'grid25', seed, params, steps });
      for (let step = 0; step < steps; step += 1) (await study.game.play({ keepGradients: false })).dispose();
      return study;
    };
    const modesOf = async (study: Study) => coverage(await study.generated(2500), 2, study.dataset.modes!).captured;
    const ali = await trained('ali', { discriminatorWidth });
    const [covered, restored] = [await modesOf(ali), await sameMode(tf, ali, ali.model.encode!)];
    ali.dispose();
    const plain = await trained('gan-non-saturating', sameNetworks);
    const alone = await modesOf(plain);
    const later = await restoredAfterwards(tf, plain);
    plain.dispose();
    const say = (what: string, row: ReturnType<typeof atLeast>) => print({ recipe: 'ali', seed, what: `${what}, ${steps} steps`, ...row });
    say(`modes of 25 less those of a GAN (${covered} and ${alone})`, meanAbove(covered - alone, 0));
    say('restored points nearest to the mode they came from (chance 0.04)', atLeast(restored, 0.5));
    say(`ablation: that share less what an encoder restores that the GAN is given afterwards (${later})`, atLeast(restored - later, 0.1));
  },
};

/** Share of real points that come back nearest to the mode they were nearest to. */
async function sameMode(tf: Tf, { model, dataset, real }: Study, encode: (points: Tensor) => Tensor): Promise<number> {
  const points = real(count);
  const { data } = await take(tf.tidy(() => model.generate!(encode(tf.tensor2d(points, [count, 2])))));
  const { centers } = dataset.modes!;
  const modeOf = (values: Float32Array, at: number) => {
    let [best, least] = [0, Number.POSITIVE_INFINITY];
    for (let mode = 0; mode < centers.length / 2; mode += 1) {
      const far = Math.hypot(values[2 * at] - centers[2 * mode], values[2 * at + 1] - centers[2 * mode + 1]);
      if (far < least) [best, least] = [mode, far];
    }
    return best;
  };
  let same = 0;
  for (let at = 0; at < count; at += 1) if (modeOf(points, at) === modeOf(data, at)) same += 1;
  return same / count;
}

/** The generator held still, an encoder learns z from G(z): the other way to infer that ALI’s paper compares itself with. */
async function restoredAfterwards(tf: Tf, study: Study): Promise<number> {
  const { model, random } = study;
  const { size } = model.latent;
  const encoder = buildNetwork({
    tf,
    name: 'afterwards',
    random: random.fork('afterwards'),
    input: [2],
    layers: mlp({ hidden: [64, 64, 64], output: [size], activation: 'leaky-relu', norm: 'batch' }),
  });
  const loss = () => {
    const latents = tf.tensor2d(model.latent.draw(random, batch), [batch, size]);
    return tf
      .sub(latents, encoder.apply(model.generate!(latents)))
      .square()
      .mean()
      .asScalar();
  };
  await minimize(tf, { variables: encoder.variables, rate: 2e-3, steps, loss });
  const share = await sameMode(tf, study, (points) => encoder.apply(points, { training: false }));
  encoder.dispose();
  return share;
}
