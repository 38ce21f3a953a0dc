import { StudioError } from '../../../shared/errors.ts';
import type { ParamSpec } from '../../../shared/params.ts';
import { bodyParams, choiceParam, latentSizeParam, seeing } from '../parts/bodies.ts';
import { playerOptimizer, playParams } from '../parts/game-params.ts';
import { latentOf } from '../parts/latent-parts.ts';
import { buildNetwork } from '../network.ts';
import { activation, batchNorm, gatedPixels, maskedConv, mlp } from '../networks/index.ts';
import { nonSaturating } from '../objectives/non-saturating.ts';
import { both, choiceOf, numberOf, ours } from '../param.ts';
import { greySize, pixelNetworkParams } from '../parts/pixel-game.ts';
import { bitsPerValue, drawPixels, type PixelLogits, pixelLikelihood } from '../parts/pixel-sampling.ts';
import type { Recipe } from '../recipe.ts';
import type { Tensor } from '../tensor.ts';

/** A PixelCNN that is told a code of the picture, and an adversary that keeps the codes where the prior is. */
export const pixelGanAutoencoder: Recipe = {
  name: 'pixelgan-autoencoder',
  title: 'PixelGAN auto-encoder',
  purpose: 'A PixelCNN draws the picture from a code; an adversary keeps the codes together distributed as a prior, normal or categorical.',
  idea:
    'The encoder says of a picture what a PixelCNN is then told in every gate, place by place. The PixelCNN knows neighbourhoods by itself, ' +
    'so the code is free for what is global. A discriminator tells codes from draws of a prior, and the encoder deceives it: with a normal prior the ' +
    'code is a place, with a categorical one it is a cluster found without labels.',
  paper: { authors: 'Makhzani, Frey', title: 'PixelGAN Autoencoders', year: 2017, arxiv: '1706.00531' },
  family: 'autoregressive',
  accepts: ['pictures'],
  usualData: { name: 'stroke-digits', params: { size: '16' } },
  recording: { featuresEvery: 0, samplesEvery: 500 },
  players: ['codec', 'discriminator', 'encoder'],
  formulas: [
    { player: 'codec', tex: String.raw`-\,\mathbb{E}_{x,\,z\sim q(z|x)}\sum_i\log p(x_i\mid x_{<i},z)` },
    { player: 'discriminator', tex: String.raw`-\,\mathbb{E}_{z\sim p}\log D(z)-\mathbb{E}_x\log\left(1-D(q(x))\right)` },
    { player: 'encoder', tex: String.raw`-\,\mathbb{E}_x\log D(q(x))` },
  ],
  params: [
    choiceParam({
      key: 'prior',
      label: 'Prior',
      help: 'What the codes of all pictures together shall look like.',
      choices: [
        { value: 'normal', label: 'Normal', help: 'Places in a space: near codes, similar pictures.' },
        { value: 'categorical', label: 'Categorical', help: 'One of so many clusters.' },
      ],
      presets: both(ours('normal', 'the first of the two kinds')),
    }),
    choiceParam({
      key: 'adversary',
      label: 'Adversary',
      help: 'Without it nothing keeps the codes near the prior: shown so that one sees what it is for.',
      choices: [
        { value: 'on', label: 'On' },
        { value: 'off', label: 'Off' },
      ],
      presets: both(ours('on', 'the system itself')),
    }),
    latentSizeParam({ small: ours(2, 'a plane to look at'), paper: ours(8, 'roomier') }),
    ...pixelNetworkParams({
      width: { small: ours(12, 'trains in minutes on two cores'), paper: ours(64, 'roomy') },
      blocks: { small: ours(2, 'a small neighbourhood, so that the code is needed'), paper: ours(7, 'deeper') },
      blocksHelp: 'Pairs of gated layers; few leave more for the code to say.',
    }),
    {
      key: 'maps',
      label: 'Maps of the code',
      group: 'networks',
      help: 'What the PixelCNN is told of the code at each place; the same everywhere, a code could only say what is not about places.',
      type: 'integer',
      min: 1,
      max: 256,
      presets: both(ours(4, 'measured: fewer bits than with the code told alike everywhere')),
    },
    ...bodies(),
    {
      key: 'slowing',
      label: 'Codec slows down over',
      group: 'schedule',
      unit: 'steps',
      help: 'After so many steps the codec’s rate is half, after twice as many a third: so that the adversary can catch up with the codes.',
      type: 'integer',
      min: 1,
      max: 1e7,
      scale: 'log',
      presets: { small: ours(200, 'measured: codes that hold still in a short run'), paper: ours(20_000, 'a long run') },
    },
    {
      key: 'codes',
      label: 'Codes in one update',
      group: 'schedule',
      help: 'Codes that the discriminator, or the encoder against it, sees at once; cheap, for no picture is drawn.',
      type: 'integer',
      min: 1,
      max: 8192,
      scale: 'log',
      presets: both(ours(128, 'enough to see how codes are distributed')),
    },
    ...playParams({
      rates: {
        codec: { presets: both(ours(3e-3, 'fast at first; it slows down')) },
        discriminator: { presets: both(ours(2e-3, 'ahead of the codes that it follows')) },
        encoder: { presets: both(ours(5e-4, 'measured: slow enough for the discriminator to follow')) },
      },
      beta1: { presets: both(ours(0.5, 'usual where there is an adversary')) },
      batch: { presets: both(ours(32, 'minutes on two cores')) },
    }),
  ],

  build(context) {
    const { tf, params, random } = context;
    const size = greySize(context, 'The PixelGAN auto-encoder');
    const [levels, width] = [numberOf(params, 'levels'), numberOf(params, 'width')];
    const prior = choiceOf(params, 'prior', ['normal', 'categorical']);
    const hasAdversary = choiceOf(params, 'adversary', ['on', 'off']) === 'on';
    const codeSize = numberOf(params, 'latentSize');
    if (prior === 'categorical' && codeSize < 2)
      throw new StudioError('invalid', 'A categorical prior needs a latent size of two or more: one number for each category.');
    const maps = numberOf(params, 'maps');
    const hidden = (name: string) => Array.from({ length: numberOf(params, `${name}Depth`) }, () => numberOf(params, `${name}Width`));
    const input = [size, size, 1];
    const encoder = buildNetwork({
      tf,
      name: 'encoder',
      random: random.fork('encoder'),
      input,
      // Mean 0 and spread 1 by itself, as the normal prior has them: the adversary is left with the form.
      layers: [...seeing(context, 'encoder', codeSize, { activation: 'relu' }), batchNorm({ affine: prior === 'categorical' })],
    });
    const reader = buildNetwork({
      tf,
      name: 'reader',
      random: random.fork('reader'),
      input: [codeSize],
      layers: mlp({ hidden: hidden('reader'), output: [size, size, maps] }),
    });
    const decoder = buildNetwork({
      tf,
      name: 'decoder',
      random: random.fork('decoder'),
      input,
      layers: [
        gatedPixels({ width, blocks: numberOf(params, 'blockDepth'), kernel: 5, told: maps }),
        activation('relu'),
        maskedConv({ filters: levels, kernel: 1, sees: 'upto' }),
      ],
    });
    const discriminator = buildNetwork({
      tf,
      name: 'discriminator',
      random: random.fork('discriminator'),
      input: [codeSize],
      layers: mlp({ hidden: hidden('discriminator'), output: [1], activation: 'leaky-relu' }),
    });

    const codeOf = (pictures: Tensor, training = false) => {
      const raw = encoder.apply(pictures, { training });
      return prior === 'categorical' ? tf.softmax(raw) : raw;
    };
    const logits = (code: Tensor): PixelLogits => {
      const told = reader.apply(code);
      return (pictures, { top, left } = { top: 0, left: 0 }) => {
        const [, height, across] = pictures.shape as number[];
        const here = told.slice([0, top, left, 0], [-1, height, across, -1]);
        return decoder.apply(pictures, { condition: here }).reshape([pictures.shape[0]!, height * across, levels]);
      };
    };
    // Of a picture given its own code: smaller than the picture's entropy may be, so never offered as the model's likelihood.
    const likelihood = (pictures: Tensor) => pixelLikelihood(tf, logits(codeOf(pictures, true)), pictures, levels);
    const partsOf = (latents: Tensor) => [latents.slice([0, 0], [-1, codeSize]), latents.slice([0, codeSize], [-1, -1])];
    const judged = (codes: Tensor) => discriminator.apply(codes);
    const optimizer = (player: string) => playerOptimizer(params, player);

    return {
      networks: [encoder, reader, decoder, discriminator],
      latent: latentOf([
        { name: 'code', size: codeSize, kind: prior },
        { name: 'noise', size: size * size, kind: 'noise' },
      ]),
      players: [
        {
          name: 'codec',
          networks: ['encoder', 'reader', 'decoder'],
          optimizer: optimizer('codec'),
          rateAt: (step) => 1 / (1 + step / numberOf(params, 'slowing')),
          batch: numberOf(params, 'batch'),
          loss({ real }) {
            const found = likelihood(real);
            const bits = bitsPerValue(tf, found, size * size).asScalar();
            return { loss: found.mean().neg().asScalar(), also: { 'told-bits-per-value': bits } };
          },
        },
        {
          name: 'discriminator',
          networks: ['discriminator'],
          optimizer: optimizer('discriminator'),
          batch: numberOf(params, 'codes'),
          loss: ({ real, latents }) => ({
            loss: nonSaturating.judge(tf, judged(partsOf(latents)[0]), judged(codeOf(real, true))),
            also: {},
          }),
          isDue: () => hasAdversary,
        },
        {
          name: 'encoder',
          networks: ['encoder'],
          optimizer: optimizer('encoder'),
          batch: numberOf(params, 'codes'),
          loss: ({ real }) => ({ loss: nonSaturating.generator(tf, judged(codeOf(real, true))), also: {} }),
          isDue: () => hasAdversary,
        },
      ],
      schedule: () => [
        { player: 'codec', updates: 1 },
        { player: 'discriminator', updates: 2 },
        { player: 'encoder', updates: 1 },
      ],
      generate(latents) {
        const [code, noise] = partsOf(latents);
        return drawPixels(tf, logits(code), noise, { size, levels, reach: decoder.reach });
      },
      encode: (pictures) => codeOf(pictures),
      columns({ real }, latents) {
        const drawn = drawPixels(tf, logits(codeOf(real)), partsOf(latents)[1], { size, levels, reach: decoder.reach });
        return { input: real, 'drawn from its code': drawn };
      },
    };
  },
};

function bodies(): ParamSpec[] {
  const plain = ours(128, 'measured: as good as wider ones in a short run');
  return bodyParams(['encoder', 'reader', 'discriminator']).map((spec) => {
    if (spec.key === 'readerDepth') return { ...spec, presets: both(ours(1, 'one hidden layer')) };
    if (!spec.key.endsWith('Width')) return spec;
    const paper = spec.key === 'encoderWidth' ? ours(64, 'filters, as DCGAN') : ours(256, 'roomy');
    return { ...spec, presetsFor: { pictures: { small: plain, paper } } };
  });
}
