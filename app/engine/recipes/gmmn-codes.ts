import { decayParam, playParams, playerOptimizer } from '../parts/game-params.ts';
import { bodyParams, latentSizeParam, numberParam, making, seeing } from '../parts/bodies.ts';
import { exampleShape } from '../data-shape.ts';
import { buildNetwork } from '../network.ts';
import { activation, mlp } from '../networks/index.ts';
import { gaussianMixture, mmd2, rootOf } from '../objectives/mmd.ts';
import { both, fromCode, numberOf, ours } from '../param.ts';
import type { Recipe } from '../recipe.ts';
import type { Tensor } from '../tensor.ts';

const code = 'yujiali/gmmn';
const bandwidths = [0.1, 0.2, 0.5, 1, 2];
const size = { group: 'networks', type: 'integer', min: 1, max: 1024, scale: 'log' } as const;

/** Moment matching where it is easy: on the codes of an auto-encoder. */
export const gmmnCodes: Recipe = {
  name: 'gmmn-codes',
  title: 'GMMN on codes',
  purpose: 'Moment matching on the short codes of an auto-encoder instead of on pixels, where a kernel says little.',
  idea:
    'Between two pictures the distance of pixels hardly tells like from unlike. So first an auto-encoder learns a short code; then it is ' +
    'held still, and a small generator learns to make codes that no kernel tells from those of the data. What it makes is decoded.',
  paper: { authors: 'Li, Swersky, Zemel', title: 'Generative Moment Matching Networks', year: 2015, arxiv: '1502.02761' },
  family: 'moments',
  accepts: ['pictures', 'points'],
  players: ['codec', 'generator'],
  formulas: [
    { player: 'codec', tex: String.raw`\mathbb{E}_x\,\tfrac1d\lVert x - \mathrm{dec}(\mathrm{enc}(x))\rVert^2` },
    {
      player: 'generator',
      tex: String.raw`\sqrt{\mathrm{MMD}^2_k\left(\mathrm{enc}(x),\,G(z)\right)},\quad k(a,b)=\textstyle\sum_\sigma e^{-\lVert a-b\rVert^2/2\sigma^2}`,
    },
  ],
  params: [
    {
      key: 'codecSteps',
      label: 'Steps of the auto-encoder',
      group: 'schedule',
      help: 'So long the auto-encoder learns alone; from then on it is held still and the generator learns.',
      type: 'integer',
      min: 1,
      max: 1e7,
      scale: 'log',
      presets: { small: ours(2000, 'small pictures are restored well by then'), paper: ours(20000, 'until it no longer improves') },
    },
    {
      ...size,
      key: 'codeSize',
      label: 'Code size',
      help: 'How many numbers between 0 and 1 the auto-encoder keeps of an example.',
      presets: { small: ours(16, 'restores small pictures'), paper: fromCode(32, code) },
      presetsFor: { points: both(ours(2, 'as many as the data has dimensions')) },
    },
    {
      key: 'codecBatch',
      label: 'Batch of the auto-encoder',
      group: 'schedule',
      help: 'Examples in one of its updates; moment matching wants more.',
      type: 'integer',
      min: 1,
      max: 8192,
      scale: 'log',
      presets: both(fromCode(100, code)),
    },
    numberParam({
      key: 'codeNoise',
      label: 'Noise on codes',
      help: 'Deviation of the noise added to codes while the auto-encoder learns: it then keeps unlike examples apart, and decodes what lies near a code.',
      min: 0,
      max: 1,
      presets: both(ours(0, 'points want exact codes')),
      presetsFor: {
        pictures: {
          small: ours(0.04, 'measured: at 0.1 pictures are no longer restored well'),
          paper: ours(0, 'the code drops units out instead'),
        },
      },
    }),
    latentSizeParam(both(ours(2, 'as many as the data has dimensions')), {
      pictures: { small: ours(10, 'fewer than the code has'), paper: fromCode(10, code) },
    }),
    ...playParams({
      rates: {
        codec: { presets: both(ours(1e-3, 'Adam’s own default, arXiv:1412.6980')) },
        generator: { presets: both(ours(1e-3, 'Adam’s own default, arXiv:1412.6980')) },
      },
      batch: { presets: { small: ours(400, 'the kernel means want many examples'), paper: fromCode(1000, code) } },
    }),
    {
      ...decayParam(both(ours(0, 'how long a run will be is not known here'))),
      help: 'Step by which the generator’s rate has fallen in a line to nothing; the auto-encoder’s falls over its own steps. 0 keeps both.',
    },
    ...bodyParams(['encoder', 'decoder'], { shallowest: 0 }),
    {
      ...size,
      key: 'generatorWidth',
      label: 'Generator width',
      help: 'Units of each hidden layer.',
      presets: both(ours(256, 'as the middle of the published generator')),
    },
    {
      ...size,
      key: 'generatorDepth',
      label: 'Generator depth',
      help: 'Hidden layers of the generator.',
      max: 20,
      presets: { small: ours(3, 'codes are small'), paper: fromCode(4, code) },
    },
  ],

  build(context) {
    const { tf, params, data, random } = context;
    const [latentSize, codeSize] = [numberOf(params, 'latentSize'), numberOf(params, 'codeSize')];
    const network = (name: string, input: number[], layers: Parameters<typeof buildNetwork>[0]['layers']) =>
      buildNetwork({ tf, name, random: random.fork(name), input, layers });
    const encoder = network('encoder', exampleShape(data), [...seeing(context, 'encoder', codeSize), activation('sigmoid')]);
    const decoder = network('decoder', [codeSize], making(context, 'decoder'));
    const hidden = Array.from({ length: numberOf(params, 'generatorDepth') }, () => numberOf(params, 'generatorWidth'));
    const generator = network('generator', [latentSize], [...mlp({ hidden, output: [codeSize] }), activation('sigmoid')]);
    const [batch, codecBatch] = [numberOf(params, 'batch'), numberOf(params, 'codecBatch')];
    const codecSteps = numberOf(params, 'codecSteps');
    const kernel = gaussianMixture(bandwidths);
    const decaySteps = numberOf(params, 'decaySteps');
    const fallsOver = (from: number, to: number) => (step: number) =>
      decaySteps === 0 ? 1 : Math.max(0, to - step) / Math.max(1, to - from);
    const codeNoise = numberOf(params, 'codeNoise');
    const still = { training: false };
    const restored = (examples: Tensor) => decoder.apply(encoder.apply(examples, still), still);

    return {
      networks: [encoder, decoder, generator],
      latent: { size: latentSize, draw: (from, count) => Float32Array.from({ length: count * latentSize }, () => 2 * from.uniform() - 1) },
      players: [
        {
          name: 'codec',
          networks: ['encoder', 'decoder'],
          optimizer: playerOptimizer(params, 'codec'),
          batch: codecBatch,
          rateAt: fallsOver(0, codecSteps),
          loss({ real, normal }) {
            const codes = tf.add(encoder.apply(real), tf.mul(normal([codecBatch, codeSize]), codeNoise));
            return { loss: tf.sub(real, decoder.apply(codes)).square().mean().asScalar(), also: {} };
          },
        },
        {
          name: 'generator',
          networks: ['generator'],
          optimizer: playerOptimizer(params, 'generator'),
          batch,
          rateAt: fallsOver(codecSteps, decaySteps),
          loss({ real, latents }) {
            const distance = mmd2(tf, kernel, encoder.apply(real, still), generator.apply(latents));
            return { loss: rootOf(tf, distance), also: { mmd2: distance } };
          },
        },
      ],
      schedule: (step) => [{ player: step < codecSteps ? 'codec' : 'generator', updates: 1 }],
      generate: (latents) => decoder.apply(generator.apply(latents, still), still),
      encode: (examples) => encoder.apply(examples, still),
      columns: ({ real }) => ({ input: real, reconstruction: restored(real) }),
    };
  },
};
