import { bodyParams, choiceParam, latentSizeParam, making, normalLatent, numberParam, seeing } from '../parts/bodies.ts';
import { playParams, playerOptimizer } from '../parts/game-params.ts';
import { exampleShape } from '../data-shape.ts';
import { featureDistance, featuresOf } from '../parts/features.ts';
import { buildMemory } from '../parts/memory.ts';
import { buildNetwork } from '../network.ts';
import { both, choiceOf, fromCode, numberOf, ours } from '../param.ts';
import { klToNormal, posteriorOf, reparameterised } from '../parts/posterior.ts';
import type { Recipe } from '../recipe.ts';
import type { Tensor } from '../tensor.ts';
import { softplus } from '../twice-differentiable.ts';

const code = 'andersbll/autoencoding_beyond_pixels';
/** Costs are held around this by the balance rule. */
const equilibrium = 0.68;

/** A VAE that compares by what a discriminator notices instead of pixel by pixel. */
export const vaeGan: Recipe = {
  name: 'vae-gan',
  title: 'VAE/GAN',
  purpose: 'A VAE whose reconstructions are compared by a discriminator’s features, so that they come out sharp.',
  idea:
    'Pixels compare badly: a shape moved by one pixel counts as wrong as noise. Here the discriminator of a GAN, in training, supplies ' +
    'features, and the decoder is both the VAE’s decoder and the GAN’s generator. Each of the three learns from its own share of the costs.',
  paper: {
    authors: 'Larsen, Sønderby, Larochelle, Winther',
    title: 'Autoencoding beyond pixels using a learned similarity metric',
    year: 2015,
    arxiv: '1512.09300',
  },
  family: 'autoencoder',
  accepts: ['points', 'pictures'],
  players: ['encoder', 'decoder', 'discriminator'],
  formulas: [
    {
      player: 'encoder',
      tex: String.raw`\mathrm{KL}\left(q(z\mid x)\,\Vert\,\mathcal{N}(0,1)\right) + \tfrac12\lVert f(x)-f(\tilde x)\rVert^2,\quad f\text{ the features of }D`,
    },
    {
      player: 'decoder',
      tex: String.raw`\gamma\cdot\tfrac12\lVert f(x)-f(\tilde x)\rVert^2 - \mathbb{E}\log D(\tilde x) - \mathbb{E}\log D(G(z))`,
    },
    { player: 'discriminator', tex: String.raw`-\,\mathbb{E}\log D(x) - \mathbb{E}\log(1-D(\tilde x)) - \mathbb{E}\log(1-D(G(z)))` },
  ],
  params: [
    latentSizeParam(both(ours(2, 'as many as the data has dimensions')), {
      pictures: { small: ours(8, 'enough for small pictures'), paper: ours(128, 'roomy enough for faces') },
    }),
    choiceParam({
      key: 'likeness',
      label: 'Likeness of',
      help: 'What of an example and its reconstruction is compared.',
      choices: [
        { value: 'features', label: 'Features', help: 'Of the discriminator’s last hidden layer, as published.' },
        { value: 'pixels', label: 'Values', help: 'The examples themselves, as a VAE does: shows what the features are for.' },
      ],
      presets: both(fromCode('features', code)),
    }),
    numberParam({
      key: 'gamma',
      label: 'γ, weight of the reconstruction',
      help: 'How much the decoder cares for likeness beside looking real.',
      min: 0,
      max: 100,
      presets: { small: ours(1, 'few features on small networks'), paper: fromCode(1e-6, `${code}, CelebA`) },
    }),
    numberParam({
      key: 'margin',
      label: 'Margin of the balance rule',
      help: 'The discriminator waits while one of its two costs is this far below .68, the decoder while one is this far above; where both would, neither does.',
      min: 0,
      max: 1,
      presets: both(fromCode(0.35, code)),
    }),
    ...playParams({
      rates: Object.fromEntries(
        Object.entries({ encoder: 1e-3, decoder: 1e-3, discriminator: 5e-4 }).map(([player, rate]) => [
          player,
          { presets: both(ours(rate, 'measured: what is judged must keep up with the judge')) },
        ]),
      ),
      beta1: { presets: both(ours(0.5, 'as our other games')) },
      batch: { presets: both(fromCode(64, code)) },
    }),
    ...bodyParams(['encoder', 'decoder', 'discriminator'], { eyes: ['encoder', 'discriminator'] }),
  ],

  build(context) {
    const { tf, params, data, random } = context;
    const latentSize = numberOf(params, 'latentSize');
    const gamma = numberOf(params, 'gamma');
    const margin = numberOf(params, 'margin');
    const seesFeatures = choiceOf(params, 'likeness', ['features', 'pixels']) === 'features';
    const network = (name: string, input: number[], layers: Parameters<typeof buildNetwork>[0]['layers']) =>
      buildNetwork({ tf, name, random: random.fork(name), input, layers });
    const encoder = network('encoder', exampleShape(data), seeing(context, 'encoder', 2 * latentSize));
    const decoder = network('decoder', [latentSize], making(context, 'decoder'));
    const discriminator = network('discriminator', exampleShape(data), seeing(context, 'discriminator', 1));
    const balance = buildMemory(tf, 'balance', { real: [], made: [] });
    const judge = (examples: Tensor) => discriminator.apply(examples).flatten();
    const encoded = (examples: Tensor) => posteriorOf(tf, encoder.apply(examples));
    const batch = numberOf(params, 'batch');
    const compared = (examples: Tensor) => (seesFeatures ? featuresOf(discriminator, examples) : examples.reshape([batch, -1]));
    const unlike = (real: Tensor, restored: Tensor) => featureDistance(tf, compared(real), compared(restored));

    /** Both costs of the discriminator as they stood when the encoder last moved. */
    async function costs(): Promise<number[]> {
      const read = await Promise.all([balance.slots.real.data(), balance.slots.made.data()]);
      return read.map(([cost]) => cost);
    }
    const isTooGood = (found: number[]) => found.some((cost) => cost < equilibrium - margin);
    const isTooBad = (found: number[]) => found.some((cost) => cost > equilibrium + margin);

    return {
      networks: [encoder, decoder, discriminator, balance.network],
      latent: normalLatent(latentSize),
      players: [
        {
          name: 'encoder',
          networks: ['encoder'],
          optimizer: playerOptimizer(params, 'encoder'),
          batch,
          loss({ real, normal }) {
            const posterior = encoded(real);
            const restored = decoder.apply(reparameterised(tf, posterior, normal([batch, latentSize])));
            balance.slots.real.assign(softplus(tf, tf.neg(judge(real))).mean());
            balance.slots.made.assign(softplus(tf, judge(restored)).mean());
            const kl = klToNormal(tf, posterior).mean().asScalar();
            const likeness = unlike(real, restored).asScalar();
            return { loss: tf.add(kl, likeness).asScalar(), also: { kl, likeness } };
          },
        },
        {
          name: 'decoder',
          networks: ['decoder'],
          optimizer: playerOptimizer(params, 'decoder'),
          batch,
          isDue: async () => {
            const found = await costs();
            return !isTooBad(found) || isTooGood(found);
          },
          loss({ real, latents, normal }) {
            const restored = decoder.apply(reparameterised(tf, encoded(real), normal([batch, latentSize])));
            const likeness = unlike(real, restored);
            const fooling = tf.add(
              softplus(tf, tf.neg(judge(restored))).mean(),
              softplus(tf, tf.neg(judge(decoder.apply(latents)))).mean(),
            );
            return { loss: tf.add(tf.mul(likeness, gamma), fooling).asScalar(), also: { fooling: fooling.asScalar() } };
          },
        },
        {
          name: 'discriminator',
          networks: ['discriminator'],
          optimizer: playerOptimizer(params, 'discriminator'),
          batch,
          isDue: async () => {
            const found = await costs();
            return !isTooGood(found) || isTooBad(found);
          },
          loss({ real, latents, normal }) {
            const restored = decoder.apply(reparameterised(tf, encoded(real), normal([batch, latentSize])));
            const taken = softplus(tf, tf.neg(judge(real))).mean();
            const seen = tf.add(softplus(tf, judge(restored)).mean(), softplus(tf, judge(decoder.apply(latents))).mean());
            return { loss: tf.add(taken, seen).asScalar(), also: {} };
          },
        },
      ],
      schedule: () => ['encoder', 'decoder', 'discriminator'].map((player) => ({ player, updates: 1 })),
      generate: (latents) => decoder.apply(latents, { training: false }),
      encode: (examples) => posteriorOf(tf, encoder.apply(examples, { training: false })).mean,
      encodesLatents: true,
      score: (examples) => discriminator.apply(examples, { training: false }).flatten(),
      scores: 'discriminator',
      columns: ({ real }) => ({
        input: real,
        reconstruction: decoder.apply(posteriorOf(tf, encoder.apply(real, { training: false })).mean, { training: false }),
      }),
    };
  },
};
