import { readMade } from '../measuring/examples.ts';
import type { CaptionsDataset } from '../dataset.ts';
import { sentencesOf, shareExact, slotsRight } from '../metrics/caption-accuracy.ts';
import { atLeast, atMost, openTraining, type Proof, type Training } from '../proof.ts';
import type { Tf } from '../tensor.ts';

const [count, steps] = [400, 1500];

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
  const { size, channels, length, slots } = dataset as CaptionsDataset;
  const draw = dataset.draw(random, count);
  const said = await readMade(tf, () => model.caption!(tf.tensor(draw.values, [count, size, size, channels])).toFloat());
  const [told, truth] = [sentencesOf(said, length), sentencesOf(draw.words!, length)];
  const others = [...truth.slice(1), truth[0]];
  return {
    exact: shareExact(told, truth),
    filled: slotsRight(slots!, told, truth)['caption-slots'],
    swapped: shareExact(told, others),
  };
}
