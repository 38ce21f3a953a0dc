import { atLeast, atMost, openTraining, type Proof } from '../proof.ts';
import { classifierAccuracy } from '../proof-measures.ts';

/** Four labels a class and much unlabelled data against four labels alone. */
export const fewLabels: Proof = {
  name: 'few-labels',
  about:
    'On the three-armed spiral with four labels a class, the semi-supervised GAN classifies better than the labels alone, whatever its generator is asked for; and how much of that needs a generator that learns.',
  async run({ tf, seed, print }) {
    const steps = 3000;
    const accuracy = async (ask: { unlabelled: 'used' | 'left'; generatorGoal?: 'features' | 'gan' | 'nothing' }) => {
      const params = { ...ask, classifierWidth: 128, generatorWidth: 128, classifierDepth: 3 };
      const training = openTraining(tf, { recipe: 'semi-supervised-gan', dataset: 'spiral3', seed, params, steps });
      await training.train(steps);
      const { values, labels } = training.dataset.draw(training.random, 2000);
      const right = await classifierAccuracy(tf, training, values, labels!);
      training.dispose();
      return right;
    };
    const plain = await accuracy({ unlabelled: 'left' });
    const features = await accuracy({ unlabelled: 'used', generatorGoal: 'features' });
    const fooling = await accuracy({ unlabelled: 'used', generatorGoal: 'gan' });
    const still = await accuracy({ unlabelled: 'used', generatorGoal: 'nothing' });
    const say = (what: string, verdict: ReturnType<typeof atLeast>) => print({ recipe: 'semi-supervised-gan', seed, what, ...verdict });
    say(
      `accuracy above that of the labels alone (${plain.toFixed(3)}), mean features matched, ${steps} steps (reached ${features.toFixed(3)})`,
      atLeast(features - plain, 0.1),
    );
    say(`the same, the generator asked to be taken for real (reached ${fooling.toFixed(3)})`, atLeast(fooling - plain, 0.1));
    say(
      `ablation, a generator that never learns (reached ${still.toFixed(3)}): what it adds to the labels alone over what a learning one adds`,
      atMost((still - plain) / (features - plain), 0.5),
    );
  },
};
