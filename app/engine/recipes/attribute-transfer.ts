import { StudioError } from '../../../shared/errors.ts';
import { choiceParam, noLatent, numberParam } from '../parts/bodies.ts';
import { playParams, playerOptimizer } from '../parts/game-params.ts';
import { pictureShape } from '../data-shape.ts';
import { buildNetwork, type Network } from '../network.ts';
import { activation, conv, patchCritic } from '../networks/index.ts';
import { both, choiceOf, numberOf, ours } from '../param.ts';
import type { Recipe } from '../recipe.ts';
import type { Tensor } from '../tensor.ts';
import { l1, patchGame, translatorLayers, translatorParams, translationDepartures } from '../parts/translation.ts';

const judgement = 'weights of the paper were not seen; chosen so that no term is silent';

/** Gives pictures an attribute and leaves the rest alone. */
export const attributeTransfer: Recipe = {
  name: 'attribute-transfer',
  title: 'Attribute transfer',
  purpose:
    'Gives every picture of the first domain the attribute of the second, keeping the rest by the features of the discriminator in training.',
  idea:
    'A transform network proposes a picture, a mask network says where it is used; elsewhere the picture stays. A discriminator asks for ' +
    'the attribute. What must be kept is compared by the discriminator’s own features as they stand (adaptive perceptual loss): they look ' +
    'at what matters for the attribute and improve as it learns. Fixed features and plain pixels stand beside it for comparison.',
  paper: { authors: 'Li, Zuo, Zhang', title: 'Deep Identity-aware Transfer of Facial Attributes', year: 2016, arxiv: '1610.05586' },
  departures: translationDepartures,
  family: 'translation',
  accepts: ['domains'],
  generates: false,
  players: ['discriminator', 'transformer'],
  formulas: [
    {
      player: 'discriminator',
      tex: String.raw`-\tfrac12\,\mathbb{E}\log D(b) - \tfrac12\,\mathbb{E}\log(1-D(y)),\quad y=m\odot F(a)+(1-m)\odot a`,
    },
    { player: 'transformer', tex: String.raw`-\,\mathbb{E}\log D(y) + \lambda\sum_l\lVert D_l(y)-D_l(a)\rVert^2 + \mu\,\mathbb{E}\,m` },
  ],
  params: [
    choiceParam({
      key: 'kept',
      label: 'Kept by',
      help: 'How the picture before and after are compared.',
      choices: [
        { value: 'adaptive', label: 'Discriminator’s features (adaptive)' },
        { value: 'fixed', label: 'Fixed features', help: 'Of a network that is never trained.' },
        { value: 'pixel', label: 'Pixels' },
      ],
      presets: both(ours('adaptive', 'the system of the paper')),
    }),
    numberParam({
      key: 'lambda',
      label: 'λ, weight of keeping',
      help: 'How much the rest must stay.',
      min: 0,
      max: 1000,
      presets: both(ours(1, judgement)),
    }),
    numberParam({
      key: 'maskWeight',
      label: 'μ, weight of the mask',
      help: 'How sparing the mask must be.',
      min: 0,
      max: 100,
      presets: both(ours(0.05, judgement)),
    }),
    ...translatorParams('local', 'attributes of small shapes are local'),
    ...playParams({
      rates: {
        discriminator: { presets: both(ours(1e-3, 'minutes on two cores')) },
        transformer: { presets: both(ours(1e-3, 'minutes on two cores')) },
      },
      beta1: { presets: both(ours(0.5, 'as our other games')) },
      batch: { presets: both(ours(16, 'minutes on two cores')) },
    }),
  ],

  build(context) {
    const { tf, params, data, random } = context;
    if (data.kind !== 'domains' || data.example.length !== 3)
      throw new StudioError('invalid', 'Attribute transfer needs two domains of pictures; choose another dataset.');
    const network = (name: string, layers: Parameters<typeof buildNetwork>[0]['layers']) =>
      buildNetwork({ tf, name, random: random.fork(name), input: data.example, layers });
    const width = numberOf(params, 'discriminatorWidth');
    const transform = network('transform', translatorLayers(context, pictureShape(data)));
    const mask = network('mask', [
      conv({ filters: numberOf(params, 'translatorWidth'), kernel: 5 }),
      activation('relu'),
      conv({ filters: 1, kernel: 3, initial: 'glorot-normal' }),
      activation('sigmoid'),
    ]);
    const discriminator = network('discriminator', patchCritic({ width }));
    const fixed = network('fixed', patchCritic({ width }));
    const kept = choiceOf(params, 'kept', ['adaptive', 'fixed', 'pixel']);
    const [lambda, maskWeight] = [numberOf(params, 'lambda'), numberOf(params, 'maskWeight')];
    const batch = numberOf(params, 'batch');
    const transformed = (pictures: Tensor) => {
      const where = mask.apply(pictures);
      return { where, made: tf.add(tf.mul(where, transform.apply(pictures)), tf.mul(tf.sub(1, where), pictures)) };
    };
    /** Sum over layers of mean squared differences, each divided by how much the layer varies: features drift as they learn. */
    const featureGap = (judge: Network, before: Tensor, after: Tensor) => {
      const [here, there] = [judge.trace(before).layers, judge.trace(after).layers];
      const taps = judge.layers.filter(({ kind }) => kind === 'leaky-relu');
      return tf.addN(
        taps.map(({ name }) => tf.div(tf.square(tf.sub(here[name], there[name])).mean(), tf.add(tf.moments(here[name]).variance, 1e-3))),
      );
    };
    const change = (before: Tensor, after: Tensor) => {
      if (kept === 'pixel') return l1(tf, before, after);
      return featureGap(kept === 'adaptive' ? discriminator : fixed, before, after);
    };

    return {
      networks: [transform, mask, discriminator, fixed],
      latent: noLatent,
      players: [
        {
          name: 'discriminator',
          networks: ['discriminator'],
          optimizer: playerOptimizer(params, 'discriminator'),
          batch,
          loss: ({ real, other }) => ({
            loss: patchGame.bce.judge(tf, discriminator.apply(other!), discriminator.apply(transformed(real).made)),
            also: {},
          }),
        },
        {
          name: 'transformer',
          networks: ['transform', 'mask'],
          optimizer: playerOptimizer(params, 'transformer'),
          batch,
          loss({ real }) {
            const { where, made } = transformed(real);
            const fooling = patchGame.bce.generator(tf, discriminator.apply(made));
            const moved = change(real, made).asScalar();
            const used = where.mean().asScalar();
            const loss = tf.addN([fooling, tf.mul(moved, lambda), tf.mul(used, maskWeight)]);
            return { loss: loss.asScalar(), also: { change: moved, mask: used } };
          },
        },
      ],
      schedule: () => [
        { player: 'discriminator', updates: 1 },
        { player: 'transformer', updates: 1 },
      ],
      columns({ real, other }) {
        const { where, made } = transformed(real);
        return { before: real, after: made, mask: tf.sub(tf.mul(where, 2), 1), 'second domain': other! };
      },
      translate: (pictures) => transformed(pictures).made,
    };
  },
};
