import { StudioError } from '../../../shared/errors.ts';
import { choiceParam, noLatent, numberParam } from '../parts/bodies.ts';
import { playParams, playerOptimizer } from '../parts/game-params.ts';
import { pictureShape } from '../data-shape.ts';
import { buildNetwork } from '../network.ts';
import { patchCritic } from '../networks/index.ts';
import { both, choiceOf, fromCode, numberOf, ours } from '../param.ts';
import type { Recipe } from '../recipe.ts';
import type { Network } from '../network.ts';
import type { Tensor } from '../tensor.ts';
import { patchGame, translatorLayers, translatorParams, translationDepartures } from '../parts/translation.ts';

const code = 'SKTBrain/DiscoGAN, discogan/image_translation.py';

/** Two coupled GANs with reconstruction and matched features. */
export const discoGan: Recipe = {
  name: 'discogan',
  title: 'DiscoGAN',
  purpose:
    'Finds which pictures of two domains correspond: two generators, each the other’s inverse, with features matched layer by layer.',
  idea:
    'As CycleGAN: two generators that undo each other. The game is the first GAN’s, softened by matching mean features of the ' +
    'discriminator layer by layer, and reconstruction starts lightly and grows. The discriminators move on every third step only.',
  paper: {
    authors: 'Kim, Cha, Kim, Lee, Kim',
    title: 'Learning to Discover Cross-Domain Relations with Generative Adversarial Networks',
    year: 2017,
    arxiv: '1703.05192',
  },
  departures: translationDepartures,
  family: 'translation',
  accepts: ['domains'],
  generates: false,
  players: ['discriminators', 'generators'],
  formulas: [
    {
      player: 'generators',
      tex: String.raw`\sum_{A,B}\,(1-r)\left[-0.1\,\mathbb{E}\log D(G) + 0.9\sum_l\left(\mathbb{E}D_l(x)-\mathbb{E}D_l(G)\right)^2\right] + r\,\lVert F(G(a))-a\rVert^2`,
    },
    { player: 'discriminators', tex: String.raw`\sum_{A,B} -\tfrac12\,\mathbb{E}\log D(x) - \tfrac12\,\mathbb{E}\log(1-D(G))` },
  ],
  params: [
    choiceParam({
      key: 'mode',
      label: 'Mode',
      help: 'The rows of the paper’s comparison.',
      choices: [
        { value: 'discogan', label: 'DiscoGAN', help: 'Both ways, both reconstructions.' },
        { value: 'recongan', label: 'GAN with reconstruction', help: 'One way of the game, one reconstruction.' },
        { value: 'gan', label: 'GAN', help: 'No reconstruction.' },
      ],
      presets: both(ours('discogan', 'the system itself')),
    }),
    numberParam({
      key: 'firstRate',
      label: 'Reconstruction at first',
      help: 'r at the beginning.',
      min: 0,
      max: 1,
      presets: both(fromCode(0.01, code)),
    }),
    numberParam({
      key: 'laterRate',
      label: 'Reconstruction later',
      help: 'r after the change.',
      min: 0,
      max: 1,
      presets: both(fromCode(0.5, code)),
    }),
    {
      key: 'changeSteps',
      label: 'Change after',
      group: 'schedule',
      unit: 'steps',
      help: 'When r changes.',
      type: 'integer',
      min: 1,
      max: 1e7,
      scale: 'log',
      presets: { small: ours(500, 'a tenth of a short run and more'), paper: fromCode(10_000, code) },
    },
    ...translatorParams('local', 'a translator that can’t mirror the picture'),
    ...playParams({
      rates: {
        discriminators: { presets: { small: ours(1e-3, 'minutes on two cores'), paper: fromCode(2e-4, code) } },
        generators: { presets: { small: ours(1e-3, 'minutes on two cores'), paper: fromCode(2e-4, code) } },
      },
      beta1: { presets: both(fromCode(0.5, code)) },
      batch: { presets: { small: ours(16, 'minutes on two cores'), paper: fromCode(64, code) } },
    }),
  ],

  build(context) {
    const { tf, params, data, random } = context;
    if (data.kind !== 'domains' || data.example.length !== 3)
      throw new StudioError('invalid', 'DiscoGAN needs two domains of pictures; choose another dataset.');
    const picture = pictureShape(data);
    const network = (name: string, layers: Parameters<typeof buildNetwork>[0]['layers']) =>
      buildNetwork({ tf, name, random: random.fork(name), input: data.example, layers });
    const [toB, toA] = ['to-b', 'to-a'].map((name) => network(name, translatorLayers(context, picture)));
    const [judgeA, judgeB] = ['judge-a', 'judge-b'].map((name) =>
      network(name, patchCritic({ width: numberOf(params, 'discriminatorWidth') })),
    );
    const mode = choiceOf(params, 'mode', ['discogan', 'recongan', 'gan']);
    const [firstRate, laterRate, change] = ['firstRate', 'laterRate', 'changeSteps'].map((key) => numberOf(params, key));
    const batch = numberOf(params, 'batch');
    const squared = (first: Tensor, second: Tensor) => tf.square(tf.sub(first, second)).mean();
    /** Squared difference of the mean features of every layer with an activation after it. */
    const featureGap = (judge: Network, real: Tensor, made: Tensor) => {
      const [here, there] = [judge.trace(real).layers, judge.trace(made).layers];
      const taps = judge.layers.filter(({ kind }) => kind === 'leaky-relu');
      return tf.addN(taps.map(({ name }) => squared(here[name].mean(0), there[name].mean(0))));
    };
    const fooling = (judge: Network, real: Tensor, made: Tensor) =>
      tf.add(patchGame.bce.generator(tf, judge.apply(made)).mul(0.1), featureGap(judge, real, made).mul(0.9));

    return {
      networks: [toB, toA, judgeA, judgeB],
      latent: noLatent,
      players: [
        {
          name: 'discriminators',
          networks: ['judge-a', 'judge-b'],
          optimizer: playerOptimizer(params, 'discriminators'),
          batch,
          loss({ real: a, other: b }) {
            const lossB = patchGame.bce.judge(tf, judgeB.apply(b!), judgeB.apply(toB.apply(a)));
            const lossA = patchGame.bce.judge(tf, judgeA.apply(a), judgeA.apply(toA.apply(b!)));
            return { loss: tf.add(lossA, lossB).asScalar(), also: {} };
          },
        },
        {
          name: 'generators',
          networks: ['to-b', 'to-a'],
          optimizer: playerOptimizer(params, 'generators'),
          batch,
          loss({ scalarAt, real: a, other }) {
            const b = other!;
            const rate = (step: number) => (mode === 'gan' ? 0 : step < change ? firstRate : laterRate);
            const [madeB, madeA] = [toB.apply(a), toA.apply(b)];
            const there = squared(toA.apply(madeB), a);
            const back = squared(toB.apply(madeA), b);
            const game = tf.add(fooling(judgeB, b, madeB), mode === 'recongan' ? tf.scalar(0) : fooling(judgeA, a, madeA));
            const returned = mode === 'recongan' ? there : tf.add(there, back);
            const gameRate = scalarAt((step) => 1 - rate(step));
            const loss = tf.add(tf.mul(game, gameRate), tf.mul(returned, scalarAt(rate)));
            return { loss: loss.asScalar(), also: { cycle: tf.add(there, back).asScalar() } };
          },
        },
      ],
      // The discriminators on every third step, the generators on the others, as the released code does.
      schedule: (step) => [{ player: step % 3 === 0 ? 'discriminators' : 'generators', updates: 1 }],
      columns({ real: a, other }) {
        const b = other!;
        const [madeB, madeA] = [toB.apply(a), toA.apply(b)];
        return { a, 'a → b': madeB, 'a → b → a': toA.apply(madeB), b, 'b → a': madeA, 'b → a → b': toB.apply(madeA) };
      },
      translate: (examples) => toB.apply(examples),
      translateBack: (examples) => toA.apply(examples),
    };
  },
};
