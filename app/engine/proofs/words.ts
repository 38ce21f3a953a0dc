import type { CaptionsDataset, Dataset } from '../dataset.ts';
import { toBatch } from '../batch.ts';
import { shapeOf } from '../data-shape.ts';
import { freshLatents } from '../examples.ts';
import { openOracle } from '../oracle.ts';
import { atLeast, atMost, openTraining, type Proof, type Training } from '../proof.ts';
import { read } from '../proof-measures.ts';
import type { Tf } from '../tensor.ts';

const count = 400;
/** Places in the sentence that say something; the rest is grammar. */
const slots = { size: 1, color: 2, shape: 3, place: 6 };

/** Pictures to sentences and back. */
export const words: Proof = {
  name: 'words',
  about:
    'A captioning network says what a picture shows, and not what another shows; a generator that reads draws what is asked for, unless the discriminator can’t read.',
  async run({ tf, seed, print }) {
    const steps = 1200;
    const speaker = openTraining(tf, { recipe: 'captioning', dataset: 'captioned-shapes', seed, steps });
    await speaker.train(steps);
    const { exact, filled, swapped } = await captions(tf, speaker);
    speaker.dispose();
    const what = `shapes 16, ${steps} steps`;
    print({ recipe: 'captioning', seed, what: `captions right word for word, ${what}`, ...atLeast(exact, 0.95) });
    print({ recipe: 'captioning', seed, what: `slots right (size, colour, form, place), ${what}`, ...atLeast(filled, 0.98) });
    print({
      recipe: 'captioning',
      seed,
      what: 'ablation, another picture’s caption: right word for word (chance 1/160)',
      ...atMost(swapped, 0.05),
    });

    const drawn = 4000;
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

async function captions(tf: Tf, { model, dataset, random }: Training) {
  const { size, channels, length } = dataset as CaptionsDataset;
  const draw = dataset.draw(random, count);
  const said = await read(tf, () => model.caption!(tf.tensor(draw.values, [count, size, size, channels])).toFloat());
  const sentence = (from: ArrayLike<number>, at: number) => Array.from({ length }, (_, word) => from[at * length + word]);
  let [exact, filled, swapped] = [0, 0, 0];
  for (let at = 0; at < count; at += 1) {
    const [told, truth, next] = [sentence(said, at), sentence(draw.words!, at), sentence(draw.words!, (at + 1) % count)];
    if (told.join() === truth.join()) exact += 1;
    if (told.join() === next.join()) swapped += 1;
    filled += Object.values(slots).filter((slot) => told[slot] === truth[slot]).length / Object.keys(slots).length;
  }
  return { exact: exact / count, filled: filled / count, swapped: swapped / count };
}

/** Shares of drawn pictures whose form and colour are those of their sentence, by classifiers that never saw the painter. */
async function asAsked(tf: Tf, { model, dataset, random }: Training, seed: number) {
  const draw = dataset.draw(random, count);
  const made = await read(tf, () => {
    const { sentence } = toBatch(tf, shapeOf(dataset), draw);
    return model.generate!(freshLatents(tf, model, random, count), sentence!);
  });
  const shares: Record<string, number> = {};
  let ceiling = 1;
  for (const factor of ['shape', 'color']) {
    const oracle = await openOracle(tf, byFactor(dataset as CaptionsDataset, factor), { seed });
    const { classes } = await oracle.judge(made);
    shares[factor] = classes.reduce((right, label, at) => right + (label === draw.factors![factor][at] ? 1 : 0), 0) / count;
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
