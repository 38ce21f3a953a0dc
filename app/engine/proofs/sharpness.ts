import type { Params } from '../../../shared/params.ts';
import { freshBatch, generatedExamples, generates, take } from '../examples.ts';
import { openOracle, type Oracle } from '../oracle.ts';
import { atMost, openTraining, type Proof, type Training } from '../proof.ts';
import type { Tf } from '../tensor.ts';

const shapes = { name: 'shapes', params: { size: '16', drawing: 'filled', turning: false } };
const [count, side] = [300, 16];

/** A discriminator's features against pixels alone. */
export const sharpness: Proof = {
  name: 'sharpness',
  about:
    'CVAE-GAN (arXiv:1703.10155) draws sharper than a CVAE, no sharper than the data; VAE/GAN (arXiv:1512.09300) keeps what an independent classifier sees better than a VAE of the same code.',
  async run({ tf, seed, print }) {
    const steps = 1500;
    const trained = async (recipe: string, params: Params) => {
      const training = openTraining(tf, { recipe, dataset: shapes, seed, params, steps });
      await training.train(steps);
      return training;
    };
    const plain = await trained('cvae', { latentSize: 4 });
    const blurred = await energyOf(tf, plain);
    const real = edgeEnergy(plain.dataset.draw(plain.random, count).values);
    plain.dispose();
    const game = await trained('cvae-gan', {});
    const drawn = await energyOf(tf, game);
    game.dispose();
    const share = (drawn - blurred) / (real - blurred);
    const what = `how far edges come from CVAE’s (${blurred.toFixed(3)}) to the data’s (${real.toFixed(3)}), mean |Laplacian|, shapes 16, ${steps} steps`;
    print({ recipe: 'cvae-gan', seed, what, measured: share, expected: '0.5 … 1.2', holds: share >= 0.5 && share <= 1.2 });

    const pixels = await trained('vae', { latentSize: 8 });
    const oracle = await openOracle(tf, pixels.dataset, { seed });
    const lost = await featuresLost(tf, pixels, oracle);
    pixels.dispose();
    const features = await trained('vae-gan', { latentSize: 8 });
    const kept = await featuresLost(tf, features, oracle);
    features.dispose();
    oracle.dispose();
    const distance = `distance of a reconstruction in an independent classifier’s features over VAE’s (${lost.toPrecision(3)}), 8 latents, ${steps} steps`;
    print({ recipe: 'vae-gan', seed, what: distance, ...atMost(kept / lost, 1) });
  },
};

async function energyOf(tf: Tf, { model, dataset, random }: Training): Promise<number> {
  if (!generates(model)) throw new Error('Nothing is made to be looked at.');
  return edgeEnergy((await take(generatedExamples(tf, model, dataset, random, count))).data);
}

/** Mean |Laplacian| inside [n,16,16]. */
function edgeEnergy(pictures: Float32Array): number {
  let [sum, all] = [0, 0];
  for (let from = 0; from < pictures.length; from += side * side) {
    for (let row = 1; row < side - 1; row += 1) {
      for (let column = 1; column < side - 1; column += 1) {
        const at = from + row * side + column;
        sum += Math.abs(4 * pictures[at] - pictures[at - 1] - pictures[at + 1] - pictures[at - side] - pictures[at + side]);
        all += 1;
      }
    }
  }
  return sum / all;
}

async function featuresLost(tf: Tf, { model, dataset, random }: Training, oracle: Oracle): Promise<number> {
  const batch = freshBatch(tf, dataset, random, count);
  const restored = await take(tf.tidy(() => model.generate!(model.encode!(batch.real))));
  const real = Float32Array.from(await batch.real.data()) as Float32Array;
  tf.dispose(Object.values(batch));
  const [truth, made] = [await oracle.judge(real), await oracle.judge(restored.data)];
  return truth.features.reduce((sum, value, at) => sum + (value - made.features[at]) ** 2, 0) / count;
}
