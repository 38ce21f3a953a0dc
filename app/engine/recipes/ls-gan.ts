import { dcganDepartures } from '../parts/adversaries.ts';
import { discriminatorGame, discriminatorParams } from '../parts/discriminator-game.ts';
import { lossSensitive } from '../objectives/loss-sensitive.ts';
import { both, fromCode, numberOf } from '../param.ts';
import type { Recipe } from '../recipe.ts';

const code = 'guojunq/lsgan, lsgan.lua';

/** A loss is learnt that is lower for real than for generated examples, by a margin that grows with their distance. */
export const lsGan: Recipe = {
  name: 'ls-gan',
  title: 'LS-GAN (loss-sensitive)',
  purpose: 'A loss function is learnt: low on real examples, and higher on generated ones the further they are from real ones.',
  idea:
    'Instead of a probability the discriminator says a loss. A generated example must have a larger one than a real example, by a ' +
    'margin in proportion to how far they are apart; once it is so, nothing more is asked. So the discriminator spends itself on ' +
    'examples that are still far from real. The generator lowers the loss of its examples.',
  paper: { authors: 'Qi', title: 'Loss-Sensitive Generative Adversarial Networks on Lipschitz Densities', year: 2017, arxiv: '1701.06264' },
  departures: [...dcganDepartures, 'The released code ends the loss function in a leaky ReLU of slope 0.0001; here it is the raw number.'],
  family: 'adversarial',
  accepts: ['points', 'pictures'],
  players: ['discriminator', 'generator'],
  formulas: [
    {
      player: 'discriminator',
      tex: String.raw`\mathbb{E}_{x,z}\left(\lambda\,\Delta(x,G(z)) + L(x) - L(G(z))\right)_+ + \gamma\,\mathbb{E}_{x}L(x)`,
    },
    { player: 'generator', tex: String.raw`\mathbb{E}_{z}\,L(G(z))` },
  ],

  params: [
    {
      key: 'margin',
      label: 'Margin λ',
      group: 'game',
      help: 'How much larger the loss of a generated example must be, for each unit of mean absolute difference from a real one.',
      type: 'number',
      min: 0,
      max: 1000,
      scale: 'log',
      presets: both(fromCode(2.4576, `${code}: 0.0002 for the sum over 64·64·3 numbers`)),
    },
    {
      key: 'realWeight',
      label: 'Weight γ',
      group: 'game',
      help: 'How much the loss of real examples itself is lowered.',
      type: 'number',
      min: 0,
      max: 100,
      presets: both(fromCode(0, code)),
    },
    ...discriminatorParams({ norms: ['none', 'batch', 'layer'] }),
  ],

  build(context) {
    const { tf, params } = context;
    const margin = numberOf(params, 'margin');
    const gamma = numberOf(params, 'realWeight');
    return discriminatorGame(context, () => ({
      objective: {
        judgesByLogit: false,
        judge: (_tf, real) => real.mean().asScalar(),
        generator: (_tf, generated) => generated.mean().asScalar(),
      },
      discriminatorLoss: ({ real }, generated, outputs) =>
        lossSensitive(tf, margin, { real, generated }, outputs).add(outputs.real.mean().mul(gamma)).asScalar(),
    }));
  },
};
