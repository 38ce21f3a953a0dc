import { freshLatents, generatedExamples, generates, take, readMade } from '../measuring/examples.ts';
import type { MetricContext } from '../metric.ts';
import { solidValidity } from '../metrics/solid-validity.ts';
import { openOracle } from '../measuring/oracle.ts';
import { atLeast, atMost, openTraining, type Proof, type Training } from '../proof.ts';
import { shareSure } from '../measuring/comparisons.ts';
import type { Tf } from '../tensor.ts';

const count = 300;
const rounds = 5;

/** Solids out of noise: whole, of a known form, of the right volume. */
export const solidsProof: Proof = {
  name: 'solids',
  about:
    'A 3D-GAN’s solids are in one piece, of forms that a classifier knows, of volumes as in the data; out of an untrained one they are not.',
  async run({ tf, seed, print }) {
    const steps = 2000;
    const training = openTraining(tf, { recipe: 'gan-3d', dataset: { name: 'solids', params: { size: '8' } }, seed, steps });
    const { dataset, model, random } = training;
    const oracle = await openOracle(tf, dataset, { seed });
    const sureOf = async () => {
      const latents = freshLatents(tf, model, random, count);
      const made = await readMade(tf, () => model.generate!(latents));
      latents.dispose();
      return shareSure(await oracle.judge(made));
    };
    const look = () => validity(tf, training);
    const untrained = await look();
    await training.train(steps);
    const [trained, sure] = [await look(), await sureOf()];
    const split = trained['volume-w1/ideal'];
    training.dispose();
    oracle.dispose();
    const what = `solids 8, ${steps} steps`;
    const say = (text: string, verdict: ReturnType<typeof atLeast>) => print({ recipe: 'gan-3d', seed, what: text, ...verdict });
    say(`solids of whose form the oracle is sure (> .9), ${what} (oracle on real ${oracle.accuracy?.toFixed(3)})`, atLeast(sure, 0.7));
    say(`largest connected part of the volume, ${what}`, atLeast(trained['one-piece'], 0.95));
    say(`W1 of volumes over that of two real samples (${split.toFixed(4)}), means of ${rounds}`, atMost(trained['volume-w1'] / split, 2));
    say('ablation, untrained: W1 of volumes over that of two real samples', atLeast(untrained['volume-w1'] / split, 4));
  },
};

/** Means over a few looks: two samples of 200 volumes are as far apart as chance has it. */
async function validity(tf: Tf, { model, dataset, random }: Training): Promise<Record<string, number>> {
  if (!generates(model)) throw new Error('Nothing is made to be looked at.');
  const context = {
    dataset,
    real: (wanted: number) => dataset.draw(random, wanted).values,
    ideal: (wanted: number) => dataset.draw(random, wanted).values,
    generated: async (wanted: number) => (await take(generatedExamples(tf, model, dataset, random, wanted))).data,
  } as MetricContext;
  const sums: Record<string, number> = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const [key, value] of Object.entries(await solidValidity.measure(context))) sums[key] = (sums[key] ?? 0) + value;
  }
  return Object.fromEntries(Object.entries(sums).map(([key, sum]) => [key, sum / rounds]));
}
