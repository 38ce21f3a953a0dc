import { freshLatents, readMade } from '../measuring/examples.ts';
import { frechetDistance } from '../metrics/fid.ts';
import { openOracle } from '../measuring/oracle.ts';
import { atLeast, openTraining, type Proof, type Training } from '../proof.ts';
import { shareSure } from '../measuring/comparisons.ts';

const digits = { name: 'stroke-digits', params: { size: '16' } };
const [count, steps] = [500, 3000];

/** Random codes of a VAE decode to the digits there are; those of an auto-encoder fall where none was. */
export const latentRegion: Proof = {
  name: 'latent-region',
  about:
    'A VAE fills its prior: what is drawn from it is clear and distributed as the data; an auto-encoder’s prior misses the data (features of an independent classifier).',
  async run({ tf, seed, print }) {
    const open = (recipe: string) => openTraining(tf, { recipe, dataset: digits, seed, steps });
    const vae = open('vae');
    const oracle = await openOracle(tf, vae.dataset, { seed });
    const real = await oracle.judge(vae.dataset.draw(vae.random, count).values);
    const priorOf = async (training: Training) => {
      await training.train(steps);
      const latents = freshLatents(tf, training.model, training.random, count);
      const made = await oracle.judge(await readMade(tf, () => training.model.generate!(latents)));
      latents.dispose();
      training.dispose();
      return { sure: shareSure(made), far: frechetDistance(real.features, made.features, oracle.width) };
    };
    const [filled, holes] = [await priorOf(vae), await priorOf(open('auto-encoder'))];
    oracle.dispose();
    const what = `digits 16, two latents, ${steps} steps`;
    const ceiling = `real ${shareSure(real).toFixed(3)}, auto-encoder ${holes.sure.toFixed(3)}`;
    print({
      recipe: 'vae',
      seed,
      what: `prior samples of which the oracle is sure (> .9), ${what} (${ceiling})`,
      ...atLeast(filled.sure, 0.8),
    });
    const far = `Fréchet distance of its prior samples from the data over VAE’s (${filled.far.toPrecision(3)})`;
    print({ recipe: 'auto-encoder', seed, what: `ablation: ${far}, ${what}`, ...atLeast(holes.far / filled.far, 1.5) });
  },
};
