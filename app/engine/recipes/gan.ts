import { buildAdversaries, dcgan, networkParams, dcganDepartures } from '../parts/adversaries.ts';
import { alternate, optimizerParams, playerOptimizer, scheduleParams } from '../parts/game-params.ts';
import { minimax } from '../objectives/minimax.ts';
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

/** The first GAN as it is written down: both players share one value, one pushes it up, the other down. */
export const gan: Recipe = {
  name: 'gan',
  title: 'GAN (minimax)',
  purpose: 'The first generative adversarial network: a discriminator and a generator play for one and the same value.',
  idea:
    'A discriminator learns to tell real examples from generated ones; a generator learns to be taken for real. Both play for the ' +
    'same value, one up, one down. With the best discriminator the value is the Jensen–Shannon divergence of the two ' +
    'distributions. Where the discriminator is sure, the generator’s slope vanishes: the loss saturates.',
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
    { player: 'generator', tex: String.raw`\mathbb{E}_{z}\log\left(1 - D(G(z))\right)` },
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
    ...networkParams({ judge: 'discriminator', judgeNorms: ['none', 'batch', 'layer'], judgeNorm: both(fromCode('batch', dcgan)) }),
  ],

  build(context) {
    const { tf, params } = context;
    const { generator, judge: discriminator, latent } = buildAdversaries(context, 'discriminator');
    const batch = numberOf(params, 'batch');

    return {
      networks: [discriminator, generator],
      latent,
      players: [
        {
          name: 'discriminator',
          networks: ['discriminator'],
          optimizer: playerOptimizer(params, 'discriminator'),
          batch,
          loss(play) {
            const real = discriminator.apply(play.real);
            const generated = discriminator.apply(generator.apply(play.latents));
            const also = { real: tf.sigmoid(real).mean().asScalar(), generated: tf.sigmoid(generated).mean().asScalar() };
            return { loss: minimax.judge(tf, real, generated), also };
          },
        },
        {
          name: 'generator',
          networks: ['generator'],
          optimizer: playerOptimizer(params, 'generator'),
          batch,
          loss: (play) => ({ loss: minimax.generator(tf, discriminator.apply(generator.apply(play.latents))), also: {} }),
        },
      ],
      schedule: () => alternate(params, 'discriminator', numberOf(params, 'discriminatorSteps')),
      generate: (latents) => generator.apply(latents, { training: false }),
      score: (examples) => discriminator.apply(examples, { training: false }).flatten(),
      scores: 'discriminator',
    };
  },
};
