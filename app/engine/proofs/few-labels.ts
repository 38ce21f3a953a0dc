import { atLeast, openTraining, type Proof } from '../proof.ts';
import { classifierAccuracy } from '../proof-measures.ts';

/** Four labels a class and much unlabelled data against four labels alone. */
export const fewLabels: Proof = {
  name: 'few-labels',
  about: 'On the three-armed spiral with four labels a class, the semi-supervised GAN classifies better than the labels alone.',
  async run({ tf, seed, print }) {
    const steps = 3000;
    const accuracy = async (unlabelled: string) => {
      const params = { unlabelled, classifierWidth: 128, generatorWidth: 128, classifierDepth: 3 };
      const training = openTraining(tf, { recipe: 'semi-supervised-gan', dataset: 'spiral3', seed, params, steps });
      await training.train(steps);
      const { values, labels } = training.dataset.draw(training.random, 2000);
      const right = await classifierAccuracy(tf, training, values, labels!);
      training.dispose();
      return right;
    };
    const [plain, whole] = [await accuracy('left'), await accuracy('used')];
    const what = `accuracy above that of the labels alone (${plain.toFixed(3)}), ${steps} steps (reached ${whole.toFixed(3)})`;
    print({ recipe: 'semi-supervised-gan', seed, what, ...atLeast(whole - plain, 0.1) });
  },
};
