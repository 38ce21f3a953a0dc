import {
  bodyParams,
  choiceParam,
  latentSizeParam,
  making,
  normalLatent,
  numberParam,
  playParams,
  playerOptimizer,
  seeing,
} from '../bodies.ts';
import { exampleShape } from '../data-shape.ts';
import { buildNetwork } from '../network.ts';
import { gaussianMixture, mmd2, rows } from '../objectives/mmd.ts';
import { both, choiceOf, fromCode, numberOf, ours } from '../param.ts';
import type { Recipe } from '../recipe.ts';
import { clipWeights } from '../regularizers/weight-clipping.ts';
import type { Tensor } from '../tensor.ts';

const code = 'OctoberChang/MMD-GAN, mmd_gan.py';
/** Of the published kernel, to be multiplied by the kernel scale. */
const sigmas = [1, 2, 4, 8, 16];

/** Moment matching under a kernel that is learnt against the generator. */
export const mmdGan: Recipe = {
  name: 'mmd-gan',
  title: 'MMD-GAN',
  purpose: 'Moment matching (MMD) on features that an encoder learns so as to see the difference best.',
  idea:
    'GMMN compares raw examples by a kernel and needs large batches. Here an encoder is trained to make the kernel’s distance as large as ' +
    'it can, the generator to make it small; a decoder keeps the encoder from throwing information away, and clipped weights keep its ' +
    'features from growing without end. With a linear kernel on one number this would be WGAN.',
  paper: {
    authors: 'Li, Chang, Cheng, Yang, Póczos',
    title: 'MMD GAN: Towards Deeper Understanding of Moment Matching Network',
    year: 2017,
    arxiv: '1705.08584',
  },
  family: 'moments',
  accepts: ['points', 'pictures'],
  players: ['encoder', 'generator'],
  formulas: [
    {
      player: 'encoder',
      tex: String.raw`-\sqrt{\mathrm{MMD}^2_k(f(x),f(G(z)))} + \rho\left(\lVert x-\mathrm{dec}f(x)\rVert^2+\lVert y-\mathrm{dec}f(y)\rVert^2\right)`,
    },
    { player: 'generator', tex: String.raw`\sqrt{\mathrm{MMD}^2_k(f(x),f(G(z)))}` },
  ],
  params: [
    latentSizeParam(both(ours(2, 'as many as the data has dimensions')), { pictures: both(ours(16, 'enough for small pictures')) }),
    choiceParam({
      key: 'constraint',
      label: 'Encoder held by',
      help: 'Without a constraint its features grow without end.',
      choices: [
        { value: 'clip', label: 'Weight clipping' },
        { value: 'none', label: 'Nothing' },
      ],
      presets: both(fromCode('clip', code)),
    }),
    numberParam({
      key: 'clip',
      label: 'Clip',
      help: 'Bound of the encoder’s weights.',
      min: 1e-5,
      max: 10,
      scale: 'log',
      presets: { small: ours(0.1, 'small networks need room'), paper: fromCode(0.01, code) },
    }),
    numberParam({
      key: 'kernelScale',
      label: 'Kernel scale',
      help: `The kernel is a sum of Gaussians of the widths ${sigmas.join(', ')}, each multiplied by this.`,
      min: 1e-3,
      max: 100,
      scale: 'log',
      presets: { small: ours(0.1, 'measured: at 1 features of points look alike, and modes are lost'), paper: fromCode(1, code) },
      presetsFor: { pictures: both(fromCode(1, code)) },
    }),
    numberParam({
      key: 'rebuild',
      label: 'Weight of the decoder',
      help: 'How much the features must tell of the example.',
      min: 0,
      max: 100,
      presets: { small: ours(1, 'small examples'), paper: fromCode(8, code) },
    }),
    {
      key: 'features',
      label: 'Features',
      group: 'networks',
      help: 'Numbers that the encoder gives.',
      type: 'integer',
      min: 1,
      max: 512,
      scale: 'log',
      presets: both(ours(8, 'more than the data has dimensions')),
    },
    {
      key: 'encoderSteps',
      label: 'Encoder steps',
      group: 'schedule',
      help: 'Updates of the encoder for each of the generator.',
      type: 'integer',
      min: 1,
      max: 100,
      presets: { small: ours(2, 'minutes on two cores'), paper: fromCode(5, code) },
    },
    ...playParams({
      rates: {
        encoder: { presets: both(ours(5e-4, 'minutes on two cores')) },
        generator: { presets: both(ours(5e-4, 'minutes on two cores')) },
      },
      optimizer: { presets: { small: ours('adam', 'minutes on two cores'), paper: fromCode('rmsprop', code) } },
      beta1: { presets: both(ours(0.5, 'as our other games')) },
      batch: { presets: both(fromCode(64, code)) },
    }),
    ...bodyParams(['encoder', 'decoder', 'generator']),
  ],

  build(context) {
    const { tf, params, data, random } = context;
    const latentSize = numberOf(params, 'latentSize');
    const features = numberOf(params, 'features');
    const network = (name: string, input: number[], layers: Parameters<typeof buildNetwork>[0]['layers']) =>
      buildNetwork({ tf, name, random: random.fork(name), input, layers });
    const encoder = network('encoder', exampleShape(data), seeing(context, 'encoder', features));
    const decoder = network('decoder', [features], making(context, 'decoder'));
    const generator = network('generator', [latentSize], making(context, 'generator'));
    const isClipped = choiceOf(params, 'constraint', ['clip', 'none']) === 'clip';
    const [clip, rebuild] = [numberOf(params, 'clip'), numberOf(params, 'rebuild')];
    const batch = numberOf(params, 'batch');
    const kernelScale = numberOf(params, 'kernelScale');
    const kernel = gaussianMixture(sigmas.map((sigma) => sigma * kernelScale));
    const distance = (real: Tensor, made: Tensor) =>
      tf.sqrt(tf.add(tf.relu(mmd2(tf, kernel, encoder.apply(real), encoder.apply(made))), 1e-8)).asScalar();
    const lost = (examples: Tensor) => tf.square(tf.sub(rows(examples), rows(decoder.apply(encoder.apply(examples))))).mean();

    return {
      networks: [encoder, decoder, generator],
      latent: normalLatent(latentSize),
      players: [
        {
          name: 'encoder',
          networks: ['encoder', 'decoder'],
          optimizer: playerOptimizer(params, 'encoder'),
          batch,
          loss({ real, latents }) {
            const made = generator.apply(latents);
            const apart = distance(real, made);
            const size = tf.abs(encoder.apply(real)).mean().asScalar();
            return {
              loss: tf.sub(tf.mul(tf.add(lost(real), lost(made)), rebuild), apart).asScalar(),
              also: { mmd: apart, 'feature-size': size },
            };
          },
          ...(isClipped ? { after: () => clipWeights(tf, encoder, clip) } : {}),
        },
        {
          name: 'generator',
          networks: ['generator'],
          optimizer: playerOptimizer(params, 'generator'),
          batch,
          loss: ({ real, latents }) => ({ loss: distance(real, generator.apply(latents)), also: {} }),
        },
      ],
      schedule: () => [
        { player: 'encoder', updates: numberOf(params, 'encoderSteps') },
        { player: 'generator', updates: 1 },
      ],
      generate: (latents) => generator.apply(latents, { training: false }),
      encode: (examples) => encoder.apply(examples, { training: false }),
    };
  },
};
