import type { Params } from '../../../shared/params.ts';
import { freshLatents, readMade } from '../measuring/examples.ts';
import { type Lesson, openOracle, openReader } from '../measuring/oracle.ts';
import { atLeast, atMost, openTraining, type Proof, type Training } from '../proof.ts';
import { correlation } from '../measuring/comparisons.ts';
import { conditionAccuracy } from '../measuring/proof-accuracy.ts';
import type { Tf } from '../tensor.ts';

const shapes = { name: 'shapes', params: { size: '16', drawing: 'filled', turning: false } };
const chance = 0.25;
/** Enough for any class to be heard, were it told. */
const untoldSteps = 1500;

/** Ask for a class and get it; not told, nothing listens. */
export const askedFor: Proof = {
  name: 'asked-for',
  about: 'CVAE, CGAN, projection and CVAE-GAN make the class that they are asked for, and keep the rest of a latent; not told, they don’t.',
  async run({ tf, seed, print }) {
    const oracle = await openOracle(tf, openData(tf, seed), { seed, factors: ['x', 'y'] });
    const ceiling = `oracle on real ${oracle.accuracy?.toFixed(3)}`;
    const cases: { recipe: string; params: Params; steps: number; least: number; apart: Params | null }[] = [
      { recipe: 'cvae', params: { latentSize: 4, likelihood: 'bernoulli' }, steps: 6000, least: 0.95, apart: { told: 'encoder' } },
      { recipe: 'cgan', params: {}, steps: 4000, least: 0.9, apart: { told: 'generator' } },
      { recipe: 'projection-gan', params: {}, steps: 2500, least: 0.9, apart: null },
      { recipe: 'cvae-gan', params: { latentSize: 3 }, steps: 3000, least: 0.95, apart: null },
    ];
    for (const { recipe, params, steps, least, apart } of cases) {
      const training = openTraining(tf, { recipe, dataset: shapes, seed, params, steps });
      await training.train(steps);
      const right = await conditionAccuracy(tf, training, oracle);
      print({ recipe, seed, what: `class made as asked, shapes 16, ${steps} steps (${ceiling})`, ...atLeast(right, least) });
      if (recipe === 'cvae' || recipe === 'cvae-gan') {
        const { model, random } = training;
        const count = 200;
        const latents = freshLatents(tf, model, random, count);
        const under = async (label: number) => {
          const made = await readMade(tf, () =>
            model.generate!(latents, tf.oneHot(tf.fill([count], label, 'int32') as never, 4).toFloat()),
          );
          return (await oracle.judge(made)).factors;
        };
        const [first, second] = [await under(0), await under(1)];
        latents.dispose();
        const kept = (correlation(first.x, second.x) + correlation(first.y, second.y)) / 2;
        print({ recipe, seed, what: 'correlation of place under two classes, same latent', ...atLeast(kept, 0.9) });
        const told = await classInCodes(tf, training, seed);
        print({
          recipe,
          seed,
          what: `class read off the codes of real pictures by a fresh classifier (chance ${chance})`,
          ...atMost(told, chance + 0.15),
        });
      }
      training.dispose();
      if (apart === null) continue;
      const untold = openTraining(tf, { recipe, dataset: shapes, seed, params: { ...params, ...apart }, steps: untoldSteps });
      await untold.train(untoldSteps);
      const lost = await conditionAccuracy(tf, untold, oracle);
      untold.dispose();
      print({
        recipe,
        seed,
        what: `ablation, not told the class: class made as asked (chance ${chance}), ${untoldSteps} steps`,
        ...atMost(lost, chance + 0.1),
      });
    }
    oracle.dispose();
  },
};

/** Accuracy of a classifier that learns to tell the class by nothing but an encoder's means: near chance, where class and style are apart. */
async function classInCodes(tf: Tf, { model, dataset }: Training, seed: number): Promise<number> {
  const classes = dataset.classes!.length;
  const codes: Lesson = {
    shape: [model.latent.size],
    classes,
    draw(random, count) {
      const { values, labels } = dataset.draw(random, count);
      const found = tf.tidy(() => {
        const condition = tf.oneHot(tf.tensor1d(labels!, 'int32'), classes).toFloat();
        return model.encode!(tf.tensor(values, [count, 16, 16, 1]), condition).dataSync();
      });
      return { values: Float32Array.from(found), labels };
    },
  };
  const reader = await openReader(tf, codes, { seed });
  reader.dispose();
  return reader.accuracy!;
}

function openData(tf: Tf, seed: number) {
  const { dataset, dispose } = openTraining(tf, { recipe: 'vae', dataset: shapes, seed });
  dispose();
  return dataset;
}
