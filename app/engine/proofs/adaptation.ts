import type { Params } from '../../../shared/params.ts';
import { atLeast, atMost, openTraining, type Proof } from '../proof.ts';
import { classifierAccuracy } from '../measuring/proof-accuracy.ts';
import type { Tf } from '../tensor.ts';

const steps = 3000;
/** In the plane, as pumpikano/tf-dann (Blobs): one hidden layer of 15, Adam. */
const plane = { norm: 'none', bodyDepth: 1, bodyWidth: 15, features: 15, domainWidth: 15, optimizer: 'adam', classifierRate: 3e-3 };
/** Steps at the end over which the domain head is watched. */
const watched = 200;

/** A classifier for a domain whose labels were never seen. */
export const adaptation: Proof = {
  name: 'adaptation',
  about: 'Features that hide their domain carry a classifier over to a gently shifted one without labels (arXiv:1505.07818).',
  async run({ tf, seed, print }) {
    const row = { recipe: 'dann', seed };
    const shapes = { name: 'shape-domains', params: { second: 'shifted' } };
    const blobs = await adapted(tf, seed, 'blob-domains', plane);
    print({ ...row, what: `accuracy on the target, blobs, ${steps} steps`, ...atLeast(blobs.target, 0.9) });
    const alone = await adapted(tf, seed, 'blob-domains', { ...plane, lambda: 0 });
    print({ ...row, what: `ablation, λ = 0: accuracy on the target, blobs, ${steps} steps`, ...atMost(alone.target, 0.6) });

    const [whole, plain, ceiling] = [
      await adapted(tf, seed, shapes, {}),
      await adapted(tf, seed, shapes, { lambda: 0 }),
      await adapted(tf, seed, shapes, { lambda: 0, labels: 'both' }),
    ];
    const where = `shapes 16 of shifted contrast, ${steps} steps`;
    print({
      ...row,
      what: `accuracy on the target above that of λ = 0 (${plain.target.toFixed(3)}; with its labels ${ceiling.target.toFixed(3)}), ${where}`,
      ...atLeast(whole.target - plain.target, 0.05),
    });
    print({ ...row, what: `accuracy on the source, ${where}`, ...atLeast(whole.source, 0.95) });
    const told = `domain told from the features (λ = 0: ${plain.domain.toFixed(3)}), last ${watched} steps, ${where}`;
    print({ ...row, what: told, ...atMost(whole.domain, 0.65) });
  },
};

async function adapted(tf: Tf, seed: number, dataset: string | { name: string; params: Params }, params: Params) {
  const training = openTraining(tf, { recipe: 'dann', dataset, seed, params: { ...params, horizon: steps }, steps });
  await training.train(steps - watched);
  let told = 0;
  for (let step = 0; step < watched; step += 1) {
    const outcome = await training.game.play({ keepGradients: false });
    told += outcome.values['classifier/domain-accuracy'];
    outcome.dispose();
  }
  const { values, labels, other, otherLabels } = training.dataset.draw(training.random, 1000);
  const found = {
    source: await classifierAccuracy(tf, training, values, labels!),
    target: await classifierAccuracy(tf, training, other!, otherLabels!),
    domain: told / watched,
  };
  training.dispose();
  return found;
}
