import { buildAdversaries, dcgan, networkParams, dcganDepartures } from '../parts/adversaries.ts';
import { alternate, decayOf, decayParam, playerOptimizer, optimizerParams, scheduleParams } from '../parts/game-params.ts';
import { nonSaturating } from '../objectives/non-saturating.ts';
import { both, fromCode, fromPaper, numberOf, ours } from '../param.ts';
import type { Recipe } from '../recipe.ts';

const code = 'goodfeli/adversarial, mnist.yaml';

const rate = {
  presets: { small: ours(5e-4, 'measured on the 25-grid'), paper: fromCode(0.1, code) },
  presetsFor: {
    pictures: {
      small: ours(1e-3, 'measured: 16-px digits reach full ink in 400 steps; the DCGAN code has 2e-4'),
      paper: fromCode(2e-4, dcgan),
    },
  },
};

/** The first GAN as it is trained in practice: the generator's loss is turned round, so that it does not saturate. */
export const ganNonSaturating: Recipe = {
  name: 'gan-non-saturating',
  title: 'GAN (non-saturating)',
  purpose: 'The GAN that is trained in practice: the generator raises the chance of being taken for real.',
  idea:
    'As the minimax game, but the generator maximises the logarithm of being taken for real instead of minimising that of being ' +
    'caught. The fixed point is the same; the slope is strong just where the discriminator rejects, so the start is quick. Modes ' +
    'are still lost easily: nothing asks the generator to cover all of the data.',
  paper: {
    authors: 'Goodfellow, Pouget-Abadie, Mirza, Xu, Warde-Farley, Ozair, Courville, Bengio',
    title: 'Generative Adversarial Networks',
    year: 2014,
    arxiv: '1406.2661',
  },
  departures: dcganDepartures,
  family: 'adversarial',
  accepts: ['points', 'pictures'],
  players: ['discriminator', 'generator'],
  formulas: [
    { player: 'discriminator', tex: String.raw`-\,\mathbb{E}_{x}\log D(x) - \mathbb{E}_{z}\log\left(1 - D(G(z))\right)` },
    { player: 'generator', tex: String.raw`-\,\mathbb{E}_{z}\log D(G(z))` },
  ],

  params: [
    ...optimizerParams({
      optimizer: {
        presets: { small: ours('adam', 'needs less tuning'), paper: fromCode('sgd', code) },
        presetsFor: { pictures: both(fromCode('adam', dcgan)) },
      },
      rates: { discriminator: rate, generator: rate },
      beta1: { presets: both(fromCode(0.5, `${dcgan}; as momentum: ${code}`)) },
      beta2: { presets: both(ours(0.999, 'Adam’s own default, arXiv:1412.6980')) },
    }),
    ...scheduleParams({
      judge: 'discriminator',
      batch: {
        presets: { small: ours(128, 'half the toy code’s, for speed'), paper: fromCode(100, code) },
        presetsFor: { pictures: { small: ours(32, 'trains in minutes on two cores'), paper: fromCode(128, dcgan) } },
      },
      judgeSteps: both(fromPaper(1, 'arXiv:1406.2661, Algorithm 1: k = 1')),
    }),
    decayParam(both(ours(0, 'how long a run will be is not known here'))),
    ...networkParams({ judge: 'discriminator', judgeNorms: ['none', 'batch', 'layer'], judgeNorm: both(fromCode('batch', dcgan)) }),
  ],

  build(context) {
    const { tf, params } = context;
    const { generator, judge: discriminator, latent } = buildAdversaries(context, 'discriminator');
    const batch = numberOf(params, 'batch');
    const rateAt = decayOf(params);

    return {
      networks: [discriminator, generator],
      latent,
      players: [
        {
          name: 'discriminator',
          networks: ['discriminator'],
          optimizer: playerOptimizer(params, 'discriminator'),
          batch,
          rateAt,
          loss(play) {
            const real = discriminator.apply(play.real);
            const generated = discriminator.apply(generator.apply(play.latents));
            const also = { real: tf.sigmoid(real).mean().asScalar(), generated: tf.sigmoid(generated).mean().asScalar() };
            return { loss: nonSaturating.judge(tf, real, generated), also };
          },
        },
        {
          name: 'generator',
          networks: ['generator'],
          optimizer: playerOptimizer(params, 'generator'),
          batch,
          rateAt,
          loss: (play) => ({ loss: nonSaturating.generator(tf, discriminator.apply(generator.apply(play.latents))), also: {} }),
        },
      ],
      schedule: () => alternate(params, 'discriminator', numberOf(params, 'discriminatorSteps')),
      generate: (latents) => generator.apply(latents, { training: false }),
      score: (examples) => discriminator.apply(examples, { training: false }).flatten(),
      scores: 'discriminator',
    };
  },
};
