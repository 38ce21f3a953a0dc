import { bodyParams, choiceParam, latentSizeParam, making, normalLatent, seeing } from '../parts/bodies.ts';
import { playParams, playerOptimizer } from '../parts/game-params.ts';
import { accuracyOf, classesOf, crossEntropy } from '../parts/classes.ts';
import { exampleShape } from '../data-shape.ts';
import { featuresOf } from '../parts/features.ts';
import { buildNetwork } from '../network.ts';
import { both, choiceOf, fromCode, numberOf, ours } from '../param.ts';
import type { Recipe } from '../recipe.ts';
import type { Tensor } from '../tensor.ts';
import { softplus } from '../twice-differentiable.ts';

const code = 'openai/improved-gan, train_mnist_feature_matching.py';

/** A classifier with one class more: made up. */
export const semiSupervisedGan: Recipe = {
  name: 'semi-supervised-gan',
  title: 'Semi-supervised GAN',
  purpose: 'A classifier from a few labels and much unlabelled data: what a generator makes is one class more.',
  idea:
    'The discriminator is a classifier with K classes; examples whose logits are all low count as made. Labelled examples teach the ' +
    'classes, unlabelled ones must belong to some class, made ones to none: so borders are pushed out of where data lies. A generator that ' +
    'matches mean features helps the classifier most, though its samples are not the best.',
  paper: {
    authors: 'Salimans, Goodfellow, Zaremba, Cheung, Radford, Chen',
    title: 'Improved Techniques for Training GANs',
    year: 2016,
    arxiv: '1606.03498',
  },
  family: 'semi-supervised',
  accepts: ['points', 'pictures'],
  usualData: { name: 'spiral3', params: {} },
  players: ['classifier', 'generator'],
  formulas: [
    {
      player: 'classifier',
      tex: String.raw`-\,\mathbb{E}_{x,y}\log p(y\mid x) - \tfrac12\mathbb{E}_{u}\log D(u) - \tfrac12\mathbb{E}_z\log(1-D(G(z))),\quad D=\tfrac{Z}{Z+1},\ Z=\textstyle\sum_k e^{l_k}`,
    },
    { player: 'generator', tex: String.raw`\lVert\mathbb{E}f(u)-\mathbb{E}f(G(z))\rVert^2\ \text{or}\ -\mathbb{E}\log D(G(z))` },
  ],
  params: [
    {
      key: 'labelsPerClass',
      label: 'Labels per class',
      group: 'data',
      help: 'How many examples of each class have a label.',
      type: 'integer',
      min: 1,
      max: 1000,
      presets: { small: ours(4, 'too few for a classifier alone'), paper: fromCode(10, code) },
    },
    choiceParam({
      key: 'unlabelled',
      label: 'Unlabelled data',
      help: 'Whether it is used; without it this is a plain classifier on few labels.',
      choices: [
        { value: 'used', label: 'Used' },
        { value: 'left', label: 'Left out' },
      ],
      presets: both(ours('used', 'the system itself')),
    }),
    choiceParam({
      key: 'generatorGoal',
      label: 'Generator’s goal',
      help: 'What the generator is asked for.',
      choices: [
        { value: 'features', label: 'Matching mean features' },
        { value: 'gan', label: 'Being taken for real' },
        { value: 'nothing', label: 'Nothing', help: 'It stays as it was drawn: shows what a generator that learns is good for.' },
      ],
      presets: both(fromCode('features', code)),
    }),
    latentSizeParam(both(ours(4, 'more than the data has dimensions')), {
      pictures: { small: ours(16, 'enough for small pictures'), paper: fromCode(100, code) },
    }),
    ...playParams({
      rates: {
        classifier: { presets: both(ours(1e-3, 'minutes on two cores')) },
        generator: { presets: both(ours(1e-3, 'minutes on two cores')) },
      },
      beta1: { presets: both(fromCode(0.5, code)) },
      batch: { presets: both(fromCode(100, code)) },
    }),
    ...bodyParams(['classifier', 'generator']),
  ],

  build(context) {
    const { tf, params, data, random } = context;
    const classes = classesOf(context, 'A semi-supervised GAN');
    const latentSize = numberOf(params, 'latentSize');
    const network = (name: string, input: number[], layers: Parameters<typeof buildNetwork>[0]['layers']) =>
      buildNetwork({ tf, name, random: random.fork(name), input, layers });
    const classifier = network('classifier', exampleShape(data), seeing(context, 'classifier', classes));
    const generator = network('generator', [latentSize], making(context, 'generator'));
    const usesAll = choiceOf(params, 'unlabelled', ['used', 'left']) === 'used';
    const goal = choiceOf(params, 'generatorGoal', ['features', 'gan', 'nothing']);
    const batch = numberOf(params, 'batch');
    /** log Z: above 0 it is more likely real than made. */
    const total = (logits: Tensor) => tf.logSumExp(logits, -1);

    return {
      networks: [classifier, generator],
      latent: normalLatent(latentSize),
      labelled: { perClass: numberOf(params, 'labelsPerClass') },
      players: [
        {
          name: 'classifier',
          networks: ['classifier'],
          optimizer: playerOptimizer(params, 'classifier'),
          batch,
          loss({ real, latents, labelled }) {
            const logits = classifier.apply(labelled!.examples);
            const named = crossEntropy(tf, logits, labelled!.condition).mean();
            const also = { 'labelled-accuracy': accuracyOf(tf, logits, labelled!.condition).asScalar() };
            if (!usesAll) return { loss: named.asScalar(), also };
            const [here, made] = [total(classifier.apply(real)), total(classifier.apply(generator.apply(latents)))];
            const real1 = tf.sub(softplus(tf, here), here).mean();
            return { loss: tf.addN([named, tf.mul(real1, 0.5), tf.mul(softplus(tf, made).mean(), 0.5)]).asScalar(), also };
          },
        },
        {
          name: 'generator',
          networks: ['generator'],
          optimizer: playerOptimizer(params, 'generator'),
          batch,
          isDue: () => goal !== 'nothing',
          loss({ real, latents }) {
            const made = generator.apply(latents);
            if (goal !== 'features') {
              const log = total(classifier.apply(made));
              return { loss: tf.sub(softplus(tf, log), log).mean().asScalar(), also: {} };
            }
            const gap = tf.sub(featuresOf(classifier, real).mean(0), featuresOf(classifier, made).mean(0));
            return { loss: tf.square(gap).mean().asScalar(), also: {} };
          },
        },
      ],
      schedule: () => [
        { player: 'classifier', updates: 1 },
        { player: 'generator', updates: 1 },
      ],
      generate: (latents) => generator.apply(latents, { training: false }),
      encode: (examples) => featuresOf(classifier, examples, { training: false }),
      classify: (examples) => classifier.apply(examples, { training: false }),
    };
  },
};
