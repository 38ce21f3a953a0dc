import type { Params } from '../../../shared/params.ts';
import { featuresParam, bodyParams, choiceParam, latentSizeParam, making, normalLatent, numberParam, seeing } from '../parts/bodies.ts';
import { exampleShape } from '../data-shape.ts';
import { decayOf, decayParam, playParams, playerOptimizer } from '../parts/game-params.ts';
import { buildNetwork, type Network } from '../network.ts';
import { gaussianMixture, type Kernel, linear, mmd2, rationalQuadratic, rootOf, rows, unbiasedMmd2 } from '../objectives/mmd.ts';
import { both, choiceOf, fromCode, numberOf, ours } from '../param.ts';
import type { Recipe } from '../recipe.ts';
import { gradientPenalty } from '../regularizers/gradient-penalty.ts';
import { clipWeights } from '../regularizers/weight-clipping.ts';
import type { Scalar, Tensor } from '../tensor.ts';

const code = 'OctoberChang/MMD-GAN at 1c4bb8f, mmd_gan.py and util.py';
/** Of the published kernel, to be multiplied by the kernel scale. */
const sigmas = [1, 2, 4, 8, 16];
const later = 'mbinkowski/MMD-GAN, mnist.sh';
const alphas = [0.2, 0.5, 1, 2, 5];
const bodies = ['encoder', 'decoder', 'generator'];
const rate = {
  presets: both(ours(5e-4, 'minutes on two cores')),
  presetsFor: { pictures: { small: ours(1e-3, 'as our DCGAN: minutes on two cores'), paper: fromCode(5e-5, code) } },
};

