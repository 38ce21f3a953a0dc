import { StudioError } from '../../../shared/errors.ts';
import { latentSizeParam, normalLatent, numberParam } from '../parts/bodies.ts';
import { decayOf, decayParam, playParams, playerOptimizer } from '../parts/game-params.ts';
import { buildMemory } from '../parts/memory.ts';
import { buildNetwork } from '../network.ts';
import { activation, batchNorm, dense, flatten, reshape, volumeConv, volumeUpsample } from '../networks/index.ts';
import { nonSaturating } from '../objectives/non-saturating.ts';
import { both, fromPaper, numberOf, ours } from '../param.ts';
import type { Recipe } from '../recipe.ts';
import type { Tensor } from '../tensor.ts';

const paper = 'arXiv:1610.07584, §3.1';
const width = { group: 'networks', type: 'integer', min: 1, max: 512, scale: 'log' } as const;

/** A GAN of solids. */
export const gan3d: Recipe = {
  name: 'gan-3d',
  title: '3D-GAN',
  purpose: 'Makes solids of voxels; the discriminator waits while it is too sure.',
  idea:
    'The GAN of pictures with one axis more: volumes are doubled and convolved to a cube of voxels, and judged by the mirror image of that ' +
    'network. Solids are easy to tell apart at first, so the discriminator only moves when it was right on no more than a share of its last batch.',
  paper: {
    authors: 'Wu, Zhang, Xue, Freeman, Tenenbaum',
    title: 'Learning a Probabilistic Latent Space of Object Shapes via 3D Generative-Adversarial Modeling',
    year: 2016,
    arxiv: '1610.07584',
  },
  departures: [
    'Volumes are doubled and convolved by 3 × 3 × 3, where the paper has transposed convolutions of 4 × 4 × 4; latents are drawn from a normal.',
  ],
  family: 'volumes',
  accepts: ['voxels'],
  players: ['discriminator', 'generator'],
  formulas: [
    {
      player: 'discriminator',
      tex: String.raw`-\,\mathbb{E}\log D(x) - \mathbb{E}\log(1-D(G(z)))\quad\text{while its accuracy is at most } a`,
    },
    { player: 'generator', tex: String.raw`-\,\mathbb{E}\log D(G(z))` },
  ],
  params: [
    latentSizeParam({
      small: ours(16, 'enough for five solids'),
      paper: fromPaper(200, `${paper}; drawn uniformly by the released sampler, from a normal here`),
    }),
    numberParam({
      key: 'mostAccuracy',
      label: 'Accuracy at most',
      help: 'The discriminator waits while it was right on a larger share of its last batch; 1 never holds it.',
      min: 0.5,
      max: 1,
      presets: both(fromPaper(0.8, paper)),
    }),
    {
      ...width,
      key: 'generatorWidth',
      label: 'Generator width',
      help: 'Filters of the layer before the last; those before it have more.',
      presets: { small: ours(8, 'minutes on two cores'), paper: fromPaper(64, paper) },
    },
    {
      ...width,
      key: 'discriminatorWidth',
      label: 'Discriminator width',
      help: 'Filters of the first layer; those after it have more.',
      presets: { small: ours(16, 'minutes on two cores'), paper: fromPaper(64, paper) },
    },
    decayParam({
      small: ours(2000, 'as many as a run has unless asked otherwise; measured: volumes come to rest at those of the data'),
      paper: ours(0, 'none is told of in the paper'),
    }),
    ...playParams({
      rates: {
        discriminator: {
          presets: {
            small: ours(2e-3, 'measured: at a quarter of this the generator makes one form at a time'),
            paper: fromPaper(1e-5, paper),
          },
        },
        generator: { presets: { small: ours(1e-3, 'half the discriminator’s, which waits by itself'), paper: fromPaper(2.5e-3, paper) } },
      },
      beta1: { presets: { small: ours(0.5, 'as our other games'), paper: fromPaper(0.5, paper) } },
      batch: { presets: { small: ours(16, 'minutes on two cores'), paper: fromPaper(100, paper) } },
    }),
  ],

  build(context) {
    const { tf, params, data, random } = context;
    if (data.kind !== 'voxels' || data.size % 4 !== 0)
      throw new StudioError('invalid', '3D-GAN needs cubes of voxels whose side four divides; choose the solids.');
    const { size } = data;
    const latentSize = numberOf(params, 'latentSize');
    const [wide, seen] = [numberOf(params, 'generatorWidth'), numberOf(params, 'discriminatorWidth')];
    const start = size / 4;
    // No layer has a bias but the last: the released code takes them out after training.
    const generator = buildNetwork({
      tf,
      name: 'generator',
      random: random.fork('generator'),
      input: [latentSize],
      layers: [
        dense(start ** 3 * 4 * wide, { bias: false }),
        reshape([start, start, start, 4 * wide]),
        batchNorm(),
        activation('relu'),
        volumeUpsample(),
        volumeConv({ filters: 2 * wide, bias: false }),
        batchNorm(),
        activation('relu'),
        volumeUpsample(),
        volumeConv({ filters: wide, bias: false }),
        batchNorm(),
        activation('relu'),
        volumeConv({ filters: 1 }),
        activation('sigmoid'),
      ],
    });
    const discriminator = buildNetwork({
      tf,
      name: 'discriminator',
      random: random.fork('discriminator'),
      input: [size, size, size, 1],
      layers: [
        volumeConv({ filters: seen, stride: 2, bias: false }),
        activation('leaky-relu'),
        volumeConv({ filters: 2 * seen, stride: 2, bias: false }),
        batchNorm(),
        activation('leaky-relu'),
        flatten(),
        dense(1, { initial: 'glorot-uniform' }),
      ],
    });
    const balance = buildMemory(tf, 'balance', { accuracy: [] });
    const most = numberOf(params, 'mostAccuracy');
    const judge = (solids: Tensor) => discriminator.apply(solids).flatten();
    const batch = numberOf(params, 'batch');
    const rateAt = decayOf(params);

    return {
      networks: [discriminator, generator, balance.network],
      latent: normalLatent(latentSize),
      players: [
        {
          name: 'discriminator',
          networks: ['discriminator'],
          optimizer: playerOptimizer(params, 'discriminator'),
          rateAt,
          batch,
          isDue: async () => (await balance.slots.accuracy.data())[0] <= most,
          loss: ({ real, latents }) => ({ loss: nonSaturating.judge(tf, judge(real), judge(generator.apply(latents))), also: {} }),
        },
        {
          name: 'generator',
          networks: ['generator'],
          optimizer: playerOptimizer(params, 'generator'),
          rateAt,
          batch,
          loss({ real, latents }) {
            const fooled = judge(generator.apply(latents));
            const right = tf.add(judge(real).greater(0).toFloat().mean(), fooled.less(0).toFloat().mean()).mul(0.5);
            balance.slots.accuracy.assign(right);
            return { loss: nonSaturating.generator(tf, fooled), also: { accuracy: right.asScalar() } };
          },
        },
      ],
      schedule: () => [
        { player: 'discriminator', updates: 1 },
        { player: 'generator', updates: 1 },
      ],
      generate: (latents) => generator.apply(latents, { training: false }),
      score: (solids) => discriminator.apply(solids, { training: false }).flatten(),
      scores: 'discriminator',
    };
  },
};
