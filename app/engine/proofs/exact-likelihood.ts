import { readMade } from '../measuring/examples.ts';
import { shapeOf } from '../data-shape.ts';
import type { Draw } from '../dataset.ts';
import { playOf } from '../dealing/deal.ts';
import { atLeast, atMost, openTraining, type Proof, type Training } from '../proof.ts';
import type { Tensor, Tf } from '../tensor.ts';

const [length, deviation] = [1, 0.2];
const data = { name: 'linear-gaussian', params: { length, deviation, angle: 30 } };
const [steps, tested] = [2500, 4000];

/** A linear VAE can reach the truth exactly, so its bound must. */
export const exactLikelihood: Proof = {
  name: 'exact-likelihood',
  about:
    'On a linear Gaussian the bound of a linear VAE comes to the exact log-likelihood (probabilistic PCA) and not beyond; without its KL it is none.',
  async run({ tf, seed, print }) {
    const gap = async (beta: number) => {
      const params = { latentSize: 1, encoderDepth: 0, decoderDepth: 0, deviation, beta, codecRate: 5e-3 };
      const training = openTraining(tf, { recipe: 'vae', dataset: data, seed, params, steps });
      await training.train(steps);
      const draw = training.dataset.draw(training.random, tested);
      const [bound] = await readMade(tf, () => boundOf(tf, training, draw, beta));
      training.dispose();
      return meanLogDensity(draw.values) - bound;
    };
    const whole = await gap(1);
    const what = `exact log-likelihood less the bound, nats, linear encoder and decoder, ${steps} steps`;
    print({ recipe: 'vae', seed, what, ...atMost(Math.abs(whole), 0.15) });
    print({ recipe: 'vae', seed, what: `ablation, β = 0: ${what}`, ...atLeast(await gap(0), 0.5) });
  },
};

/** Mean of E_q log p(x|z) − KL: what the player minimises, with the whole KL whatever its weight was. */
function boundOf(tf: Tf, { model, dataset, random }: Training, draw: Draw, beta: number): Tensor {
  const deal = { step: 0, batch: tested, draw, latents: new Float32Array(tested), noise: random };
  const play = playOf(deal, { tf, shape: shapeOf(dataset), latentSize: 1 });
  const { loss, also } = model.players[0].loss(play);
  return tf.neg(tf.add(loss, tf.mul(also.kl, 1 - beta)));
}

/** Mean log N(x; 0, WWᵀ + σ²I): along the line the variance is length² + σ², across it σ². */
function meanLogDensity(values: Float32Array): number {
  const angle = Math.PI / 6;
  const [along, across] = [length ** 2 + deviation ** 2, deviation ** 2];
  let sum = 0;
  for (let at = 0; at < values.length; at += 2) {
    const u = Math.cos(angle) * values[at] + Math.sin(angle) * values[at + 1];
    const v = Math.cos(angle) * values[at + 1] - Math.sin(angle) * values[at];
    sum -= 0.5 * (Math.log(4 * Math.PI ** 2 * along * across) + u ** 2 / along + v ** 2 / across);
  }
  return (2 * sum) / values.length;
}
