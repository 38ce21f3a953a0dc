import type { Dataset } from '../dataset.ts';
import { freshLatents } from '../examples.ts';
import { openOracle } from '../oracle.ts';
import { atLeast, atMost, openTraining, type Proof, type Training } from '../proof.ts';
import { codeInformation } from '../codes.ts';
import type { Tf } from '../tensor.ts';

const shapes = { name: 'shapes', params: { size: '16', drawing: 'filled', turning: false } };
const categories = 4;

/** The code can be read back; without its reward, it can't. */
export const readableCodes: Proof = {
  name: 'readable-codes',
  about:
    'InfoGAN’s bound on mutual information reaches the entropy of the category, and a fresh classifier reads it; at λ = 0 it stays far below.',
  async run({ tf, seed, print }) {
    const steps = 2000;
    for (const lambda of [1, 0]) {
      const training = openTraining(tf, { recipe: 'infogan', dataset: shapes, seed, params: { categories, numbers: 0, lambda }, steps });
      await training.train(steps);
      const bound = await boundOf(tf, training);
      const read = await freshReader(tf, training, seed);
      training.dispose();
      const what = `${lambda === 0 ? 'ablation, λ = 0: ' : ''}bound on I(c; G) over H(c) = log ${categories}, shapes 16, ${steps} steps`;
      const share = bound / Math.log(categories);
      print({ recipe: 'infogan', seed, what, ...(lambda === 0 ? atMost(share, 0.6) : atLeast(share, 0.95)) });
      const again = `${lambda === 0 ? 'ablation, λ = 0: ' : ''}category read by a fresh classifier from made pictures (chance ${1 / categories})`;
      print({ recipe: 'infogan', seed, what: again, ...(lambda === 0 ? atMost(read, 1 / categories + 0.1) : atLeast(read, 0.95)) });
    }
  },
};

/** Accuracy of a classifier that never met the system, trained on what it makes and the category it was asked for. */
async function freshReader(tf: Tf, { model, config }: Training, seed: number): Promise<number> {
  const noise = Number(config.params.noiseSize);
  const made: Dataset = {
    kind: 'pictures',
    size: 16,
    channels: 1,
    examples: null,
    classes: Array.from({ length: categories }, (_, category) => `${category}`),
    notes: [],
    draw(random, count) {
      const latents = model.latent.draw(random, count);
      const values = tf.tidy(() => Float32Array.from(model.generate!(tf.tensor2d(latents, [count, model.latent.size])).dataSync()));
      const labels = Int32Array.from({ length: count }, (_, at) => {
        const from = at * model.latent.size + noise;
        return latents.subarray(from, from + categories).indexOf(1);
      });
      return { values, labels };
    },
  };
  const oracle = await openOracle(tf, made, { seed, steps: 600 });
  const { accuracy } = oracle;
  oracle.dispose();
  return accuracy!;
}

/** On fresh latents, with the reader as it was trained. */
async function boundOf(tf: Tf, { model, random, config }: Training): Promise<number> {
  const found = tf.tidy(() => {
    const latents = freshLatents(tf, model, random, 1000);
    const read = model.encode!(model.generate!(latents));
    const noise = Number(config.params.noiseSize);
    return codeInformation(tf, { noise, categories, continuous: 0 }, latents, read).category;
  });
  const [bound] = await found.data();
  found.dispose();
  return bound;
}
