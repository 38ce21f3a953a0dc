import { readMade } from '../measuring/examples.ts';
import { minimize } from '../measuring/minimize.ts';
import { shapeOf } from '../data-shape.ts';
import type { Draw } from '../dataset.ts';
import { playOf } from '../dealing/deal.ts';
import { atLeast, atMost, openTraining, type Proof, type Training } from '../proof.ts';
import type { Tensor, Tf } from '../tensor.ts';

const [length, deviation] = [1, 0.2];
const data = { name: 'linear-gaussian', params: { length, deviation, angle: 30 } };
const angle = Math.PI / 6;
const [steps, batch, rate] = [3000, 256, 3e-2];
/** Fresh examples, in parts whose scatter says how far the figure may be off. */
const [parts, tested] = [20, 4000];

/** A linear VAE can reach the truth exactly, so its bound must; above it no bound can be. */
export const exactLikelihood: Proof = {
  name: 'exact-likelihood',
  about:
    'On a linear Gaussian the bound of a linear VAE, its rate falling, comes to the exact log-likelihood (probabilistic PCA) and not beyond; without its KL it is none.',
  async run({ tf, seed, print }) {
    const gap = async (beta: number) => {
      const params = { latentSize: 1, encoderDepth: 0, decoderDepth: 0, deviation, beta };
      const training = openTraining(tf, { recipe: 'vae', dataset: data, seed, params });
      const { model, dataset, random } = training;
      const loss = () => model.players[0].loss(playWith(tf, training, dataset.draw(random, batch))).loss;
      await minimize(tf, { variables: model.networks.flatMap(({ variables }) => variables), rate, steps, loss });
      const gaps: number[] = [];
      for (let part = 0; part < parts; part += 1) {
        const draw = dataset.draw(random, tested);
        const [bound] = await readMade(tf, () => boundOf(tf, training, draw, beta));
        gaps.push(meanLogDensity(draw.values) - bound);
      }
      training.dispose();
      const mean = gaps.reduce((sum, value) => sum + value, 0) / parts;
      return { mean, error: Math.sqrt(gaps.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (parts - 1) / parts) };
    };
    const whole = await gap(1);
    const what = `exact log-likelihood less the bound, nats, linear encoder and decoder, ${steps} steps`;
    const rival = { name: 'two independent normals', measured: sharedByAxes() };
    print({ recipe: 'vae', seed, what, ...atMost(whole.mean, 0.02), rival });
    const beyond = `not beyond it by three errors (${whole.error.toPrecision(2)})`;
    print({ recipe: 'vae', seed, what: beyond, ...atLeast(whole.mean, Number((-3 * whole.error).toPrecision(2))) });
    print({ recipe: 'vae', seed, what: `ablation, β = 0: ${what}`, ...atLeast((await gap(0)).mean, 0.5) });
  },
};

function playWith(tf: Tf, { dataset, random }: Training, draw: Draw) {
  const count = draw.values.length / 2;
  const deal = { step: 0, batch: count, draw, latents: new Float32Array(count), noise: random };
  return playOf(deal, { tf, shape: shapeOf(dataset), latentSize: 1 });
}

/** What the axes know of one another, in nats: lost by a normal that takes each alone. */
function sharedByAxes(): number {
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const [x, y] = [(length * cosine) ** 2 + deviation ** 2, (length * sine) ** 2 + deviation ** 2];
  return -0.5 * Math.log(1 - (length ** 2 * cosine * sine) ** 2 / (x * y));
}

/** Mean of E_q log p(x|z) − KL: what the player minimises, with the whole KL whatever its weight was. */
function boundOf(tf: Tf, training: Training, draw: Draw, beta: number): Tensor {
  const { loss, also } = training.model.players[0].loss(playWith(tf, training, draw));
  return tf.neg(tf.add(loss, tf.mul(also.kl, 1 - beta)));
}

/** Mean log N(x; 0, WWᵀ + σ²I): along the line the variance is length² + σ², across it σ². */
function meanLogDensity(values: Float32Array): number {
  const [along, across] = [length ** 2 + deviation ** 2, deviation ** 2];
  let sum = 0;
  for (let at = 0; at < values.length; at += 2) {
    const u = Math.cos(angle) * values[at] + Math.sin(angle) * values[at + 1];
    const v = Math.cos(angle) * values[at + 1] - Math.sin(angle) * values[at];
    sum -= 0.5 * (Math.log(4 * Math.PI ** 2 * along * across) + u ** 2 / along + v ** 2 / across);
  }
  return (2 * sum) / values.length;
}
