import type { CaptionsDataset } from '../dataset.ts';
import { atLeast, atMost, openTraining, type Proof, type Training } from '../proof.ts';
import { read } from '../proof-measures.ts';
import type { Tf } from '../tensor.ts';

const [count, steps] = [400, 1500];
/** Places in the sentence that say something; the rest is grammar. */
const slots = { size: 1, color: 2, shape: 3, place: 6 };

/** Sentences from pictures. */
export const captionsProof: Proof = {
  name: 'captions',
  about: 'A captioning network (arXiv:1411.4555) says what a picture shows, and not what another shows.',
  async run({ tf, seed, print }) {
    const speaker = openTraining(tf, { recipe: 'captioning', dataset: 'captioned-shapes', seed, steps });
    await speaker.train(steps);
    const { exact, filled, swapped } = await captions(tf, speaker);
    speaker.dispose();
    const what = `shapes 16, ${steps} steps`;
    const recipe = 'captioning';
    print({ recipe, seed, what: `captions right word for word, ${what}`, ...atLeast(exact, 0.95) });
    print({ recipe, seed, what: `slots right (size, colour, form, place), ${what}`, ...atLeast(filled, 0.98) });
    print({ recipe, seed, what: 'ablation, another picture’s caption: right word for word (chance 1/160)', ...atMost(swapped, 0.05) });
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
