import { buildAdversaries, networkParams, dcganDepartures } from '../parts/adversaries.ts';
import { alternate, optimizerParams, playerOptimizer, scheduleParams } from '../parts/game-params.ts';
import { wasserstein } from '../objectives/wasserstein.ts';
import { both, choiceOf, fromCode, fromPaper, numberOf, ours } from '../param.ts';
import type { Recipe } from '../recipe.ts';
import { requireTwiceDifferentiable } from '../regularizer.ts';
import { gradientPenalty } from '../regularizers/gradient-penalty.ts';

const algorithm = 'arXiv:1704.00028, Algorithm 1';
const digits = 'igul222/improved_wgan_training at fa66c57, gan_mnist.py';
const toy = 'improved_wgan_training, gan_toy.py';

const rate = {
  presets: {
    small: ours(1e-3, 'measured: W1 .23 on the 25-grid in 3000 steps, all modes near'),
    paper: fromPaper(1e-4, algorithm),
  },
  presetsFor: {
    pictures: {
      small: ours(1e-3, 'measured: 16-px digits reach full ink in 300 steps; at 2e-4 the last bias alone needs thousands'),
      paper: fromPaper(1e-4, algorithm),
    },
  },
};

/** WGAN whose critic is held near slope 1 by a penalty on its gradient, instead of by clipping its weights. */
export const wganGp: Recipe = {
  name: 'wgan-gp',
  title: 'WGAN with gradient penalty',
  purpose: 'Wasserstein training that works over many architectures: the critic’s slope is kept near 1 by a penalty.',
  idea:
    'The best critic has slope 1 almost everywhere on the lines between real and generated examples. So the slope is measured at ' +
    'random points of those lines, and its distance from 1 is added to the critic’s loss. The weights stay free: they spread ' +
    'instead of piling up at a bound, gradients keep their size through the layers, and the critic’s value follows the earth ' +
    'mover’s distance.',
  paper: {
    authors: 'Gulrajani, Ahmed, Arjovsky, Dumoulin, Courville',
    title: 'Improved Training of Wasserstein GANs',
    year: 2017,
    arxiv: '1704.00028',
  },
  departures: dcganDepartures,
  family: 'adversarial',
  accepts: ['points', 'pictures'],
  players: ['critic', 'generator'],
  formulas: [
    {
      player: 'critic',
      tex: String.raw`\mathbb{E}_{z}\,D(G(z)) - \mathbb{E}_{x}\,D(x) + \lambda\,\mathbb{E}_{\hat x}\left(\lVert\nabla_{\hat x}D(\hat x)\rVert_2 - 1\right)^2,\quad \hat x = \epsilon x + (1-\epsilon)G(z)`,
    },
    { player: 'generator', tex: String.raw`-\,\mathbb{E}_{z}\,D(G(z))` },
  ],

  params: [
    {
      key: 'lambda',
      label: 'Penalty weight λ',
      group: 'game',
      help: 'How much a slope away from 1 costs. Small values are quick on toys; the critic’s value is then too large by W²/2λ.',
      type: 'number',
      min: 0,
      max: 1000,
      scale: 'log',
      presets: both(fromCode(0.1, toy)),
      presetsFor: { pictures: both(fromPaper(10, algorithm)) },
    },
    {
      key: 'sided',
      label: 'Penalty',
      group: 'game',
      help: 'Whether a slope below 1 costs too.',
      type: 'choice',
      choices: [
        { value: 'two', label: 'Two-sided', help: 'Pulls the slope to 1 from both sides.' },
        { value: 'one', label: 'One-sided', help: 'Only slopes above 1 cost.' },
      ],
      presets: both(fromPaper('two', 'arXiv:1704.00028, §4')),
    },
    ...optimizerParams({
      optimizer: { presets: both(fromPaper('adam', algorithm)) },
      rates: { critic: rate, generator: rate },
      beta1: {
        presets: both(fromCode(0.5, toy)),
        presetsFor: { pictures: { small: fromCode(0.5, digits), paper: fromCode(0.5, `${digits}; Algorithm 1 of the paper has 0`) } },
      },
      beta2: { presets: both(fromPaper(0.9, algorithm)) },
    }),
    ...scheduleParams({
      judge: 'critic',
      batch: {
        presets: { small: ours(128, 'half the toy code’s, for speed'), paper: fromCode(256, toy) },
        presetsFor: {
          pictures: { small: ours(32, 'trains in minutes on two cores'), paper: fromCode(50, digits) },
        },
      },
      judgeSteps: both(fromPaper(5, algorithm)),
    }),
    ...networkParams({
      judge: 'critic',
      judgeNorms: ['none', 'layer'],
      judgeNorm: {
        small: ours('none', 'quick, and not needed in shallow critics'),
        paper: fromCode('none', `${digits}; arXiv:1704.00028, §4, has layer norm where a deep critic needs one`),
      },
      published: {
        latentSize: fromCode(128, digits),
        latentKind: fromCode('normal', digits),
        generatorNorm: fromCode('none', digits),
        width: fromCode(64, digits),
      },
    }),
  ],

  build(context) {
    const { tf, params } = context;
    const { generator, judge: critic, latent } = buildAdversaries(context, 'critic');
    requireTwiceDifferentiable(critic, 'gradient penalty');
    const lambda = numberOf(params, 'lambda');
    const sided = choiceOf(params, 'sided', ['two', 'one']);
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
            const generated = generator.apply(play.latents);
            const game = wasserstein.judge(tf, critic.apply(play.real), critic.apply(generated));
            const { penalty, norm } = gradientPenalty(play, critic, generated, { sided });
            return { loss: game.add(penalty.mul(lambda)), also: { estimate: game.neg(), penalty, slope: norm } };
          },
        },
        {
          name: 'generator',
          networks: ['generator'],
          optimizer: playerOptimizer(params, 'generator'),
          batch,
          loss: (play) => ({ loss: wasserstein.generator(tf, critic.apply(generator.apply(play.latents))), also: {} }),
        },
      ],
      schedule: () => alternate(params, 'critic', numberOf(params, 'criticSteps')),
      generate: (latents) => generator.apply(latents, { training: false }),
      score: (examples) => critic.apply(examples, { training: false }).flatten(),
      scores: 'critic',
      penaltyWeight: lambda,
    };
  },
};
