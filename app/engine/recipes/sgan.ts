import type { ParamSpec } from '../../../shared/params.ts';
import { bodyParams, making, numberParam, seeing } from '../parts/bodies.ts';
import { playerOptimizer, playParams } from '../parts/game-params.ts';
import { accuracyOf, classesOf, crossEntropy } from '../parts/classes.ts';
import { exampleShape } from '../data-shape.ts';
import { buildNetwork, type Layer, type Network } from '../network.ts';
import { activation, dense, mlp } from '../networks/index.ts';
import { nonSaturating } from '../objectives/non-saturating.ts';
import { both, fromCode, numberOf, ours } from '../param.ts';
import type { Latent, Play, Recipe } from '../recipe.ts';
import type { Scalar, Tensor } from '../tensor.ts';

const code = 'xunhuang1995/SGAN, mnist/train_joint.py';
const gentle = ours(1, 'measured: at 10 a normal noise drowns the class in a short run');

/** From the class to features, from features to the picture: each way back of a classifier has a generator of its own. */
export const sgan: Recipe = {
  name: 'sgan',
  title: 'SGAN (stacked)',
  purpose: 'A stack of two generators turns a classifier round: the first makes features of a class, the second a picture of features.',
  idea:
    'A classifier is trained first and then kept; what it throws away on the way from a picture to its class has to be invented on the way ' +
    'back. One generator makes features of a class, another makes a picture of features, each against a discriminator at its own level. ' +
    'What it made must lead the classifier back to what it was given (conditional loss), and the noise it was given must be readable ' +
    'from what it made (entropy loss), or it would ignore it. They learn apart from real features, then as one stack.',
  paper: {
    authors: 'Huang, Li, Poursaeed, Hopcroft, Belongie',
    title: 'Stacked Generative Adversarial Networks',
    year: 2016,
    arxiv: '1612.04357',
  },
  family: 'stages',
  accepts: ['pictures'],
  usualData: { name: 'shapes', params: { size: '16', drawing: 'filled', turning: false } },
  players: ['encoder', 'discriminator', 'generator'],
  formulas: [
    { player: 'encoder', tex: String.raw`-\,\mathbb{E}\log C(y\mid h),\quad h=E(x);\ \text{in the first steps only}` },
    {
      player: 'discriminator',
      tex: String.raw`\sum_{i=1,2}-\,\mathbb{E}\log D_i(h_{i-1})-\mathbb{E}\log\left(1-D_i(\hat h_{i-1})\right)+w_e\,\mathbb{E}\lVert Q_i(\hat h_{i-1})-z_i\rVert^2,\quad h_0=x,\ h_1=h`,
    },
    {
      player: 'generator',
      tex: String.raw`\sum_{i=1,2}-w_a\,\mathbb{E}\log D_i(\hat h_{i-1})+w_c\,L_i^{\mathrm{cond}}+w_e\,\mathbb{E}\lVert Q_i(\hat h_{i-1})-z_i\rVert^2,\quad L_1^{\mathrm{cond}}=\lVert E(\hat x)-h\rVert^2,\ L_2^{\mathrm{cond}}=-\log C(y\mid\hat h)`,
    },
  ],
  params: [
    weight('adversarialWeight', 'Adversarial weight', 'How much looking real counts, at each level.', 1),
    weight('conditionWeight', 'Conditional weight', 'How much leading back to what was given counts; at 0 the class is not heard.', 1),
    weight(
      'entropyWeight',
      'Entropy weight',
      'How much a readable noise counts; at 0 pictures of one class may become one picture.',
      10,
      gentle,
    ),
    steps('encoderSteps', 'Steps of the classifier', 'Steps at the beginning in which the classifier learns; then it is kept.', 600, 5000),
    steps(
      'apartSteps',
      'Steps apart',
      'Steps after that in which each generator learns from real features; then as one stack.',
      700,
      50_000,
    ),
    count('features', 'Features', 'Numbers that the classifier keeps of a picture, between the two generators.', 32, 256),
    count('featureNoise', 'Noise of the features', 'Random numbers of the first generator.', 8, 50),
    count('pictureNoise', 'Noise of the picture', 'Random numbers of the second generator.', 8, 50),
    ...playParams({
      rates: {
        encoder: { presets: both(ours(1e-3, 'Adam’s own default')) },
        discriminator: { presets: { small: ours(1e-3, 'minutes on two cores'), paper: fromCode(1e-4, code) } },
        generator: { presets: { small: ours(1e-3, 'minutes on two cores'), paper: fromCode(1e-4, code) } },
      },
      beta1: { presets: both(fromCode(0.5, code)) },
      batch: { presets: { small: ours(64, 'minutes on two cores'), paper: fromCode(100, code) } },
    }),
    ...bodyParams(['encoder', 'discriminator', 'generator']),
  ],

  build(context) {
    const { tf, params, data, random } = context;
    const classes = classesOf(context, 'SGAN');
    const picture = exampleShape(data);
    const [features, featureNoise, pictureNoise] = ['features', 'featureNoise', 'pictureNoise'].map((key) => numberOf(params, key));
    const [adversarial, conditional, entropic] = ['adversarialWeight', 'conditionWeight', 'entropyWeight'].map((key) =>
      numberOf(params, key),
    );
    const encoderSteps = numberOf(params, 'encoderSteps');
    const together = encoderSteps + numberOf(params, 'apartSteps');
    const network = (name: string, input: number[], layers: Layer[]) =>
      buildNetwork({ tf, name, random: random.fork(name), input, layers });
    const hidden = (role: string) => Array.from({ length: numberOf(params, `${role}Depth`) }, () => numberOf(params, `${role}Width`));

    const encoder = network('encoder', picture, [...seeing(context, 'encoder', features, { activation: 'relu' }), activation('relu')]);
    const classifier = network('classifier', [features], [dense(classes, { initial: 'glorot-uniform' })]);
    const toFeatures = mlp({ hidden: hidden('generator'), output: [features], norm: 'batch', classes, outputActivation: 'relu' });
    const generators = {
      features: network('feature-generator', [featureNoise], toFeatures),
      picture: network('picture-generator', [features + pictureNoise], making(context, 'generator', { norm: 'batch' })),
    };
    // One number says whether it is real, the others what noise it was made from.
    const judging = mlp({ hidden: hidden('discriminator'), output: [1 + featureNoise], activation: 'leaky-relu' });
    const judges = {
      features: network('feature-discriminator', [features], judging),
      picture: network('picture-discriminator', picture, seeing(context, 'discriminator', 1 + pictureNoise)),
    };

    const noiseOf = (latents: Tensor) => tf.split(latents, [featureNoise, pictureNoise], 1);
    const said = (judge: Network, examples: Tensor) => tf.split(judge.apply(examples), [1, judge.output[0] - 1], 1);
    const makeFeatures = (noise: Tensor, condition: Tensor, training = true) => generators.features.apply(noise, { condition, training });
    const makePicture = (given: Tensor, noise: Tensor, training = true) =>
      generators.picture.apply(tf.concat([given, noise], 1), { training });
    const meanSquare = (first: Tensor, second: Tensor) => tf.square(tf.sub(first, second)).mean();

    /** What both generators make, and what the second made it of: features of the real pictures, later of the first. */
    function make({ real, condition, latents, choiceAt }: Play) {
      const [featureZ, pictureZ] = noiseOf(latents);
      const realFeatures = encoder.apply(real);
      const madeFeatures = makeFeatures(featureZ, condition!);
      const given = choiceAt((step) => step < together) ? realFeatures : madeFeatures;
      return { realFeatures, madeFeatures, given, pictures: makePicture(given, pictureZ), featureZ, pictureZ };
    }
    const total = (parts: Tensor[]): Scalar => tf.addN(parts).asScalar();

    return {
      networks: [encoder, classifier, generators.features, generators.picture, judges.features, judges.picture],
      latent: stackedLatent(featureNoise, pictureNoise),
      players: [
        {
          name: 'encoder',
          networks: ['encoder', 'classifier'],
          optimizer: playerOptimizer(params, 'encoder'),
          batch: numberOf(params, 'batch'),
          loss({ real, condition }) {
            const logits = classifier.apply(encoder.apply(real));
            return {
              loss: crossEntropy(tf, logits, condition!).mean().asScalar(),
              also: { accuracy: accuracyOf(tf, logits, condition!).asScalar() },
            };
          },
        },
        {
          name: 'discriminator',
          networks: ['feature-discriminator', 'picture-discriminator'],
          optimizer: playerOptimizer(params, 'discriminator'),
          batch: numberOf(params, 'batch'),
          loss(play) {
            const { realFeatures, madeFeatures, pictures, featureZ, pictureZ } = make(play);
            const level = (judge: Network, real: Tensor, made: Tensor, noise: Tensor) => {
              const [madeScore, read] = said(judge, made);
              return [nonSaturating.judge(tf, said(judge, real)[0], madeScore), tf.mul(meanSquare(read, noise), entropic)];
            };
            return {
              loss: total([
                ...level(judges.features, realFeatures, madeFeatures, featureZ),
                ...level(judges.picture, play.real, pictures, pictureZ),
              ]),
              also: {},
            };
          },
        },
        {
          name: 'generator',
          networks: ['feature-generator', 'picture-generator'],
          optimizer: playerOptimizer(params, 'generator'),
          batch: numberOf(params, 'batch'),
          loss(play) {
            const { madeFeatures, given, pictures, featureZ, pictureZ } = make(play);
            const [featureScore, featureRead] = said(judges.features, madeFeatures);
            const [pictureScore, pictureRead] = said(judges.picture, pictures);
            const fooling = tf.add(nonSaturating.generator(tf, featureScore), nonSaturating.generator(tf, pictureScore));
            const classLoss = crossEntropy(tf, classifier.apply(madeFeatures), play.condition!).mean();
            const featureLoss = meanSquare(encoder.apply(pictures), given);
            const noiseLoss = tf.add(meanSquare(featureRead, featureZ), meanSquare(pictureRead, pictureZ));
            return {
              loss: total([tf.mul(fooling, adversarial), tf.mul(tf.add(classLoss, featureLoss), conditional), tf.mul(noiseLoss, entropic)]),
              also: {
                'class-loss': classLoss.asScalar(),
                'feature-loss': featureLoss.asScalar(),
                'noise-loss': noiseLoss.asScalar(),
              },
            };
          },
        },
      ],
      schedule: (step) => (step < encoderSteps ? ['encoder'] : ['discriminator', 'generator']).map((player) => ({ player, updates: 1 })),
      conditionedOn: 'class',
      generate(latents, condition) {
        const [featureZ, pictureZ] = noiseOf(latents);
        return makePicture(makeFeatures(featureZ, condition!, false), pictureZ, false);
      },
      score: (examples) => said(judges.picture, examples)[0].flatten(),
      scores: 'discriminator',
      encode: (examples) => encoder.apply(examples, { training: false }),
      classify: (examples) => classifier.apply(encoder.apply(examples, { training: false })),
      columns({ real, condition }, latents) {
        const [featureZ, pictureZ] = noiseOf(latents);
        const ofClass = condition === null ? real : makePicture(makeFeatures(featureZ, condition, false), pictureZ, false);
        return { input: real, 'from its features': makePicture(encoder.apply(real), pictureZ, false), 'from its class': ofClass };
      },
    };
  },
};

function stackedLatent(featureNoise: number, pictureNoise: number): Latent {
  const size = featureNoise + pictureNoise;
  return {
    size,
    parts: [
      { name: 'features', from: 0, size: featureNoise, kind: 'normal' },
      { name: 'picture', from: featureNoise, size: pictureNoise, kind: 'normal' },
    ],
    draw: (random, examples) => Float32Array.from({ length: examples * size }, random.normal),
  };
}

function weight(key: string, label: string, help: string, paper: number, small = fromCode(paper, code)): ParamSpec {
  return numberParam({ key, label, help, min: 0, max: 100, presets: { small, paper: fromCode(paper, code) } });
}

function steps(key: string, label: string, help: string, small: number, paper: number): ParamSpec {
  const presets = { small: ours(small, 'a short run'), paper: ours(paper, 'a long run') };
  return { key, label, help, group: 'schedule', unit: 'steps', type: 'integer', min: 1, max: 1e7, scale: 'log', presets };
}

function count(key: string, label: string, help: string, small: number, paper: number): ParamSpec {
  const presets = { small: ours(small, 'enough for small pictures'), paper: ours(paper, 'roomy') };
  return { key, label, help, group: 'networks', type: 'integer', min: 1, max: 1024, scale: 'log', presets };
}
