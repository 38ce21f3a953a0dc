import { bodyParams, choiceParam, latentSizeParam, making, normalLatent, seeing } from '../parts/bodies.ts';
import { playParams, playerOptimizer } from '../parts/game-params.ts';
import { exampleShape } from '../data-shape.ts';
import { buildNetwork } from '../network.ts';
import { mlp } from '../networks/index.ts';
import { both, choiceOf, fromCode, numberOf, ours } from '../param.ts';
import { posteriorOf, reparameterised, rows, widthOf } from '../parts/posterior.ts';
import type { Play, Recipe } from '../recipe.ts';
import type { Tensor } from '../tensor.ts';
import { softplus } from '../twice-differentiable.ts';

const code = 'IshmaelBelghazi/ALI, experiments/ali_mixture.py';

/** Encoder and generator, taught by one discriminator of pairs. */
export const ali: Recipe = {
  name: 'ali',
  title: 'ALI',
  purpose: 'A GAN that learns to infer: the discriminator must tell (example, inferred latent) from (generated example, latent).',
  idea:
    'One network makes examples from latents, another infers latents from examples. A discriminator sees pairs and must say which way a ' +
    'pair came about; when it can’t, both joint distributions agree, so the encoder inverts the generator. No reconstruction is ever ' +
    'asked for, so an under-trained one may jump to another mode.',
  paper: {
    authors: 'Dumoulin, Belghazi, Poole, Mastropietro, Lamb, Arjovsky, Courville',
    title: 'Adversarially Learned Inference',
    year: 2016,
    arxiv: '1606.00704',
  },
  family: 'latent-structure',
  accepts: ['points', 'pictures'],
  players: ['discriminator', 'coders'],
  formulas: [
    { player: 'discriminator', tex: String.raw`-\,\mathbb{E}\log D(x,E(x)) - \mathbb{E}\log(1-D(G(z),z))` },
    { player: 'coders', tex: String.raw`-\,\mathbb{E}\log(1-D(x,E(x))) - \mathbb{E}\log D(G(z),z)` },
  ],
  params: [
    latentSizeParam(both(ours(2, 'as many as the data has dimensions')), { pictures: both(ours(8, 'enough for small pictures')) }),
    ...playParams({
      rates: {
        discriminator: {
          presets: { small: ours(1e-3, 'measured: ahead of the coders, else both run in circles'), paper: fromCode(1e-4, code) },
        },
        coders: { presets: { small: ours(2e-4, 'measured: slower than the discriminator'), paper: fromCode(1e-4, code) } },
      },
      beta1: { presets: { small: ours(0.5, 'as our other games'), paper: fromCode(0.8, code) } },
      batch: { presets: both(fromCode(100, code)) },
    }),
    {
      key: 'discriminatorSteps',
      label: 'Discriminator steps',
      group: 'schedule',
      help: 'Updates of the discriminator for each of the coders. It has two joint distributions to tell apart; where it lags, nobody tells the coders what does not fit.',
      type: 'integer',
      min: 1,
      max: 100,
      presets: { small: ours(3, 'measured: on the grid one leaves half of the modes'), paper: fromCode(1, code) },
    },
    choiceParam({
      key: 'norm',
      label: 'Norm of the coders',
      group: 'networks',
      help: 'What keeps the sizes of hidden values even in encoder and generator.',
      choices: [
        { value: 'batch', label: 'Batch norm' },
        { value: 'none', label: 'None' },
      ],
      presets: both(fromCode('batch', code)),
    }),
    ...bodyParams(['encoder', 'generator', 'discriminator'], { depth: 3 }),
  ],

  build(context) {
    const { tf, params, data, random } = context;
    const latentSize = numberOf(params, 'latentSize');
    const network = (name: string, input: number[], layers: Parameters<typeof buildNetwork>[0]['layers']) =>
      buildNetwork({ tf, name, random: random.fork(name), input, layers });
    const norm = choiceOf(params, 'norm', ['batch', 'none']);
    const encoder = network('encoder', exampleShape(data), seeing(context, 'encoder', 2 * latentSize, { norm }));
    const generator = network('generator', [latentSize], making(context, 'generator', { norm }));
    const width = numberOf(params, 'discriminatorWidth');
    const hidden = Array.from({ length: numberOf(params, 'discriminatorDepth') }, () => width);
    const discriminator = network('discriminator', [widthOf(data) + latentSize], mlp({ hidden, output: [1], activation: 'leaky-relu' }));
    const inferred = (examples: Tensor, noise: Tensor) => reparameterised(tf, posteriorOf(tf, encoder.apply(examples)), noise);
    const meanOf = (examples: Tensor) => posteriorOf(tf, encoder.apply(examples, { training: false })).mean;
    const batch = numberOf(params, 'batch');
    /** Logits of (x, E(x)) and of (G(z), z). */
    const judged = ({ real, latents, normal }: Play) => {
      const examples = tf.concat([rows(real), rows(generator.apply(latents))], 0);
      const codes = tf.concat([inferred(real, normal([batch, latentSize])), latents], 0);
      return tf.split(discriminator.apply(tf.concat([examples, codes], 1)).flatten(), 2);
    };

    return {
      networks: [discriminator, encoder, generator],
      latent: normalLatent(latentSize),
      players: [
        {
          name: 'discriminator',
          networks: ['discriminator'],
          optimizer: playerOptimizer(params, 'discriminator'),
          batch,
          loss(play) {
            const [here, there] = judged(play);
            return { loss: tf.add(softplus(tf, tf.neg(here)).mean(), softplus(tf, there).mean()).asScalar(), also: {} };
          },
        },
        {
          name: 'coders',
          networks: ['encoder', 'generator'],
          optimizer: playerOptimizer(params, 'coders'),
          batch,
          loss(play) {
            const [here, there] = judged(play);
            return { loss: tf.add(softplus(tf, here).mean(), softplus(tf, tf.neg(there)).mean()).asScalar(), also: {} };
          },
        },
      ],
      schedule: () => [
        { player: 'discriminator', updates: numberOf(params, 'discriminatorSteps') },
        { player: 'coders', updates: 1 },
      ],
      generate: (latents) => generator.apply(latents, { training: false }),
      encode: meanOf,
      encodesLatents: true,
      columns: ({ real }) => ({ input: real, reconstruction: generator.apply(meanOf(real), { training: false }) }),
    };
  },
};
