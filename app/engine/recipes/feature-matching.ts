import { dcganDepartures } from '../parts/adversaries.ts';
import { discriminatorGame, discriminatorParams } from '../parts/discriminator-game.ts';
import type { Network } from '../network.ts';
import { featureMatching } from '../objectives/feature-matching.ts';
import { nonSaturating } from '../objectives/non-saturating.ts';
import type { Recipe } from '../recipe.ts';
import type { Tensor } from '../tensor.ts';

/** The generator matches mean features of the discriminator instead of fooling it. */
export const featureMatchingGan: Recipe = {
  name: 'feature-matching',
  title: 'GAN with feature matching',
  purpose: 'The generator no longer fools the discriminator but matches what it has learnt to look at, on average.',
  idea:
    'Fooling the discriminator of the moment makes a generator chase it. Its last hidden layer holds features that tell real from ' +
    'generated; their mean over the data is a calmer goal. Only means are matched, so fine detail may stay wrong.',
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
    { player: 'discriminator', tex: String.raw`-\,\mathbb{E}_{x}\log D(x) - \mathbb{E}_{z}\log\left(1 - D(G(z))\right)` },
    {
      player: 'generator',
      tex: String.raw`\left\lVert\mathbb{E}_{x}f(x) - \mathbb{E}_{z}f(G(z))\right\rVert_2^2,\quad f\text{ the last hidden layer of }D`,
    },
  ],
  params: discriminatorParams({ norms: ['none', 'batch', 'layer'] }),

  build: (context) =>
    discriminatorGame(context, ({ discriminator }) => ({
      objective: nonSaturating,
      generatorLoss: ({ tf, real }, generated) => featureMatching(tf, features(discriminator, real), features(discriminator, generated)),
    })),
};

function features(discriminator: Network, examples: Tensor): Tensor {
  const last = discriminator.layers[discriminator.layers.length - 2];
  return discriminator.trace(examples).layers[last.name];
}
