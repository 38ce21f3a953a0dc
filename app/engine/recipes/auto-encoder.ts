import { bodyParams, latentSizeParam, making, normalLatent, seeing } from '../parts/bodies.ts';
import { playParams, playerOptimizer } from '../parts/game-params.ts';
import { exampleShape } from '../data-shape.ts';
import { buildNetwork } from '../network.ts';
import { both, numberOf, ours } from '../param.ts';
import type { Recipe } from '../recipe.ts';

/** Squeezes and restores; what its latents mean where no example fell, nobody asked. */
export const autoEncoder: Recipe = {
  name: 'auto-encoder',
  title: 'Auto-encoder',
  purpose: 'Learns a short code for each example and how to restore it. Random codes give nonsense: compare with the VAE.',
  idea:
    'An encoder squeezes an example into a few numbers, a decoder restores it, and both are trained on the difference. Nothing asks the ' +
    'codes to fill a known region, so a code drawn at random often lies where no example does, and decodes to something that never was.',
  paper: { authors: 'Hinton, Salakhutdinov', title: 'Reducing the Dimensionality of Data with Neural Networks', year: 2006, arxiv: null },
  family: 'autoencoder',
  accepts: ['points', 'pictures'],
  players: ['codec'],
  formulas: [{ player: 'codec', tex: String.raw`\mathbb{E}_x\,\tfrac{1}{d}\left\lVert x - G(E(x))\right\rVert_2^2` }],
  params: [
    latentSizeParam(both(ours(1, 'fewer than the data has')), { pictures: both(ours(2, 'two can be looked at as a map')) }),
    ...playParams({ rates: { codec: { presets: both(ours(1e-3, 'Adam’s own default, arXiv:1412.6980')) } } }),
    ...bodyParams(['encoder', 'decoder'], { shallowest: 0 }),
  ],

  build(context) {
    const { tf, params, data, random } = context;
    const latentSize = numberOf(params, 'latentSize');
    const encoder = buildNetwork({
      tf,
      name: 'encoder',
      random: random.fork('encoder'),
      input: exampleShape(data),
      layers: seeing(context, 'encoder', latentSize),
    });
    const decoder = buildNetwork({
      tf,
      name: 'decoder',
      random: random.fork('decoder'),
      input: [latentSize],
      layers: making(context, 'decoder'),
    });

    return {
      networks: [encoder, decoder],
      latent: normalLatent(latentSize),
      players: [
        {
          name: 'codec',
          networks: ['encoder', 'decoder'],
          optimizer: playerOptimizer(params, 'codec'),
          batch: numberOf(params, 'batch'),
          loss({ real }) {
            const restored = decoder.apply(encoder.apply(real));
            return { loss: tf.sub(real, restored).square().mean().asScalar(), also: {} };
          },
        },
      ],
      schedule: () => [{ player: 'codec', updates: 1 }],
      generate: (latents) => decoder.apply(latents, { training: false }),
      encode: (examples) => encoder.apply(examples, { training: false }),
      encodesLatents: true,
      columns: ({ real }) => ({
        input: real,
        reconstruction: decoder.apply(encoder.apply(real, { training: false }), { training: false }),
      }),
    };
  },
};
