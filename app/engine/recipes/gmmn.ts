import { buildGenerator, generatorParams } from '../parts/adversaries.ts';
import { decayOf, decayParam, playerOptimizer, playParams } from '../parts/game-params.ts';
import { gaussianMixture, linear, mmd2, rootOf, rows } from '../objectives/mmd.ts';
import { both, choiceOf, fromCode, numberOf, ours } from '../param.ts';
import type { Recipe } from '../recipe.ts';

const code = 'yujiali/gmmn';
const bandwidths = { fine: [0.05, 0.1, 0.2, 0.5, 1, 2], wide: [2, 5, 10, 20, 40, 80] };
const plain = 'steady on points; the kernel means want many examples';

/** A generator without an opponent: two samples are compared by a kernel. */
export const gmmn: Recipe = {
  name: 'gmmn',
  title: 'GMMN (moment matching)',
  purpose: 'No discriminator at all: the generator lowers the kernel distance (MMD) of its sample to a sample of the data.',
  idea:
    'A kernel compares examples pair by pair. If the mean over pairs within the data, within the generated sample and across are the ' +
    'same, so are all moments that the kernel sees. Several widths see coarse and fine structure at once; a linear kernel sees only ' +
    'the means. Nothing is played, so nothing swings, but large batches are needed, and raw pixels compare badly.',
  paper: { authors: 'Li, Swersky, Zemel', title: 'Generative Moment Matching Networks', year: 2015, arxiv: '1502.02761' },
  family: 'moments',
  accepts: ['points', 'pictures'],
  players: ['generator'],
  formulas: [
    {
      player: 'generator',
      tex: String.raw`\sqrt{\mathbb{E}\,k(x,x') + \mathbb{E}\,k(y,y') - 2\,\mathbb{E}\,k(x,y)},\quad y=G(z),\ k(x,y)=\textstyle\sum_\sigma e^{-\lVert x-y\rVert^2/2\sigma^2}`,
    },
  ],

  params: [
    {
      key: 'kernel',
      label: 'Kernel',
      group: 'game',
      help: 'How two examples are compared.',
      type: 'choice',
      choices: [
        { value: 'fine', label: 'Gaussians, fine', help: `Six widths σ: ${bandwidths.fine.join(', ')}.` },
        { value: 'wide', label: 'Gaussians, wide', help: `Six widths σ: ${bandwidths.wide.join(', ')}.` },
        { value: 'linear', label: 'Linear', help: 'Only the means are matched: shows what a kernel that sees little does.' },
      ],
      presets: both(ours('fine', 'widths from a mode of the toy data to all of it')),
      presetsFor: { pictures: both(fromCode('wide', code)) },
    },
    {
      key: 'lossWeight',
      label: 'Loss weight',
      group: 'game',
      help: 'The loss is multiplied by it; Adam does not care, gradient descent does.',
      type: 'number',
      min: 0,
      minExclusive: true,
      max: 1e6,
      scale: 'log',
      presets: { small: ours(1, 'Adam does not care'), paper: fromCode(1000, code) },
    },
    ...playParams({
      optimizer: { presets: { small: ours('adam', plain), paper: fromCode('sgd', code) } },
      rates: { generator: { presets: { small: ours(1e-3, plain), paper: fromCode(2, code) } } },
      beta1: { presets: { small: ours(0.9, 'Adam’s own default, arXiv:1412.6980'), paper: fromCode(0.9, code) } },
      batch: { presets: { small: ours(256, plain), paper: fromCode(1000, code) } },
    }),
    decayParam(both(ours(0, 'how long a run will be is not known here'))),
    ...generatorParams(),
  ],

  build(context) {
    const { tf, params } = context;
    const { generator, latent } = buildGenerator(context);
    const kind = choiceOf(params, 'kernel', ['fine', 'wide', 'linear']);
    const kernel = kind === 'linear' ? linear : gaussianMixture(bandwidths[kind]);
    const weight = numberOf(params, 'lossWeight');

    return {
      networks: [generator],
      latent,
      players: [
        {
          name: 'generator',
          networks: ['generator'],
          optimizer: playerOptimizer(params, 'generator'),
          batch: numberOf(params, 'batch'),
          rateAt: decayOf(params),
          loss(play) {
            const distance = mmd2(tf, kernel, rows(play.real), rows(generator.apply(play.latents)));
            return { loss: rootOf(tf, distance).mul(weight).asScalar(), also: { mmd2: distance } };
          },
        },
      ],
      schedule: () => [{ player: 'generator', updates: 1 }],
      generate: (latents) => generator.apply(latents, { training: false }),
    };
  },
};
