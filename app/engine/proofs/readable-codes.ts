import { freshLatents } from '../examples.ts';
import { atLeast, atMost, openTraining, type Proof, type Training } from '../proof.ts';
import { codeInformation } from '../codes.ts';
import type { Tf } from '../tensor.ts';

const shapes = { name: 'shapes', params: { size: '16', drawing: 'filled', turning: false } };
const categories = 4;

/** The code can be read back; without its reward, it can't. */
export const readableCodes: Proof = {
  name: 'readable-codes',
  about: 'InfoGAN’s bound on mutual information reaches the entropy of the category; at λ = 0 it stays far below.',
  async run({ tf, seed, print }) {
    const steps = 2000;
    for (const lambda of [1, 0]) {
      const training = openTraining(tf, { recipe: 'infogan', dataset: shapes, seed, params: { categories, numbers: 0, lambda }, steps });
      await training.train(steps);
      const bound = await boundOf(tf, training);
      training.dispose();
      const what = `${lambda === 0 ? 'ablation, λ = 0: ' : ''}bound on I(c; G) over H(c) = log ${categories}, shapes 16, ${steps} steps`;
      const share = bound / Math.log(categories);
      print({ recipe: 'infogan', seed, what, ...(lambda === 0 ? atMost(share, 0.6) : atLeast(share, 0.95)) });
    }
  },
};

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
