import { dcganDepartures } from '../parts/adversaries.ts';
import { bodyParams, latentSizeParam, making, normalLatent, seeing } from '../parts/bodies.ts';
import { playParams, playerOptimizer } from '../parts/game-params.ts';
import { exampleShape } from '../data-shape.ts';
import { buildNetwork } from '../network.ts';
import { activation, dense, minibatch } from '../networks/index.ts';
import { nonSaturating } from '../objectives/non-saturating.ts';
import { both, fromCode, numberOf, ours } from '../param.ts';
import type { Recipe } from '../recipe.ts';

const code = 'openai/improved-gan, mnist_svhn_cifar10/nn.py';
const size = { group: 'networks', type: 'integer', min: 1, max: 512, scale: 'log' } as const;

/** A discriminator that looks at a batch as a whole. */
export const minibatchGan: Recipe = {
  name: 'minibatch-gan',
  title: 'Minibatch discrimination',
  purpose: 'The discriminator also sees how alike the examples of a batch are, so a generator that makes one thing is caught.',
  idea:
    'A discriminator that judges examples one by one can’t see that all of them are the same. Here each example also carries how near it ' +
    'lies to the others of its batch, under some learnt projections; a collapsed generator gives itself away. Since a score depends on ' +
    'its batch, there is no surface of it to show.',
  paper: {
    authors: 'Salimans, Goodfellow, Zaremba, Cheung, Radford, Chen',
    title: 'Improved Techniques for Training GANs',
    year: 2016,
    arxiv: '1606.03498',
  },
  departures: dcganDepartures,
  family: 'adversarial',
  accepts: ['points', 'pictures'],
  players: ['discriminator', 'generator'],
  formulas: [
    {
      player: 'discriminator',
      tex: String.raw`-\,\mathbb{E}\log D(x, o(x)) - \mathbb{E}\log(1-D(G(z), o(G(z)))),\quad o_b(x_i)=\tfrac1{n-1}\textstyle\sum_{j\ne i} e^{-\lVert M_{ib}-M_{jb}\rVert_1}`,
    },
    { player: 'generator', tex: String.raw`-\,\mathbb{E}\log D(G(z), o(G(z)))` },
  ],
  params: [
    latentSizeParam(both(ours(2, 'as many as the data has dimensions')), { pictures: both(ours(16, 'enough for small pictures')) }),
    {
      ...size,
      key: 'features',
      label: 'Features',
      help: 'Numbers kept of an example before batches are compared.',
      presets: both(ours(64, 'as wide as a hidden layer')),
    },
    {
      ...size,
      key: 'kernels',
      label: 'Kernels',
      help: 'How many closenesses are measured.',
      presets: { small: ours(16, 'enough for small batches'), paper: fromCode(100, code) },
    },
    {
      ...size,
      key: 'kernelSize',
      label: 'Numbers per kernel',
      help: 'In how many numbers each closeness is measured.',
      presets: both(fromCode(5, code)),
    },
    ...playParams({
      rates: {
        discriminator: { presets: both(ours(1e-3, 'minutes on two cores')) },
        generator: { presets: both(ours(1e-3, 'minutes on two cores')) },
      },
      beta1: { presets: both(fromCode(0.5, 'openai/improved-gan')) },
      batch: { presets: both(ours(64, 'every pair of a batch is compared')) },
    }),
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
      layers: [
        ...seeing(context, 'discriminator', numberOf(params, 'features')),
        activation('leaky-relu'),
        minibatch({ kernels: numberOf(params, 'kernels'), dims: numberOf(params, 'kernelSize') }),
        dense(1, { initial: 'glorot-uniform' }),
      ],
    });
    const generator = buildNetwork({
      tf,
      name: 'generator',
      random: random.fork('generator'),
      input: [latentSize],
      layers: making(context, 'generator'),
    });
    const batch = numberOf(params, 'batch');

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
            loss: nonSaturating.judge(tf, discriminator.apply(real), discriminator.apply(generator.apply(latents))),
            also: {},
          }),
        },
        {
          name: 'generator',
          networks: ['generator'],
          optimizer: playerOptimizer(params, 'generator'),
          batch,
          loss: ({ latents }) => ({ loss: nonSaturating.generator(tf, discriminator.apply(generator.apply(latents))), also: {} }),
        },
      ],
      schedule: () => [
        { player: 'discriminator', updates: 1 },
        { player: 'generator', updates: 1 },
      ],
      generate: (latents) => generator.apply(latents, { training: false }),
    };
  },
};
