import { StudioError } from '../../../shared/errors.ts';
import { choiceParam, noLatent, numberParam } from '../parts/bodies.ts';
import { playParams, playerOptimizer } from '../parts/game-params.ts';
import { classesOf, crossEntropy } from '../parts/classes.ts';
import { featuresOf } from '../parts/features.ts';
import { buildNetwork } from '../network.ts';
import { activation, conv, dense, flatten, patchCritic, residual } from '../networks/index.ts';
import { both, choiceOf, fromCode, numberOf, ours } from '../param.ts';
import type { Recipe } from '../recipe.ts';
import { bicubic } from '../parts/bicubic.ts';
import type { Tensor } from '../tensor.ts';
import { meanPatch, patchGame } from '../parts/translation.ts';

const width = { group: 'networks', type: 'integer', min: 1, max: 512, scale: 'log' } as const;

/** Twice the side, from a residual network over bicubic interpolation. */
export const superResolution: Recipe = {
  name: 'super-resolution',
  title: 'Super-resolution',
  purpose: 'Doubles the side of a picture: a residual network corrects bicubic interpolation, by pixels, by features, or against a critic.',
  idea:
    'Interpolation is nearly right; a residual network learns what it misses. Compared pixel by pixel the result is the safest and smooth. ' +
    'Compared by the features of a classifier (trained here first, then kept) it may be sharper and less exact; a discriminator pushes further.',
  paper: {
    authors: 'Ledig, Theis, Huszár, Caballero, Cunningham, Acosta, Aitken, Tejani, Totz, Wang, Shi',
    title: 'Photo-Realistic Single Image Super-Resolution Using a Generative Adversarial Network',
    year: 2016,
    arxiv: '1609.04802',
  },
  family: 'translation',
  accepts: ['pairs'],
  usualData: { name: 'paired-shapes', params: { task: 'resolution' } },
  players: ['classifier', 'discriminator', 'generator'],
  formulas: [
    { player: 'classifier', tex: String.raw`-\,\mathbb{E}\log P(c\mid y)\quad\text{in the first steps only; then }\phi\text{ is kept}` },
    { player: 'discriminator', tex: String.raw`-\tfrac12\mathbb{E}\log D(y)-\tfrac12\mathbb{E}\log(1-D(G(x)))` },
    {
      player: 'generator',
      tex: String.raw`\mathbb{E}\lVert y-G(x)\rVert^2\ \text{or}\ \mathbb{E}\lVert\phi(y)-\phi(G(x))\rVert^2,\quad -\,w\,\mathbb{E}\log D(G(x))`,
    },
  ],
  params: [
    choiceParam({
      key: 'content',
      label: 'Content',
      help: 'How a made picture is compared with the true one.',
      choices: [
        { value: 'pixels', label: 'Pixels', help: 'Mean squared difference: the highest PSNR.' },
        { value: 'perceptual', label: 'Features', help: 'Of a small classifier trained on this data: ours, in place of the paper’s VGG.' },
      ],
      presets: both(ours('pixels', 'exact before pretty')),
    }),
    numberParam({
      key: 'adversarial',
      label: 'Adversarial weight',
      help: 'How much looking real counts; 0 leaves the discriminator without a say.',
      min: 0,
      max: 10,
      presets: { small: ours(0, 'compare with and without'), paper: fromCode(1e-3, 'PyTorch-GAN, implementations/srgan') },
    }),
    {
      key: 'featureSteps',
      label: 'Steps for the features',
      group: 'schedule',
      help: 'Steps at the beginning in which the classifier learns, while the rest waits.',
      type: 'integer',
      min: 1,
      max: 1e6,
      scale: 'log',
      presets: both(ours(200, 'forms are learnt by then')),
    },
    {
      key: 'pixelSteps',
      label: 'Steps by pixels first',
      group: 'schedule',
      help: 'Steps after those in which the generator learns by pixels whatever the content, as the paper begins from a network that pixels trained.',
      type: 'integer',
      min: 0,
      max: 1e6,
      presets: { small: ours(350, 'most of what pixels can teach'), paper: ours(100_000, 'until pixels teach nothing more') },
    },
    {
      ...width,
      key: 'generatorWidth',
      label: 'Generator width',
      help: 'Filters of each layer.',
      presets: { small: ours(24, 'minutes on two cores'), paper: ours(64, 'as published') },
    },
    {
      ...width,
      key: 'discriminatorWidth',
      label: 'Discriminator width',
      help: 'Filters of its first layer.',
      presets: { small: ours(16, 'minutes on two cores'), paper: ours(64, 'as published') },
    },
    {
      ...width,
      key: 'classifierWidth',
      label: 'Classifier width',
      help: 'Filters of its first layer.',
      presets: both(ours(12, 'tells a few forms apart')),
    },
    ...playParams({
      rates: Object.fromEntries(
        ['classifier', 'discriminator', 'generator'].map((player) => [player, { presets: both(ours(1e-3, 'minutes on two cores')) }]),
      ),
      batch: { presets: both(ours(16, 'minutes on two cores')) },
    }),
  ],

  build(context) {
    const { tf, params, data, random } = context;
    if (data.kind !== 'pairs' || 2 * data.given.size !== data.size || data.given.channels !== data.channels) {
      throw new StudioError(
        'invalid',
        'Super-resolution needs pairs whose given picture has half the side; choose the task resolution of paired-shapes.',
      );
    }
    const { size, channels } = data;
    const classes = classesOf(context, 'Super-resolution');
    const isPerceptual = choiceOf(params, 'content', ['pixels', 'perceptual']) === 'perceptual';
    const adversarial = numberOf(params, 'adversarial');
    const featureSteps = numberOf(params, 'featureSteps');
    const byPixels = featureSteps + numberOf(params, 'pixelSteps');
    const filters = numberOf(params, 'generatorWidth');
    const picture = [size, size, channels];
    const network = (name: string, layers: Parameters<typeof buildNetwork>[0]['layers']) =>
      buildNetwork({ tf, name, random: random.fork(name), input: picture, layers });
    const generator = network('generator', [
      conv({ filters, kernel: 5 }),
      activation('relu'),
      residual([conv({ filters, kernel: 3 }), activation('relu'), conv({ filters, kernel: 3 })]),
      residual([conv({ filters, kernel: 3 }), activation('relu'), conv({ filters, kernel: 3 })]),
      conv({ filters: channels, kernel: 3, initial: 'normal-0.02' }), // begins at bicubic itself
    ]);
    const discriminator = network('discriminator', patchCritic({ width: numberOf(params, 'discriminatorWidth') }));
    const seen = numberOf(params, 'classifierWidth');
    const classifier = network('classifier', [
      conv({ filters: seen, kernel: 4, stride: 2 }),
      activation('relu'),
      conv({ filters: 2 * seen, kernel: 4, stride: 2 }),
      activation('relu'),
      flatten(),
      dense(classes, { initial: 'glorot-uniform' }),
    ]);
    const enlarge = (given: Tensor) => {
      const rough = bicubic(tf, given);
      return tf.add(rough, generator.apply(rough));
    };
    const batch = numberOf(params, 'batch');

    return {
      networks: [classifier, discriminator, generator],
      latent: noLatent,
      players: [
        {
          name: 'classifier',
          networks: ['classifier'],
          optimizer: playerOptimizer(params, 'classifier'),
          batch,
          loss: ({ real, condition }) => ({ loss: crossEntropy(tf, classifier.apply(real), condition!).mean().asScalar(), also: {} }),
        },
        {
          name: 'discriminator',
          networks: ['discriminator'],
          optimizer: playerOptimizer(params, 'discriminator'),
          batch,
          loss({ real, given }) {
            return { loss: patchGame.bce.judge(tf, discriminator.apply(real), discriminator.apply(enlarge(given!))), also: {} };
          },
        },
        {
          name: 'generator',
          networks: ['generator'],
          optimizer: playerOptimizer(params, 'generator'),
          batch,
          loss({ real, given, choiceAt }) {
            const made = enlarge(given!);
            const squared = tf.square(tf.sub(real, made)).mean();
            const features = tf.square(tf.sub(featuresOf(classifier, real), featuresOf(classifier, made))).mean();
            const fooling = patchGame.bce.generator(tf, discriminator.apply(made));
            const seesFeatures = choiceAt((step) => isPerceptual && step >= byPixels);
            const loss = tf.add(seesFeatures ? features : squared, tf.mul(fooling, adversarial));
            return { loss: loss.asScalar(), also: { squared: squared.asScalar(), features: features.asScalar() } };
          },
        },
      ],
      schedule: (step) =>
        step < featureSteps
          ? [{ player: 'classifier', updates: 1 }]
          : [
              { player: 'discriminator', updates: 1 },
              { player: 'generator', updates: 1 },
            ],
      conditionedOn: 'picture',
      generate: (_latents, given) => enlarge(given!),
      score: (pictures) => meanPatch(discriminator.apply(pictures)),
      scores: 'discriminator',
      columns: ({ real, given }) => ({ given: given!, bicubic: bicubic(tf, given!), made: enlarge(given!), truth: real }),
    };
  },
};
