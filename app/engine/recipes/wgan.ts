import type { Params } from '../../../shared/params.ts';
import { buildAdversaries, networkParams, dcganDepartures } from '../parts/adversaries.ts';
import { alternate, optimizerParams, playerOptimizer, scheduleParams } from '../parts/game-params.ts';
import { wasserstein } from '../objectives/wasserstein.ts';
import { both, fromCode, fromPaper, numberOf, ours } from '../param.ts';
import type { Recipe } from '../recipe.ts';
import { clipWeights } from '../regularizers/weight-clipping.ts';

const algorithm = 'arXiv:1701.07875, Algorithm 1';
const code = 'martinarjovsky/WassersteinGAN, main.py';

/** The first Wasserstein GAN: the critic is kept Lipschitz by clipping every weight to −c…c. */
export const wgan: Recipe = {
  name: 'wgan',
  title: 'WGAN with weight clipping',
  purpose: 'The first Wasserstein GAN: a critic in place of the discriminator, its weights clipped to a small box.',
  idea:
    'Instead of telling real from generated, a critic measures how far apart they are: the largest difference of its mean values on ' +
    'both, over functions that are not too steep. Steepness is bounded crudely, by clipping every weight after each update. The ' +
    'critic’s value then falls as the pictures get better, and the generator gets a slope even where a discriminator would be ' +
    'flat. The price: most weights end at the bound, and gradients grow or vanish with depth.',
  paper: { authors: 'Arjovsky, Chintala, Bottou', title: 'Wasserstein GAN', year: 2017, arxiv: '1701.07875' },
  departures: dcganDepartures,
  family: 'adversarial',
  accepts: ['points', 'pictures'],
  players: ['critic', 'generator'],
  formulas: [
    {
      player: 'critic',
      tex: String.raw`\mathbb{E}_{z}\,f(G(z)) - \mathbb{E}_{x}\,f(x),\qquad w \leftarrow \mathrm{clip}(w,\,-c,\,c)`,
    },
    { player: 'generator', tex: String.raw`-\,\mathbb{E}_{z}\,f(G(z))` },
  ],

  params: [
    {
      key: 'clip',
      label: 'Clipping bound c',
      group: 'game',
      help: 'Every weight and bias of the critic is clipped to −c…c after each of its updates.',
      type: 'number',
      min: 0,
      minExclusive: true,
      max: 10,
      scale: 'log',
      presets: both(fromPaper(0.01, algorithm)),
    },
    ...optimizerParams({
      optimizer: { presets: both(fromPaper('rmsprop', algorithm)) },
      rates: {
        critic: {
          presets: both(fromPaper(5e-5, algorithm)),
          presetsFor: {
            pictures: {
              small: ours(1e-4, 'measured: digits after 200 steps, none after 600 at the paper’s'),
              paper: fromPaper(5e-5, algorithm),
            },
          },
        },
        generator: {
          presets: both(fromPaper(5e-5, algorithm)),
          presetsFor: {
            pictures: {
              small: ours(5e-4, 'measured: digits after 200 steps, none after 600 at the paper’s'),
              paper: fromPaper(5e-5, algorithm),
            },
          },
        },
      },
      beta1: { presets: both(ours(0, 'not used by RMSProp')) },
      beta2: { presets: both(ours(0.999, 'not used by RMSProp; Adam’s own default')) },
      decay: { presets: both(fromCode(0.99, `${code}: PyTorch’s default`)) },
    }),
    ...scheduleParams({
      judge: 'critic',
      batch: {
        presets: { small: ours(128, 'half the toy code’s, for speed'), paper: fromPaper(64, algorithm) },
        presetsFor: { pictures: { small: ours(32, 'trains in minutes on two cores'), paper: fromPaper(64, algorithm) } },
      },
      judgeSteps: both(fromPaper(5, algorithm)),
    }),
    {
      key: 'warmUpSteps',
      label: 'Warm-up steps',
      group: 'schedule',
      help: 'In this many first steps the critic is trained longer, so that the generator starts with a good one.',
      type: 'integer',
      min: 0,
      max: 100_000,
      presets: { small: ours(0, 'not needed at this size'), paper: fromCode(25, code) },
    },
    {
      key: 'warmUpEvery',
      label: 'Warm-up every',
      group: 'schedule',
      help: 'And again in every so-many-th step; 0 is never.',
      type: 'integer',
      min: 0,
      max: 1_000_000,
      presets: { small: ours(0, 'not needed at this size'), paper: fromCode(500, code) },
    },
    {
      key: 'warmUpCriticSteps',
      label: 'Critic steps in warm-up',
      group: 'schedule',
      help: 'Updates of the critic in a warm-up step.',
      type: 'integer',
      min: 1,
      max: 10_000,
      presets: both(fromCode(100, code)),
    },
    ...networkParams({
      judge: 'critic',
      judgeNorms: ['none', 'batch', 'layer'],
      judgeNorm: both(fromCode('batch', code)),
      published: {
        latentSize: fromCode(100, code),
        latentKind: fromCode('normal', code),
        generatorNorm: fromCode('batch', code),
        width: fromCode(64, code),
      },
    }),
  ],

  build(context) {
    const { tf, params } = context;
    const { generator, judge: critic, latent } = buildAdversaries(context, 'critic');
    const clip = numberOf(params, 'clip');
    const batch = numberOf(params, 'batch');

    return {
      networks: [critic, generator],
      latent,
      players: [
        {
          name: 'critic',
          networks: ['critic'],
          optimizer: playerOptimizer(params, 'critic'),
          batch,
          loss(play) {
            const game = wasserstein.judge(tf, critic.apply(play.real), critic.apply(generator.apply(play.latents)));
            return { loss: game, also: { estimate: game.neg() } };
          },
          after: () => clipWeights(tf, critic, clip),
        },
        {
          name: 'generator',
          networks: ['generator'],
          optimizer: playerOptimizer(params, 'generator'),
          batch,
          loss: (play) => ({ loss: wasserstein.generator(tf, critic.apply(generator.apply(play.latents))), also: {} }),
        },
      ],
      schedule: (step) => alternate(params, 'critic', criticSteps(params, step)),
      generate: (latents) => generator.apply(latents, { training: false }),
      score: (examples) => critic.apply(examples, { training: false }).flatten(),
      scores: 'critic',
      clip,
    };
  },
};

/** As the authors' code: many critic updates in the first steps and in every so-many-th. */
function criticSteps(params: Params, step: number): number {
  const every = numberOf(params, 'warmUpEvery');
  const isWarmUp = step < numberOf(params, 'warmUpSteps') || (every > 0 && step % every === 0);
  return numberOf(params, isWarmUp ? 'warmUpCriticSteps' : 'criticSteps');
}
