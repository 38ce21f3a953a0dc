import type { Params } from '../../../shared/params.ts';
import { atLeast, atMost, openTraining, type Proof } from '../proof.ts';
import { classifierAccuracy } from '../measuring/proof-accuracy.ts';

const spiral = {
  dataset: 'spiral3',
  params: { labelsPerClass: 4, classifierWidth: 128, generatorWidth: 128, classifierDepth: 3 },
  steps: 3000,
};
const digits = { dataset: { name: 'stroke-digits', params: { size: '16' } }, params: { labelsPerClass: 2 }, steps: 900 };

/** A few labels and much unlabelled data against the labels alone, and against a generator that stays as it was drawn. */
export const fewLabels: Proof = {
  name: 'few-labels',
  about:
    'With four labels a class on a three-armed spiral, and two a class on digits, the semi-supervised GAN (arXiv:1606.03498) classifies better than the labels alone. ' +
    'On digits that takes a generator that learns; on points one that never does can serve as well, since what it makes lies between the arms (arXiv:1705.09783 says why that is enough).',
  async run({ tf, seed, print }) {
    const say = (what: string, verdict: ReturnType<typeof atLeast>) => print({ recipe: 'semi-supervised-gan', seed, what, ...verdict });
    const measured = async ({ dataset, params, steps }: typeof spiral | typeof digits) => {
      const accuracy = async (ask: Params) => {
        const training = openTraining(tf, { recipe: 'semi-supervised-gan', dataset, seed, params: { ...params, ...ask }, steps });
        await training.train(steps);
        const { values, labels } = training.dataset.draw(training.random, 2000);
        const right = await classifierAccuracy(tf, training, values, labels!);
        training.dispose();
        return right;
      };
      return {
        alone: await accuracy({ unlabelled: 'left' }),
        features: await accuracy({ unlabelled: 'used', generatorGoal: 'features' }),
        fooling: await accuracy({ unlabelled: 'used', generatorGoal: 'gan' }),
        still: await accuracy({ unlabelled: 'used', generatorGoal: 'nothing' }),
      };
    };
    const reached = (accuracy: number) => `(reached ${accuracy.toFixed(3)})`;

    const points = await measured(spiral);
    say(
      `accuracy above that of the labels alone (${points.alone.toFixed(3)}), mean features matched, spiral, ${spiral.steps} steps ${reached(points.features)}; where the generator never learns ${points.still.toFixed(3)}`,
      atLeast(points.features - points.alone, 0.1),
    );
    say(`the same, the generator asked to be taken for real ${reached(points.fooling)}`, atLeast(points.fooling - points.alone, 0.1));

    const pictures = await measured(digits);
    const gain = pictures.features - pictures.alone;
    say(
      `accuracy above that of the labels alone (${pictures.alone.toFixed(3)}), mean features matched, digits 16, ${digits.steps} steps ${reached(pictures.features)}`,
      atLeast(gain, 0.03),
    );
    say(
      `the same, the generator asked to be taken for real, digits 16 ${reached(pictures.fooling)}`,
      atLeast(pictures.fooling - pictures.alone, 0.1),
    );
    say(
      `ablation, a generator that never learns ${reached(pictures.still)}: what it adds to the labels alone over what a learning one adds, digits 16`,
      atMost((pictures.still - pictures.alone) / gain, 0.5),
    );
  },
};
