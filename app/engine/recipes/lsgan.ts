import { dcganDepartures } from '../parts/adversaries.ts';
import { discriminatorGame, discriminatorParams } from '../parts/discriminator-game.ts';
import { leastSquares } from '../objectives/least-squares.ts';
import { both, fromCode, numberOf } from '../param.ts';
import type { Recipe } from '../recipe.ts';

const code = 'xudonmao/LSGAN';
const target = { group: 'game', type: 'number', min: -10, max: 10 } as const;

/** Least squares in place of the logarithm: an output that is right but far away still has a slope. */
export const lsgan: Recipe = {
  name: 'lsgan',
  title: 'LSGAN (least squares)',
  purpose: 'The discriminator fits numbers to real and generated examples by least squares; there is no sigmoid to saturate.',
  idea:
    'A sigmoid is flat for examples on the right side of its border, however far they are from the data. A squared distance is not: ' +
    'generated examples far from the border are pulled back to it, so the generator keeps a slope.',
  paper: {
    authors: 'Mao, Li, Xie, Lau, Wang, Smolley',
    title: 'Least Squares Generative Adversarial Networks',
    year: 2016,
    arxiv: '1611.04076',
  },
  departures: dcganDepartures,
  family: 'adversarial',
  accepts: ['points', 'pictures'],
  players: ['discriminator', 'generator'],
  formulas: [
    {
      player: 'discriminator',
      tex: String.raw`\tfrac12\mathbb{E}_{x}\left(D(x)-b\right)^2 + \tfrac12\mathbb{E}_{z}\left(D(G(z))-a\right)^2`,
    },
    { player: 'generator', tex: String.raw`\tfrac12\mathbb{E}_{z}\left(D(G(z))-c\right)^2` },
  ],

  params: [
    {
      ...target,
      key: 'generatedTarget',
      label: 'Target a',
      help: 'What the discriminator should say of generated examples.',
      presets: both(fromCode(0, code)),
    },
    {
      ...target,
      key: 'realTarget',
      label: 'Target b',
      help: 'What the discriminator should say of real examples.',
      presets: both(fromCode(1, code)),
    },
    {
      ...target,
      key: 'wantedTarget',
      label: 'Target c',
      help: 'What the generator wants to hear of its examples.',
      presets: both(fromCode(1, code)),
    },
    ...discriminatorParams({ norms: ['none', 'batch', 'layer'] }),
  ],

  build(context) {
    const [a, b, c] = ['generatedTarget', 'realTarget', 'wantedTarget'].map((key) => numberOf(context.params, key));
    return discriminatorGame(context, () => ({ objective: leastSquares({ a, b, c }) }));
  },
};
