import { dcganDepartures } from '../parts/adversaries.ts';
import { discriminatorGame, discriminatorParams } from '../parts/discriminator-game.ts';
import { hinge } from '../objectives/hinge.ts';
import type { Recipe } from '../recipe.ts';

/** A border with a margin, as a support vector machine has: examples well on their side are left alone. */
export const hingeGan: Recipe = {
  name: 'hinge-gan',
  title: 'GAN with hinge loss',
  purpose: 'The discriminator learns only from examples that are on the wrong side of a margin.',
  idea:
    'Real examples should score above 1, generated ones below −1; those that do cost nothing and teach nothing. The generator climbs ' +
    'the discriminator’s raw output, which has no sigmoid to flatten it. Large picture models often take this loss.',
  paper: { authors: 'Lim, Ye', title: 'Geometric GAN', year: 2017, arxiv: '1705.02894' },
  departures: dcganDepartures,
  family: 'adversarial',
  accepts: ['points', 'pictures'],
  players: ['discriminator', 'generator'],
  formulas: [
    { player: 'discriminator', tex: String.raw`\mathbb{E}_{x}\left(1-D(x)\right)_+ + \mathbb{E}_{z}\left(1+D(G(z))\right)_+` },
    { player: 'generator', tex: String.raw`-\,\mathbb{E}_{z}\,D(G(z))` },
  ],
  params: discriminatorParams({ norms: ['none', 'batch', 'layer'] }),
  build: (context) => discriminatorGame(context, () => ({ objective: hinge })),
};
