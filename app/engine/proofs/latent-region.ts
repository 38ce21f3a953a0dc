import { freshLatents, freshBatch } from '../examples.ts';
import { openOracle } from '../oracle.ts';
import { atLeast, openTraining, type Proof } from '../proof.ts';
import { read, shareSure } from '../proof-measures.ts';

const digits = { name: 'stroke-digits', params: { size: '16' } };

/** Random codes of a VAE decode to digits; those of an auto-encoder lie in its holes. */
export const latentRegion: Proof = {
  name: 'latent-region',
  about:
    'A VAE fills its prior, an auto-encoder leaves holes (an independent classifier is sure of what is drawn); VAE/GAN keeps features that pixels lose.',
  async run({ tf, seed, print }) {
    const steps = 3000;
    const vae = openTraining(tf, { recipe: 'vae', dataset: digits, seed, steps });
    const oracle = await openOracle(tf, vae.dataset, { seed });
    const sureOf = async (training: typeof vae) => {
      const latents = freshLatents(tf, training.model, training.random, 500);
      const made = await read(tf, () => training.model.generate!(latents));
      latents.dispose();
      return shareSure(await oracle.judge(made));
    };
    await vae.train(steps);
    const sure = await sureOf(vae);
    const plain = openTraining(tf, { recipe: 'auto-encoder', dataset: digits, seed, steps });
    await plain.train(steps);
    const holes = await sureOf(plain);
    plain.dispose();
    const what = `prior samples of which the oracle is sure (> .9), digits 16, two latents, ${steps} steps (real ${(await realSure()).toFixed(3)})`;
    print({ recipe: 'vae', seed, what, ...atLeast(sure, 0.8) });
    print({
      recipe: 'auto-encoder',
      seed,
      what: `ablation: VAE’s share less the auto-encoder’s (${holes.toFixed(3)})`,
      ...atLeast(sure - holes, 0.2),
    });
    vae.dispose();
    oracle.dispose();

    async function realSure(): Promise<number> {
      const batch = freshBatch(tf, vae.dataset, vae.random, 500);
      const values = (await batch.real.data()) as Float32Array;
      tf.dispose([batch.real, batch.condition!]);
      return shareSure(await oracle.judge(Float32Array.from(values)));
    }
  },
};
