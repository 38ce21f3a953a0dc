import { StudioError } from '../../../shared/errors.ts';
import { choiceParam, numberParam } from '../parts/bodies.ts';
import { playParams, playerOptimizer } from '../parts/game-params.ts';
import { buildNetwork } from '../network.ts';
import { patchCritic } from '../networks/index.ts';
import { both, choiceOf, fromCode, numberOf, ours } from '../param.ts';
import type { Recipe } from '../recipe.ts';
import type { Tensor } from '../tensor.ts';
import { enlarged, l1, meanPatch, patchGame, translatorLayers, translatorParams, translationDepartures } from '../parts/translation.ts';

const code = 'junyanz/pytorch-CycleGAN-and-pix2pix';

/** One picture from another, where pairs are known. */
export const pix2pix: Recipe = {
  name: 'pix2pix',
  title: 'pix2pix',
  purpose: 'Turns one picture into another from known pairs: near to the truth (L1), and decided where the truth leaves a choice (GAN).',
  idea:
    'Where several answers are right, the nearest to all of them is their blurred mean. A discriminator that sees the pair, patch by patch, ' +
    'rejects the mean and makes the generator choose. L1 keeps it close. Leave either out and see what is missing.',
  paper: {
    authors: 'Isola, Zhu, Zhou, Efros',
    title: 'Image-to-Image Translation with Conditional Adversarial Networks',
    year: 2016,
    arxiv: '1611.07004',
  },
  departures: translationDepartures,
  family: 'translation',
  accepts: ['pairs'],
  players: ['discriminator', 'generator'],
  formulas: [
    { player: 'discriminator', tex: String.raw`-\tfrac12\,\mathbb{E}\log D(a,b) - \tfrac12\,\mathbb{E}\log\left(1-D(a,G(a,z))\right)` },
    { player: 'generator', tex: String.raw`-\,\mathbb{E}\log D(a,G(a,z)) + \lambda\,\mathbb{E}\lVert b-G(a,z)\rVert_1` },
  ],
  params: [
    choiceParam({
      key: 'losses',
      label: 'Losses',
      help: 'What the generator is asked for: the rows of the paper’s comparison.',
      choices: [
        { value: 'cgan-l1', label: 'Conditional GAN and L1', help: 'The whole.' },
        { value: 'l1', label: 'L1 only', help: 'Blurs where there is a choice.' },
        { value: 'cgan', label: 'Conditional GAN only' },
        { value: 'gan-l1', label: 'GAN and L1', help: 'The discriminator doesn’t see what was given.' },
      ],
      presets: both(ours('cgan-l1', 'the system of the paper')),
    }),
    numberParam({
      key: 'lambda',
      label: 'λ, weight of L1',
      help: 'How much nearness counts beside looking real.',
      min: 0,
      max: 1e4,
      scale: 'log',
      presets: { small: ours(10, 'small discriminators speak softly'), paper: fromCode(100, code) },
    }),
    {
      key: 'noise',
      label: 'Noise channels',
      group: 'networks',
      help: 'Channels of the same random number all over, beside what is given: what lets it choose. The paper used dropout for it.',
      type: 'integer',
      min: 0,
      max: 16,
      presets: both(ours(1, 'one number to choose by')),
    },
    ...translatorParams('unet', 'the network of the paper', fromCode('unet', code)),
    ...playParams({
      rates: {
        discriminator: { presets: { small: ours(1e-3, 'minutes on two cores'), paper: fromCode(2e-4, code) } },
        generator: { presets: { small: ours(1e-3, 'minutes on two cores'), paper: fromCode(2e-4, code) } },
      },
      beta1: { presets: both(fromCode(0.5, code)) },
      batch: { presets: { small: ours(16, 'steadier than one at a time'), paper: fromCode(1, code) } },
    }),
  ],

  build(context) {
    const { tf, params, data, random } = context;
    if (data.kind !== 'pairs') throw new StudioError('invalid', 'pix2pix needs pairs of pictures; choose another dataset.');
    const { size, channels, given } = data;
    const noise = numberOf(params, 'noise');
    const losses = choiceOf(params, 'losses', ['cgan-l1', 'l1', 'cgan', 'gan-l1']);
    const lambda = losses === 'cgan' ? 0 : numberOf(params, 'lambda');
    const seesGiven = losses !== 'gan-l1';
    const generator = buildNetwork({
      tf,
      name: 'generator',
      random: random.fork('generator'),
      input: [size, size, given.channels + noise],
      layers: translatorLayers(context, { size, channels }),
    });
    const discriminator = buildNetwork({
      tf,
      name: 'discriminator',
      random: random.fork('discriminator'),
      input: [size, size, channels + (seesGiven ? given.channels : 0)],
      layers: patchCritic({ width: numberOf(params, 'discriminatorWidth') }),
    });
    const made = (from: Tensor, latents: Tensor, training = true) => {
      const maps = tf.mul(latents.reshape([-1, 1, 1, noise]), tf.ones([1, size, size, 1]));
      const shown = enlarged(tf, from, size);
      return generator.apply(noise === 0 ? shown : tf.concat([shown, maps], 3), { training });
    };
    const judge = (from: Tensor, pictures: Tensor) =>
      discriminator.apply(seesGiven ? tf.concat([enlarged(tf, from, size), pictures], 3) : pictures);
    const batch = numberOf(params, 'batch');

    return {
      networks: [discriminator, generator],
      latent: { size: noise, draw: (stream, count) => Float32Array.from({ length: count * noise }, stream.normal) },
      players: [
        {
          name: 'discriminator',
          networks: ['discriminator'],
          optimizer: playerOptimizer(params, 'discriminator'),
          batch,
          loss({ real, given: from, latents }) {
            return { loss: patchGame.bce.judge(tf, judge(from!, real), judge(from!, made(from!, latents))), also: {} };
          },
        },
        {
          name: 'generator',
          networks: ['generator'],
          optimizer: playerOptimizer(params, 'generator'),
          batch,
          loss({ real, given: from, latents }) {
            const pictures = made(from!, latents);
            const distance = l1(tf, real, pictures);
            const fooling = patchGame.bce.generator(tf, judge(from!, pictures));
            const loss = losses === 'l1' ? distance : tf.add(fooling, tf.mul(distance, lambda)).asScalar();
            return { loss, also: { l1: distance, fooling } };
          },
        },
      ],
      schedule: () => [
        { player: 'discriminator', updates: 1 },
        { player: 'generator', updates: 1 },
      ],
      conditionedOn: 'picture',
      generate: (latents, from) => made(from!, latents, false),
      score: (pictures, from) => meanPatch(judge(from!, pictures)),
      scores: 'discriminator',
      columns: ({ real, given: from }, latents) => ({
        given: from!,
        made: made(from!, latents.slice([0, 0], [real.shape[0]!, -1]), false),
        truth: real,
      }),
    };
  },
};