/** Moment matching under a kernel that is learnt against the generator. */
export const mmdGan: Recipe = {
  name: 'mmd-gan',
  title: 'MMD-GAN',
  purpose: 'Moment matching (MMD) on features that an encoder learns so as to see the difference best.',
  idea:
    'GMMN compares raw examples by a kernel and needs large batches. Here an encoder is trained to make the kernel’s distance as large as ' +
    'it can, the generator to make it small. Held it must be: by clipped weights, with a decoder that keeps it from throwing ' +
    'information away (2017), or by a penalty on the slope of what the kernel sees (arXiv:1801.01401). With a linear kernel on one ' +
    'number this is WGAN.',
  paper: {
    authors: 'Li, Chang, Cheng, Yang, Póczos',
    title: 'MMD GAN: Towards Deeper Understanding of Moment Matching Network',
    year: 2017,
    arxiv: '1705.08584',
  },
  departures: ['The encoder’s turns of 100 updates, in the first 25 steps and every 500th, are left out.'],
  family: 'moments',
  accepts: ['points', 'pictures'],
  players: ['encoder', 'generator'],
  formulas: [
    {
      player: 'encoder',
      tex: String.raw`-M - \lambda_r R + \tfrac{\rho}{d}\,\mathbb{E}(\lVert x-\mathrm{dec}f(x)\rVert^2+\lVert y-\mathrm{dec}f(y)\rVert^2) + \lambda\,\mathbb{E}(\lVert\nabla w\rVert-1)^2,\quad w=\mathbb{E}_x k(f(\cdot),f(x))-\mathbb{E}_z k(f(\cdot),f(G(z)))`,
    },
    {
      player: 'generator',
      tex: String.raw`M + \lambda_r R,\quad M=\sqrt{\mathrm{MMD}^2_k(f(x),f(G(z)))},\ \text{penalised }M=\mathrm{MMD}^2_k,\ R=-\overline{\max(0,\mathbb{E}f(G(z))-\mathbb{E}f(x))}`,
    },
  ],
  params: [
    latentSizeParam(both(ours(2, 'as many as the data has dimensions')), {
      pictures: { small: ours(32, 'as our DCGAN'), paper: fromCode(100, code) },
    }),
    choiceParam({
      key: 'constraint',
      label: 'Encoder held by',
      help: 'Without a constraint nothing bounds its features: under the linear kernel they grow without end.',
      choices: [
        { value: 'penalty', label: 'Gradient penalty', help: 'Slope 1 for what the kernel sees between real and generated examples.' },
        { value: 'clip', label: 'Weight clipping' },
        { value: 'none', label: 'Nothing' },
      ],
      presets: both(fromCode('clip', code)),
      presetsFor: { pictures: { small: fromCode('penalty', later), paper: fromCode('clip', code) } },
    }),
    numberParam({
      key: 'penaltyWeight',
      label: 'Penalty weight',
      help: 'How much a slope away from 1 costs.',
      min: 0,
      max: 1000,
      presets: { small: ours(1, 'measured: small pictures’ MMD² is below 1'), paper: ours(10, 'as WGAN-GP') },
    }),
    numberParam({
      key: 'rankWeight',
      label: 'Weight of the order',
      help: 'How much the mean features of made examples may not lie above those of real ones; at 0 either way is as good.',
      min: 0,
      max: 1000,
      presets: { small: ours(0, 'small examples need none'), paper: fromCode(16, code) },
    }),
    choiceParam({
      key: 'kernel',
      label: 'Kernel',
      help: 'How two examples’ features are compared.',
      choices: [
        { value: 'gaussian', label: 'Gaussians', help: `Widths ${sigmas.join(', ')}: features far apart are all alike to it.` },
        {
          value: 'rational-quadratic',
          label: 'Rational quadratics',
          help: `Heavy tails, α ${alphas.join(', ')}: a slope is left far away.`,
        },
        { value: 'linear', label: 'Linear', help: 'Sees the means alone; with one feature this is WGAN.' },
      ],
      presets: both(fromCode('gaussian', code)),
      presetsFor: { pictures: { small: fromCode('rational-quadratic', later), paper: fromCode('gaussian', code) } },
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
      help: 'The widths of the Gaussians are multiplied by it; the other kernels are without it.',
      min: 1e-3,
      max: 100,
      scale: 'log',
      presets: { small: ours(0.1, 'measured: at 1 features of points look alike, and modes are lost'), paper: fromCode(1, code) },
      presetsFor: { pictures: both(fromCode(1, code)) },
    }),
    numberParam({
      key: 'rebuild',
      label: 'Weight of the decoder',
      help: 'How much the features must tell of the example; at 0 there is no decoder.',
      min: 0,
      max: 100,
      presets: { small: ours(1, 'small examples'), paper: fromCode(8, code) },
      presetsFor: { pictures: { small: fromCode(0, later), paper: fromCode(8, code) } },
    }),
    featuresParam({
      help: 'Numbers that the encoder gives.',
      presets: both(ours(8, 'more than the data has dimensions')),
      presetsFor: { pictures: { small: fromCode(16, later), paper: fromCode(100, `${code}: as many as latents`) } },
    }),
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
      rates: { encoder: rate, generator: rate },
      optimizer: { presets: { small: ours('adam', 'minutes on two cores'), paper: fromCode('rmsprop', code) } },
      beta1: { presets: both(ours(0.5, 'as our other games')) },
      beta2: {
        presets: both(ours(0.999, 'Adam’s own default, arXiv:1412.6980')),
        presetsFor: { pictures: { small: fromCode(0.9, later), paper: ours(0.999, 'not used by RMSProp; Adam’s own default') } },
      },
      decay: { presets: both(fromCode(0.99, `${code}: PyTorch’s default`)) },
      batch: { presets: both(fromCode(64, code)) },
    }),
    decayParam(both(ours(0, 'how long a run will be is not known here'))),
    ...bodyParams(bodies, { eyes: bodies, architecture: both(fromCode('convolutional', code)) }),
  ],

  build(context) {
    const { tf, params, data, random } = context;
    const latentSize = numberOf(params, 'latentSize');
    const features = numberOf(params, 'features');
    const network = (name: string, input: number[], layers: Parameters<typeof buildNetwork>[0]['layers']) =>
      buildNetwork({ tf, name, random: random.fork(name), input, layers });
    const encoder = network('encoder', exampleShape(data), seeing(context, 'encoder', features));
    const generator = network('generator', [latentSize], making(context, 'generator'));
    const constraint = choiceOf(params, 'constraint', ['penalty', 'clip', 'none']);
    const [clip, rebuild, penaltyWeight] = [numberOf(params, 'clip'), numberOf(params, 'rebuild'), numberOf(params, 'penaltyWeight')];
    const decoder = rebuild > 0 ? network('decoder', [features], making(context, 'decoder')) : null;
    const seers = decoder === null ? [encoder] : [encoder, decoder];
    const batch = numberOf(params, 'batch');
    const kernel = kernelOf(params);
    const rateAt = decayOf(params);
    // Under the penalty MMD² itself, as E f(x) − E f(y) of the witness f whose slope is held; else its root, as the first paper.
    const distance = (real: Tensor, made: Tensor) =>
      constraint === 'penalty' ? unbiasedMmd2(tf, kernel, real, made) : rootOf(tf, mmd2(tf, kernel, real, made));
    /** How far mean features of made examples lie above those of real ones, which neither player is to have. */
    const disorder = (real: Tensor, made: Tensor) => {
      const above = tf.relu(tf.sub(made.mean(0), real.mean(0)));
      return above.mean().mul(numberOf(params, 'rankWeight'));
    };
    const lost = (from: Network, examples: Tensor, seen: Tensor) => tf.square(tf.sub(rows(examples), rows(from.apply(seen)))).mean();

    return {
      networks: [...seers, generator],
      latent: normalLatent(latentSize),
      players: [
        {
          name: 'encoder',
          networks: seers.map(({ name }) => name),
          optimizer: playerOptimizer(params, 'encoder'),
          batch,
          rateAt,
          loss(play) {
            const made = generator.apply(play.latents);
            const [seenReal, seenMade] = [encoder.apply(play.real), encoder.apply(made)];
            const apart = distance(seenReal, seenMade);
            const also: Record<string, Scalar> = {
              mmd: constraint === 'penalty' ? rootOf(tf, apart) : apart,
              'feature-size': tf.abs(seenReal).mean().asScalar(),
            };
            let loss = tf.sub(disorder(seenReal, seenMade), apart);
            if (decoder !== null) {
              const error = tf.add(lost(decoder, play.real, seenReal), lost(decoder, made, seenMade));
              loss = loss.add(tf.mul(error, rebuild));
            }
            if (constraint === 'penalty') {
              const witness = (x: Tensor) => {
                const seen = encoder.apply(x);
                return tf.sub(kernel(tf, seen, seenReal).mean(1), kernel(tf, seen, seenMade).mean(1));
              };
              const { penalty, norm } = gradientPenalty(play, { apply: witness }, made, { sided: 'two' });
              loss = loss.add(penalty.mul(penaltyWeight));
              Object.assign(also, { penalty, slope: norm });
            }
            return { loss: loss.asScalar(), also };
          },
          ...(constraint === 'clip' ? { after: () => clipWeights(tf, encoder, clip) } : {}),
        },
        {
          name: 'generator',
          networks: ['generator'],
          optimizer: playerOptimizer(params, 'generator'),
          batch,
          rateAt,
          loss(play) {
            const [real, made] = [encoder.apply(play.real), encoder.apply(generator.apply(play.latents))];
            return { loss: tf.sub(distance(real, made), disorder(real, made)).asScalar(), also: {} };
          },
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

function kernelOf(params: Params): Kernel {
  const kind = choiceOf(params, 'kernel', ['gaussian', 'rational-quadratic', 'linear']);
  const scale = numberOf(params, 'kernelScale');
  if (kind === 'linear') return linear;
  return kind === 'gaussian' ? gaussianMixture(sigmas.map((sigma) => sigma * scale)) : rationalQuadratic(alphas);
}
