import { StudioError } from '../../../shared/errors.ts';
import { choiceParam, noLatent, numberParam } from '../parts/bodies.ts';
import { playParams, playerOptimizer } from '../parts/game-params.ts';
import { pictureShape } from '../data-shape.ts';
import { buildNetwork } from '../network.ts';
import { activation, conv, dense, flatten } from '../networks/index.ts';
import { both, choiceOf, fromCode, fromPaper, numberOf, ours } from '../param.ts';
import type { Player, Recipe } from '../recipe.ts';
import { gradientPenalty } from '../regularizers/gradient-penalty.ts';
import { clipWeights } from '../regularizers/weight-clipping.ts';
import { l1, translatorLayers, translatorParams, translationDepartures } from '../parts/translation.ts';

const code = 'duxingren14/DualGAN at bd64bf9, main.py';
const paper = 'arXiv:1704.02510, §3.3';

/** Dual learning with Wasserstein critics. */
export const dualGan: Recipe = {
  name: 'dualgan',
  title: 'DualGAN',
  purpose: 'Unpaired translation as dual learning: two Wasserstein critics, and an L1 that asks each translator to undo the other.',
  idea:
    'The same two translators and two judges as CycleGAN, from the idea of dual learning in translation of languages. The judges are ' +
    'Wasserstein critics, held by clipped weights or by a gradient penalty, and the cycle weighs heavily.',
  paper: {
    authors: 'Yi, Zhang, Tan, Gong',
    title: 'DualGAN: Unsupervised Dual Learning for Image-to-Image Translation',
    year: 2017,
    arxiv: '1704.02510',
  },
  departures: translationDepartures,
  family: 'translation',
  accepts: ['domains'],
  generates: false,
  players: ['critics', 'generators'],
  formulas: [
    {
      player: 'critics',
      tex: String.raw`\sum_{A,B}\ \mathbb{E}\,D(G) - \mathbb{E}\,D(x)\ \left(+\,\lambda_{gp}\,\mathbb{E}(\lVert\nabla D\rVert-1)^2\right)`,
    },
    {
      player: 'generators',
      tex: String.raw`\lambda\left(\lVert F(G(a))-a\rVert_1+\lVert G(F(b))-b\rVert_1\right) - \mathbb{E}\,D_B(G(a)) - \mathbb{E}\,D_A(F(b))`,
    },
  ],
  params: [
    choiceParam({
      key: 'constraint',
      label: 'Critics held by',
      help: 'What keeps them from being too steep.',
      choices: [
        { value: 'clip', label: 'Weight clipping' },
        { value: 'penalty', label: 'Gradient penalty' },
      ],
      presets: { small: ours('penalty', 'speaks up sooner'), paper: fromPaper('clip', `${paper}; the released code turned to a penalty`) },
    }),
    numberParam({
      key: 'clip',
      label: 'Clip',
      help: 'Bound of every weight of the critics, where they are clipped.',
      min: 1e-5,
      max: 10,
      scale: 'log',
      presets: { small: ours(0.01, 'as WGAN'), paper: fromPaper(0.01, `${paper}: 0.01 to 0.1`) },
    }),
    numberParam({
      key: 'penalty',
      label: 'Weight of the penalty',
      help: 'Where they are penalised.',
      min: 0,
      max: 1000,
      presets: both(ours(10, 'as WGAN-GP')),
    }),
    numberParam({
      key: 'cycle',
      label: 'λ, weight of the cycle',
      help: 'How strictly there and back must return; here as the mean difference of a pixel.',
      min: 0,
      max: 1e5,
      scale: 'log',
      presets: {
        small: ours(10, 'measured: at 50 a small translator clings to leaving all as it is'),
        paper: fromCode(500, `${code}; the paper says 100 to 1000`),
      },
    }),
    {
      key: 'criticSteps',
      label: 'Critic steps',
      group: 'schedule',
      help: 'Updates of the critics for each of the generators.',
      type: 'integer',
      min: 1,
      max: 100,
      presets: { small: ours(2, 'small critics learn quickly'), paper: fromPaper(2, `${paper}: 2 to 4`) },
    },
    ...translatorParams('local', 'a translator that can’t mirror the picture', fromCode('unet', code)).filter(
      ({ key }) => key !== 'discriminatorWidth',
    ),
    {
      key: 'criticWidth',
      label: 'Critic width',
      group: 'networks',
      help: 'Filters of its first layer.',
      type: 'integer',
      min: 1,
      max: 512,
      scale: 'log',
      presets: { small: ours(16, 'minutes on two cores'), paper: fromCode(64, code) },
    },
    ...playParams({
      rates: {
        critics: { presets: { small: ours(5e-4, 'minutes on two cores'), paper: fromCode(5e-5, code) } },
        generators: { presets: { small: ours(1e-3, 'minutes on two cores'), paper: fromCode(5e-5, code) } },
      },
      optimizer: { presets: { small: ours('adam', 'minutes on two cores'), paper: fromCode('rmsprop', code) } },
      beta1: { presets: both(ours(0.5, 'as our other games')) },
      decay: { presets: both(fromCode(0.9, 'duxingren14/DualGAN at bd64bf9, model.py')) },
      batch: { presets: { small: ours(8, 'minutes on two cores'), paper: fromPaper(1, `${paper}: 1 to 4`) } },
    }),
  ],

  build(context) {
    const { tf, params, data, random } = context;
    if (data.kind !== 'domains' || data.example.length !== 3)
      throw new StudioError('invalid', 'DualGAN needs two domains of pictures; choose another dataset.');
    const picture = pictureShape(data);
    const width = numberOf(params, 'criticWidth');
    const network = (name: string, layers: Parameters<typeof buildNetwork>[0]['layers']) =>
      buildNetwork({ tf, name, random: random.fork(name), input: data.example, layers });
    const [toB, toA] = ['to-b', 'to-a'].map((name) => network(name, translatorLayers(context, picture)));
    const [criticA, criticB] = ['critic-a', 'critic-b'].map((name) =>
      network(name, [
        conv({ filters: width, kernel: 4, stride: 2 }),
        activation('leaky-relu'),
        conv({ filters: 2 * width, kernel: 4, stride: 2 }),
        activation('leaky-relu'),
        flatten(),
        dense(1, { initial: 'glorot-uniform' }),
      ]),
    );
    const isClipped = choiceOf(params, 'constraint', ['clip', 'penalty']) === 'clip';
    const [clip, penalty, cycle] = ['clip', 'penalty', 'cycle'].map((key) => numberOf(params, key));
    const batch = numberOf(params, 'batch');

    return {
      networks: [toB, toA, criticA, criticB],
      latent: noLatent,
      players: [
        {
          name: 'critics',
          networks: ['critic-a', 'critic-b'],
          optimizer: playerOptimizer(params, 'critics'),
          batch,
          loss(play): ReturnType<Player['loss']> {
            const [a, b] = [play.real, play.other!];
            const [madeB, madeA] = [toB.apply(a), toA.apply(b)];
            const gapA = tf.sub(criticA.apply(madeA).mean(), criticA.apply(a).mean());
            const gapB = tf.sub(criticB.apply(madeB).mean(), criticB.apply(b).mean());
            const game = tf.add(gapA, gapB);
            if (isClipped) return { loss: game.asScalar(), also: { estimate: game.neg().asScalar() } };
            const held = tf.add(
              gradientPenalty(play, criticA, madeA, { sided: 'two' }).penalty,
              gradientPenalty({ ...play, real: b }, criticB, madeB, { sided: 'two' }).penalty,
            );
            return {
              loss: tf.add(game, tf.mul(held, penalty)).asScalar(),
              also: { estimate: game.neg().asScalar(), penalty: held.asScalar() },
            };
          },
          ...(isClipped
            ? {
                after: () => {
                  clipWeights(tf, criticA, clip);
                  clipWeights(tf, criticB, clip);
                },
              }
            : {}),
        },
        {
          name: 'generators',
          networks: ['to-b', 'to-a'],
          optimizer: playerOptimizer(params, 'generators'),
          batch,
          loss({ real: a, other }) {
            const b = other!;
            const [madeB, madeA] = [toB.apply(a), toA.apply(b)];
            const returned = tf.add(l1(tf, toA.apply(madeB), a), l1(tf, toB.apply(madeA), b)).asScalar();
            const fooling = tf.add(criticB.apply(madeB).mean(), criticA.apply(madeA).mean()).neg();
            return { loss: tf.add(tf.mul(returned, cycle), fooling).asScalar(), also: { cycle: returned } };
          },
        },
      ],
      schedule: () => [
        { player: 'critics', updates: numberOf(params, 'criticSteps') },
        { player: 'generators', updates: 1 },
      ],
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
