import { dcganDepartures } from '../parts/adversaries.ts';
import { discriminatorGame, discriminatorParams } from '../parts/discriminator-game.ts';
import { nonSaturating } from '../objectives/non-saturating.ts';
import { both, numberOf, ours } from '../param.ts';
import type { Recipe } from '../recipe.ts';
import { requireTwiceDifferentiable } from '../regularizer.ts';
import { localSlope } from '../regularizers/local-slope.ts';

/** The GAN whose discriminator is kept near slope 1 around the data, so that it can't be sharp there. */
export const dragan: Recipe = {
  name: 'dragan',
  title: 'DRAGAN',
  purpose: 'A GAN whose discriminator keeps slope 1 close to the data.',
  idea:
    'Modes are lost where the discriminator is steep around single real examples. So its slope is measured near the data only, at ' +
    'examples with a little noise, and pulled to 1. Unlike the penalty of WGAN-GP it asks nothing of the space between real and generated.',
  paper: { authors: 'Kodali, Abernethy, Hays, Kira', title: 'On Convergence and Stability of GANs', year: 2017, arxiv: '1705.07215' },
  departures: dcganDepartures,
  family: 'adversarial',
  accepts: ['points', 'pictures'],
  players: ['discriminator', 'generator'],
  formulas: [
    {
      player: 'discriminator',
      tex: String.raw`-\,\mathbb{E}_{x}\log D(x) - \mathbb{E}_{z}\log\left(1 - D(G(z))\right) + \lambda\,\mathbb{E}_{x,\delta}\left(\lVert\nabla v(x+\delta)\rVert_2 - 1\right)^2,\quad D = \sigma(v)`,
    },
    { player: 'generator', tex: String.raw`-\,\mathbb{E}_{z}\log D(G(z))` },
  ],

  params: [
    {
      key: 'lambda',
      label: 'Penalty weight λ',
      group: 'game',
      help: 'How much a slope away from 1 costs near the data.',
      type: 'number',
      min: 0,
      max: 1000,
      scale: 'log',
      presets: { small: ours(0.1, 'as our WGAN-GP on points'), paper: ours(10, 'as public implementations have it') },
      presetsFor: { pictures: both(ours(10, 'as public implementations have it')) },
    },
    ...discriminatorParams({ norms: ['none', 'layer'] }),
  ],

  build(context) {
    return discriminatorGame(context, ({ discriminator }) => {
      requireTwiceDifferentiable(discriminator, 'penalty around the data');
      return { objective: nonSaturating, penalty: { weight: numberOf(context.params, 'lambda'), of: localSlope } };
    });
  },
};
