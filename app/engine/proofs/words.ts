import type { CaptionsDataset, Dataset } from '../dataset.ts';
import { toBatch } from '../batch.ts';
import { shapeOf } from '../data-shape.ts';
import { freshLatents, readMade } from '../measuring/examples.ts';
import { openOracle } from '../measuring/oracle.ts';
import { atLeast, atMost, openTraining, type Proof, type Training } from '../proof.ts';
import { shareEqual } from '../measuring/comparisons.ts';
import type { Tf } from '../tensor.ts';

const count = 400;

/** Pictures from sentences. */
export const words: Proof = {
  name: 'words',
  about: 'A generator that reads draws what is asked for (arXiv:1605.05396), unless the discriminator can’t read.',
  async run({ tf, seed, print }) {
    const drawn = 2500;
    for (const sees of ['both', 'picture']) {
      const painter = openTraining(tf, { recipe: 'text-to-picture', dataset: 'captioned-shapes', seed, params: { sees }, steps: drawn });
      await painter.train(drawn);
      const { shape, color, ceiling } = await asAsked(tf, painter, seed);
      painter.dispose();
      const from = `shapes 16, ${drawn} steps (oracle on real ${ceiling.toFixed(3)})`;
      if (sees === 'both') {
        print({ recipe: 'text-to-picture', seed, what: `form as the sentence says, ${from}`, ...atLeast(shape, 0.95) });
        print({ recipe: 'text-to-picture', seed, what: `colour as the sentence says, ${from}`, ...atLeast(color, 0.95) });
      } else {
        print({
          recipe: 'text-to-picture',
          seed,
          what: 'ablation, a discriminator that can’t read: form as the sentence says (chance 0.25)',
          ...atMost(shape, 0.35),
        });
      }
    }
  },
};

/** Shares of drawn pictures whose form and colour are those of their sentence, by classifiers that never saw the painter. */
async function asAsked(tf: Tf, { model, dataset, random }: Training, seed: number) {
  const draw = dataset.draw(random, count);
  const made = await readMade(tf, () => {
    const { sentence } = toBatch(tf, shapeOf(dataset), draw);
    return model.generate!(freshLatents(tf, model, random, count), sentence!);
  });
  const shares: Record<string, number> = {};
  let ceiling = 1;
  for (const factor of ['shape', 'color']) {
    const oracle = await openOracle(tf, byFactor(dataset as CaptionsDataset, factor), { seed });
    const { classes } = await oracle.judge(made);
    shares[factor] = shareEqual(classes, draw.factors![factor]);
    ceiling = Math.min(ceiling, oracle.accuracy!);
    oracle.dispose();
  }
  return { shape: shares.shape, color: shares.color, ceiling };
}

/** The same pictures with one of their factors as the class. */
function byFactor(dataset: CaptionsDataset, factor: string): Dataset {
  return {
    kind: 'pictures',
    size: dataset.size,
    channels: dataset.channels,
    examples: null,
    classes: ['0', '1', '2', '3'],
    notes: [],
    draw(random, wanted) {
      const { values, factors } = dataset.draw(random, wanted);
      return { values, labels: Int32Array.from(factors![factor]) };
    },
  };
}
