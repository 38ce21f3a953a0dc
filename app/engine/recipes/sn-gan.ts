import { dcganDepartures } from '../parts/adversaries.ts';
import { bodyParams, latentSizeParam, making, normalLatent, numberParam } from '../parts/bodies.ts';
import { playParams, playerOptimizer } from '../parts/game-params.ts';
import { exampleShape } from '../data-shape.ts';
import { buildNetwork, type Layer, type Pass } from '../network.ts';
import { activation, flatten, spectralConv, spectralDense } from '../networks/index.ts';
import { hinge } from '../objectives/hinge.ts';
import { both, numberOf, ours } from '../param.ts';
import type { BuildContext, Recipe } from '../recipe.ts';
import type { Tensor } from '../tensor.ts';

/** Every layer of the discriminator is held to slope 1. */
export const snGan: Recipe = {
  name: 'sn-gan',
  title: 'Spectral normalisation',
  purpose: 'Keeps the discriminator’s slope in bounds by dividing each layer’s weights by their largest singular value.',
  idea:
    'A network is no steeper than the product of its layers’ largest singular values. Dividing each layer by its own keeps the whole at ' +
    'slope 1 or less, at the cost of one product with a vector for each layer and step; no penalty, no clipping. Played here with the hinge loss.',
  paper: {
    authors: 'Miyato, Kataoka, Koyama, Yoshida',
    title: 'Spectral Normalization for Generative Adversarial Networks',
    year: 2018,
    arxiv: '1802.05957',
  },
  departures: dcganDepartures,
  family: 'adversarial',
  accepts: ['points', 'pictures'],
  players: ['discriminator', 'generator'],
  formulas: [
    { player: 'discriminator', tex: String.raw`\mathbb{E}(1-D(x))_+ + \mathbb{E}(1+D(G(z)))_+,\quad W \mapsto W/\sigma(W)` },
    { player: 'generator', tex: String.raw`-\,\mathbb{E}\,D(G(z))` },
  ],
  params: [
    latentSizeParam(both(ours(2, 'as many as the data has dimensions')), { pictures: both(ours(16, 'enough for small pictures')) }),
    numberParam({
      key: 'slope',
      label: 'Slope bound',
      help: 'What the discriminator’s output is multiplied by: the bound of its slope. The layers alone give 1, often too gentle to part modes that lie close.',
      min: 0.01,
      max: 1000,
      scale: 'log',
      presets: {
        small: ours(20, 'measured: the ring in 2000 steps; at 1 its discriminator stays near 0'),
        paper: ours(1, 'the layers as they are'),
      },
      presetsFor: { pictures: both(ours(1, 'the layers as they are')) },
    }),
    ...playParams({
      rates: {
        discriminator: { presets: both(ours(1e-3, 'minutes on two cores')) },
        generator: { presets: both(ours(5e-4, 'minutes on two cores')) },
      },
      beta1: { presets: both(ours(0.5, 'as our other games')) },
      batch: { presets: both(ours(64, 'minutes on two cores')) },
    }),
    {
      key: 'discriminatorSteps',
      label: 'Discriminator steps',
      group: 'schedule',
      help: 'Updates of the discriminator for each of the generator.',
      type: 'integer',
      min: 1,
      max: 100,
      presets: both(ours(2, 'a bounded slope learns slowly')),
    },
    ...bodyParams(['discriminator', 'generator']),
  ],

  build(context) {
    const { tf, params, data, random } = context;
    const latentSize = numberOf(params, 'latentSize');
    const discriminator = buildNetwork({
      tf,
      name: 'discriminator',
      random: random.fork('discriminator'),
      input: exampleShape(data),
      layers: judging(context),
    });
    const generator = buildNetwork({
      tf,
      name: 'generator',
      random: random.fork('generator'),
      input: [latentSize],
      layers: making(context, 'generator'),
    });
    const batch = numberOf(params, 'batch');
    const slope = numberOf(params, 'slope');
    const judged = (examples: Tensor, pass: Pass = {}) => tf.mul(discriminator.apply(examples, pass), slope);

    return {
      networks: [discriminator, generator],
      latent: normalLatent(latentSize),
      players: [
        {
          name: 'discriminator',
          networks: ['discriminator'],
          optimizer: playerOptimizer(params, 'discriminator'),
          batch,
          loss: ({ real, latents }) => ({
            loss: hinge.judge(tf, judged(real), judged(generator.apply(latents))),
            also: {},
          }),
        },
        {
          name: 'generator',
          networks: ['generator'],
          optimizer: playerOptimizer(params, 'generator'),
          batch,
          loss: ({ latents }) => ({ loss: hinge.generator(tf, judged(generator.apply(latents))), also: {} }),
        },
      ],
      schedule: () => [
        { player: 'discriminator', updates: numberOf(params, 'discriminatorSteps') },
        { player: 'generator', updates: 1 },
      ],
      generate: (latents) => generator.apply(latents, { training: false }),
      score: (examples) => judged(examples, { training: false }).flatten(),
      scores: 'discriminator',
    };
  },
};

function judging({ params, data }: BuildContext): Layer[] {
  const width = numberOf(params, 'discriminatorWidth');
  if (params.architecture === 'convolutional') {
    return [
      spectralConv({ filters: width, kernel: 4, stride: 2 }),
      activation('leaky-relu'),
      spectralConv({ filters: 2 * width, kernel: 4, stride: 2 }),
      activation('leaky-relu'),
      flatten(),
      spectralDense(1),
    ];
  }
  const hidden = Array.from({ length: numberOf(params, 'discriminatorDepth') }, () => [spectralDense(width), activation('leaky-relu')]);
  return [...(exampleShape(data).length > 1 ? [flatten()] : []), ...hidden.flat(), spectralDense(1)];
}
