import type { Params } from '../../../shared/params.ts';
import type { Dataset } from '../dataset.ts';
import { generatedExamples, generates, readMade, take } from '../measuring/examples.ts';
import { frechetDistance } from '../metrics/fid.ts';
import { openOracle } from '../measuring/oracle.ts';
import { meanAbsolute } from '../measuring/comparisons.ts';
import { conditionAccuracy } from '../measuring/proof-accuracy.ts';
import { atLeast, atMost, below, openTraining, type Proof, type Training } from '../proof.ts';
import type { Random } from '../random.ts';

const digits = { name: 'digits8', params: { heldOut: 30 } };
const [side, count] = [8, 500];
const [oracleSteps, criticSteps, codecSteps, askedSteps] = [600, 300, 2000, 1500];

/** Handwriting that nobody drew for the purpose; what is measured is measured on digits that no system saw. */
export const realDigits: Proof = {
  name: 'real-digits',
  about:
    'On 1797 real digits of 8 × 8 pixels, three in ten held out: WGAN-GP (arXiv:1704.00028) and a VAE’s map (arXiv:1312.6114) come nearer to unseen digits than pixels drawn each alone and than an auto-encoder’s prior; a VAE of two latents restores unseen digits better than the mean picture of their class; CGAN (arXiv:1411.1784) makes the digit asked for, and not if its discriminator isn’t told.',
  async run({ tf, seed, print }) {
    const open = (recipe: string, steps: number, params: Params = {}) => openTraining(tf, { recipe, dataset: digits, seed, params, steps });
    const vae = open('vae', codecSteps);
    const { dataset, random } = vae;
    const oracle = await openOracle(tf, dataset, { seed, steps: oracleSteps });
    const unseen = dataset.heldOut!.all.draw(random, count);
    const { features } = await oracle.judge(unseen.values);
    const far = async (values: Float32Array) => frechetDistance(features, (await oracle.judge(values)).features, oracle.width);
    const drawn = async ({ model, dataset: own, random: chance }: Training) => {
      if (!generates(model)) throw new Error('Nothing is made to be looked at.');
      return far((await take(generatedExamples(tf, model, own, chance, count))).data);
    };

    const alone = { name: 'pixels drawn each alone', measured: await far(pixelsAlone(dataset, random)) };
    const seen = `training digits themselves ${(await far(dataset.draw(random, count).values)).toPrecision(3)}`;
    const distance = `Fréchet distance from unseen digits in features of an independent classifier (${seen})`;
    const critic = open('wgan-gp', criticSteps);
    await critic.train(criticSteps);
    const byCritic = await drawn(critic);
    critic.dispose();
    print({ recipe: 'wgan-gp', seed, what: `${distance}, ${criticSteps} steps`, ...below(byCritic, alone) });

    await vae.train(codecSteps);
    const map = await drawn(vae);
    const restored = await readMade(tf, () => vae.model.generate!(vae.model.encode!(tf.tensor(unseen.values, [count, side, side, 1]))));
    const means = { name: 'the mean of the class', measured: meanAbsolute(classMeans(dataset, random, unseen.labels!), unseen.values) };
    const plain = open('auto-encoder', codecSteps);
    await plain.train(codecSteps);
    const prior = { name: 'an auto-encoder’s prior', measured: await drawn(plain) };
    plain.dispose();
    vae.dispose();
    print({ recipe: 'vae', seed, what: `${distance} of what the prior draws, ${codecSteps} steps`, ...below(map, alone) });
    print({ recipe: 'vae', seed, what: `the same of two latents each, ${codecSteps} steps`, ...below(map, prior) });
    print({ recipe: 'wgan-gp', seed, what: `the same, a GAN of ${criticSteps} steps`, ...below(byCritic, prior) });
    const kept = meanAbsolute(restored, unseen.values);
    print({ recipe: 'vae', seed, what: `mean |restored − given|, unseen digits, ${codecSteps} steps`, ...below(kept, means) });

    const asked = async (params: Params) => {
      const training = open('cgan', askedSteps, params);
      await training.train(askedSteps);
      const right = await conditionAccuracy(tf, training, oracle);
      training.dispose();
      return right;
    };
    const [right, untold] = [await asked({}), await asked({ told: 'generator' })];
    const what = `digit made as asked, ${askedSteps} steps (oracle on unseen ${oracle.accuracy!.toFixed(3)})`;
    print({ recipe: 'cgan', seed, what, ...atLeast(right, 0.8) });
    print({ recipe: 'cgan', seed, what: `ablation, a discriminator that isn’t told (chance 0.1): ${what}`, ...atMost(untold, 0.2) });
    oracle.dispose();
  },
};

/** Each pixel from a picture of its own: right in every place, and together nothing. */
function pixelsAlone(dataset: Dataset, random: Random): Float32Array {
  const { values } = dataset.draw(random, count);
  return values.map((_, at) => values[random.integer(count) * side ** 2 + (at % side ** 2)]);
}

/** For each label the mean picture of its class in the training digits. */
function classMeans(dataset: Dataset, random: Random, labels: Int32Array): Float32Array {
  const { values, labels: own } = dataset.draw(random, 4 * count);
  const sums = Array.from({ length: dataset.classes!.length }, () => new Float32Array(side ** 2));
  const counts = new Float64Array(sums.length);
  own!.forEach((label, at) => {
    counts[label] += 1;
    for (let pixel = 0; pixel < side ** 2; pixel += 1) sums[label][pixel] += values[at * side ** 2 + pixel];
  });
  const means = new Float32Array(labels.length * side ** 2);
  labels.forEach((label, at) => {
    means.set(
      sums[label].map((sum) => sum / counts[label]),
      at * side ** 2,
    );
  });
  return means;
}
