import { openOracle } from '../measuring/oracle.ts';
import { atLeast, atMost, openTraining, type Proof } from '../proof.ts';
import { conditionAccuracy } from '../measuring/proof-accuracy.ts';

const shapes = { name: 'shapes', params: { size: '16', drawing: 'filled', turning: false } };

/** A classifier turned round, level by level. */
export const stacked: Proof = {
  name: 'stacked',
  about: 'SGAN (arXiv:1612.04357) makes the class asked for, because the classifier must find it again.',
  async run({ tf, seed, print }) {
    const recipe = 'sgan';
    // Enough for any class to be heard, were it told, is fewer than enough to make each well.
    for (const [conditionWeight, steps] of [
      [1, 3300],
      [0, 2200],
    ]) {
      const training = openTraining(tf, { recipe, dataset: shapes, seed, params: { conditionWeight }, steps });
      const oracle = await openOracle(tf, training.dataset, { seed });
      await training.train(steps);
      const right = await conditionAccuracy(tf, training, oracle);
      const ceiling = oracle.accuracy?.toFixed(3);
      oracle.dispose();
      training.dispose();
      if (conditionWeight > 0) {
        print({ recipe, seed, what: `class made as asked, shapes 16, ${steps} steps (oracle on real ${ceiling})`, ...atLeast(right, 0.9) });
      } else
        print({
          recipe,
          seed,
          what: `ablation, no conditional loss, ${steps} steps: class made as asked (chance 0.25)`,
          ...atMost(right, 0.35),
        });
    }
  },
};
