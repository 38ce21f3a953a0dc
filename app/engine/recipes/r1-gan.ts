import { dcganDepartures } from '../parts/adversaries.ts';
import { discriminatorGame, discriminatorParams } from '../parts/discriminator-game.ts';
import { nonSaturating } from '../objectives/non-saturating.ts';
import { fromCode, numberOf, ours } from '../param.ts';
import type { Recipe } from '../recipe.ts';
import { requireTwiceDifferentiable } from '../regularizer.ts';
import { gradientSize } from '../regularizers/gradient-size.ts';

const code = 'LMescheder/GAN_stability at c1f64c9: reg_param 10 in configs/default.yaml, without the ½ (gan_training/train.py)';

/** The GAN whose discriminator pays for every slope at real examples, so that the game comes to rest. */
export const r1Gan: Recipe = {
  name: 'r1-gan',
  title: 'GAN with R1 penalty',
  purpose: 'A GAN that settles: the discriminator pays for being steep where the data is.',
  idea:
    'Near the goal the players of a GAN circle each other, since the discriminator stays steep although nothing is left to tell ' +
    'apart. R1 takes its slope at real examples, squared, as a cost: when the generator is right, a flat discriminator is best.',
  paper: {
    authors: 'Mescheder, Geiger, Nowozin',
    title: 'Which Training Methods for GANs do actually Converge?',
    year: 2018,
    arxiv: '1801.04406',
  },
  departures: dcganDepartures,
  family: 'adversarial',
  accepts: ['points', 'pictures'],
  players: ['discriminator', 'generator'],
  formulas: [
    {
      player: 'discriminator',
      tex: String.raw`-\,\mathbb{E}_{x}\log D(x) - \mathbb{E}_{z}\log\left(1 - D(G(z))\right) + \tfrac{\gamma}{2}\,\mathbb{E}_{x}\lVert\nabla_x v(x)\rVert^2,\quad D = \sigma(v)`,
    },
    { player: 'generator', tex: String.raw`-\,\mathbb{E}_{z}\log D(G(z))` },
  ],

  params: [
    {
      key: 'gamma',
      label: 'Penalty weight γ',
      group: 'game',
      help: 'How much a slope at real examples costs.',
      type: 'number',
      min: 0,
      max: 1000,
      scale: 'log',
      presets: {
        small: ours(0.1, 'points are as wide as 2 and modes narrow: a border needs slopes'),
        paper: fromCode(20, code),
      },
      presetsFor: { pictures: { small: ours(10, 'half of the released code’s: small pictures, few steps'), paper: fromCode(20, code) } },
    },
    ...discriminatorParams({ norms: ['none', 'layer'] }),
  ],

  build(context) {
    return discriminatorGame(context, ({ discriminator }) => {
      requireTwiceDifferentiable(discriminator, 'R1 penalty');
      const weight = numberOf(context.params, 'gamma') / 2;
      return { objective: nonSaturating, penalty: { weight, of: ({ tf, real }) => gradientSize(tf, discriminator, real) } };
    });
  },
};
