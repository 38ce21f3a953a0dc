import { StudioError } from '../../../shared/errors.ts';
import { noLatent, numberParam } from '../parts/bodies.ts';
import { playParams, playerOptimizer } from '../parts/game-params.ts';
import { pictureShape } from '../data-shape.ts';
import { buildNetwork } from '../network.ts';
import { patchCritic } from '../networks/index.ts';
import { both, fromCode, numberOf, ours } from '../param.ts';
import { openPool } from '../parts/pool.ts';
import type { Recipe } from '../recipe.ts';
import { l1, patchGame, translatorLayers, translatorParams, translationDepartures } from '../parts/translation.ts';

const code = 'junyanz/pytorch-CycleGAN-and-pix2pix';

/** Two translators that undo each other, learnt without a single pair. */
export const cycleGan: Recipe = {
  name: 'cyclegan',
  title: 'CycleGAN',
  purpose: 'Translates between two sets of pictures without pairs: there and back must give the first picture again.',
  idea:
    'One generator goes from A to B, one back, and a discriminator for each domain says whether what arrives looks like it. Alone, that ' +
    'would let anything become anything; so going there and back must return what one started from. A small cycle error does not prove the ' +
    'right pairing: translators that see the whole picture can mirror it both ways.',
  paper: {
    authors: 'Zhu, Park, Isola, Efros',
    title: 'Unpaired Image-to-Image Translation using Cycle-Consistent Adversarial Networks',
    year: 2017,
    arxiv: '1703.10593',
  },
  departures: translationDepartures,
  family: 'translation',
  accepts: ['domains'],
  generates: false,
  players: ['generators', 'discriminators'],
  formulas: [
    {
      player: 'generators',
      tex: String.raw`(D_B(G(a))-1)^2 + (D_A(F(b))-1)^2 + \lambda\left(\lVert F(G(a))-a\rVert_1+\lVert G(F(b))-b\rVert_1\right) + \iota\lambda\left(\lVert G(b)-b\rVert_1+\lVert F(a)-a\rVert_1\right)`,
    },
    { player: 'discriminators', tex: String.raw`\tfrac12\left[(D_B(b)-1)^2+D_B(G(a))^2+(D_A(a)-1)^2+D_A(F(b))^2\right]` },
  ],
  params: [
    numberParam({
      key: 'cycle',
      label: 'λ, weight of the cycle',
      help: 'How strictly there and back must return. 0 leaves two games that know nothing of each other.',
      min: 0,
      max: 1000,
      presets: { small: ours(1, 'measured: at 10 a small translator clings to leaving all as it is'), paper: fromCode(10, code) },
    }),
    numberParam({
      key: 'identity',
      label: 'ι, weight of identity',
      help: 'A picture already of the domain should stay; times λ.',
      min: 0,
      max: 10,
      presets: { small: ours(0, 'domains that differ everywhere have nothing to keep'), paper: fromCode(0.5, code) },
    }),
    {
      key: 'pool',
      label: 'Pool',
      group: 'game',
      help: 'Earlier pictures that the discriminators are shown again.',
      type: 'integer',
      min: 1,
      max: 1000,
      presets: both(fromCode(50, code)),
    },
    ...translatorParams('local', 'a translator that can’t mirror the picture', fromCode('resnet', code)),
    ...playParams({
      rates: {
        generators: { presets: { small: ours(1e-3, 'minutes on two cores'), paper: fromCode(2e-4, code) } },
        discriminators: { presets: { small: ours(1e-3, 'minutes on two cores'), paper: fromCode(2e-4, code) } },
      },
      beta1: { presets: both(fromCode(0.5, code)) },
      batch: { presets: { small: ours(8, 'steadier than one at a time'), paper: fromCode(1, code) } },
    }),
  ],

  build(context) {
    const { tf, params, data, random } = context;
    if (data.kind !== 'domains' || data.example.length !== 3)
      throw new StudioError('invalid', 'CycleGAN needs two domains of pictures; choose another dataset.');
    const picture = pictureShape(data);
    const translator = (name: string) =>
      buildNetwork({ tf, name, random: random.fork(name), input: data.example, layers: translatorLayers(context, picture) });
    const judge = (name: string) =>
      buildNetwork({
        tf,
        name,
        random: random.fork(name),
        input: data.example,
        layers: patchCritic({ width: numberOf(params, 'discriminatorWidth') }),
      });
    const [toB, toA, judgeA, judgeB] = [translator('to-b'), translator('to-a'), judge('judge-a'), judge('judge-b')];
    const [poolA, poolB] = [
      openPool(tf, 'pool-a', numberOf(params, 'pool'), data.example),
      openPool(tf, 'pool-b', numberOf(params, 'pool'), data.example),
    ];
    const [cycle, identity] = [numberOf(params, 'cycle'), numberOf(params, 'identity')];
    const game = patchGame.leastSquares;
    const batch = numberOf(params, 'batch');

    return {
      networks: [toB, toA, judgeA, judgeB, poolA.memory.network, poolB.memory.network],
      latent: noLatent,
      players: [
        {
          name: 'generators',
          networks: ['to-b', 'to-a'],
          optimizer: playerOptimizer(params, 'generators'),
          batch,
          loss({ real: a, other }) {
            const b = other!;
            const [madeB, madeA] = [toB.apply(a), toA.apply(b)];
            const fooling = tf.add(game.generator(tf, judgeB.apply(madeB)), game.generator(tf, judgeA.apply(madeA)));
            const there = tf.add(l1(tf, toA.apply(madeB), a), l1(tf, toB.apply(madeA), b)).asScalar();
            const same = identity === 0 ? tf.scalar(0) : tf.add(l1(tf, toB.apply(b), b), l1(tf, toA.apply(a), a));
            const loss = tf.addN([fooling, tf.mul(there, cycle), tf.mul(same, identity * cycle)]);
            return { loss: loss.asScalar(), also: { cycle: there, fooling: fooling.asScalar() } };
          },
        },
        {
          name: 'discriminators',
          networks: ['judge-a', 'judge-b'],
          optimizer: playerOptimizer(params, 'discriminators'),
          batch,
          loss(play) {
            const [a, b] = [play.real, play.other!];
            const lossB = game.judge(tf, judgeB.apply(b), judgeB.apply(poolB.mixed(play, toB.apply(a))));
            const lossA = game.judge(tf, judgeA.apply(a), judgeA.apply(poolA.mixed(play, toA.apply(b))));
            return { loss: tf.add(lossA, lossB).asScalar(), also: {} };
          },
        },
      ],
      // The generators first, as the released code does.
      schedule: () => [
        { player: 'generators', updates: 1 },
        { player: 'discriminators', updates: 1 },
      ],
      columns({ real: a, other }) {
        const b = other!;
        const [madeB, madeA] = [toB.apply(a, { training: false }), toA.apply(b, { training: false })];
        return { a, 'a → b': madeB, 'a → b → a': toA.apply(madeB), b, 'b → a': madeA, 'b → a → b': toB.apply(madeA) };
      },
      translate: (examples) => toB.apply(examples, { training: false }),
      translateBack: (examples) => toA.apply(examples, { training: false }),
    };
  },
};
