import { generates, take, toPixels } from '../measuring/examples.ts';
import type { Probe } from '../probe.ts';

const side = 12;

/** The whole plane of a two-dimensional latent, evenly in probability: the picture of the VAE paper (arXiv:1312.6114, figure 4). */
export const latentMap: Probe = {
  name: 'latent-map',
  title: 'Map of the latent plane',
  accepts: ['pictures'],
  help: `What the generator makes over the plane of its two latents, at the ${side} × ${side} quantiles of a standard normal. Neighbours should be alike, and no place empty.`,
  follows: 'samplesEvery',
  appliesTo: (model) => generates(model) && model.latent.size === 2 && model.conditionedOn === undefined,
  async look({ tf, model, step }) {
    if (!generates(model)) return [];
    const places = Array.from({ length: side }, (_, at) => normalQuantile((at + 0.5) / side));
    // The first row is the top: the second latent falls from row to row.
    const latents = Float32Array.from({ length: side * side * 2 }, (_, at) => {
      const cell = Math.floor(at / 2);
      return at % 2 === 0 ? places[cell % side] : places[side - 1 - Math.floor(cell / side)];
    });
    const made = tf.tidy(() => {
      const pictures = model.generate(tf.tensor2d(latents, [side * side, 2]));
      return pictures.reshape([side, side, ...pictures.shape.slice(1)]);
    });
    const tensors = { pixels: toPixels(await take(made)), latents: { shape: [side, side, 2], data: latents } };
    const names = places.map((place) => place.toFixed(2));
    return [{ type: 'sample', step, probe: 'latent-map', kind: 'grid', tensors, meta: { columns: names, rows: names.toReversed() } }];
  },
};

/** Φ⁻¹ by bisection: exact to a double, and nobody waits for it. */
export function normalQuantile(share: number): number {
  let [low, high] = [-9, 9];
  for (let round = 0; round < 80; round += 1) {
    const middle = (low + high) / 2;
    if (normalShare(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Φ by its series around 0, which converges for all that is asked here. */
function normalShare(x: number): number {
  let [term, sum] = [x, x];
  for (let n = 1; n < 200; n += 1) {
    term *= (x * x) / (2 * n + 1);
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}
