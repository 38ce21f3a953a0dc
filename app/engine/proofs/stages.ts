import { toBatch } from '../batch.ts';
import { shapeOf } from '../data-shape.ts';
import type { CaptionsDataset } from '../dataset.ts';
import { freshLatents, readMade } from '../measuring/examples.ts';
import { sentencesOf, slotsRight } from '../metrics/caption-accuracy.ts';
import { type NearestExamples, openNearestExamples } from '../measuring/nearest-examples.ts';
import type { Network } from '../network.ts';
import { above, atMost, meanAbove, openTraining, type Proof, type Training } from '../proof.ts';
import { bicubic } from '../parts/bicubic.ts';
import type { Tensor, Tf } from '../tensor.ts';

const captions = { name: 'captioned-shapes', params: { size: '32' } };
const [firstSteps, secondSteps] = [800, 1600];
const count = 400;
const pace = 8;

/** A small picture first. */
export const stages: Proof = {
  name: 'stages',
  about:
    'StackGAN’s second stage mends what the first made, and both together say more of the sentence than one stage of the same work; blurred codes make the way between sentences even.',
  async run({ tf, seed, print }) {
    const open = (params: Training['config']['params']) => openTraining(tf, { recipe: 'stack-gan', dataset: captions, seed, params });
    const two = open({ firstSteps });
    await two.train(firstSteps);
    const even = await unevenness(tf, two);
    await two.train(secondSteps);
    const nearest = openNearestExamples(tf, two.dataset, two.random, 5000);
    const found = await asAsked(tf, two, nearest);
    const work = firstSteps * workOf(two, 'first', []) + secondSteps * workOf(two, 'second', ['first-reader', 'first-generator']);
    two.dispose();

    const one = open({ stages: 'one' });
    const steps = Math.round(work / workOf(one, 'second', []));
    await one.train(steps);
    const alone = await asAsked(tf, one, nearest);
    one.dispose();
    nearest.dispose();

    const unblurred = open({ firstSteps, augmentation: 'off' });
    await unblurred.train(firstSteps);
    const uneven = await unevenness(tf, unblurred);
    unblurred.dispose();

    const recipe = 'stack-gan';
    const from = `shapes 32, ${firstSteps} + ${secondSteps} steps`;
    const ceiling = `on real ${found.truth.right.toFixed(3)}`;
    const single = `one stage of the same work, ${steps} steps`;
    print({
      recipe,
      seed,
      what: `slots as the sentence says, ${from} (${ceiling}), ${found.second.right.toFixed(3)}, less those of ${single}, ${alone.second.right.toFixed(3)}`,
      ...meanAbove(found.second.right - alone.second.right, 0),
    });
    const enlarged = (measured: number) => ({ name: 'stage I enlarged', measured });
    print({
      recipe,
      seed,
      what: `slots as the sentence says after stage II, ${from}`,
      ...above(found.second.right, enlarged(found.first.right)),
    });
    print({
      recipe,
      seed,
      what: `decibels to the nearest right picture after stage II, ${from} (on real ${found.truth.psnr.toFixed(1)})`,
      ...above(found.second.psnr, enlarged(found.first.psnr)),
    });
    print({
      recipe,
      seed,
      what: `the mean picture on the way between two sentences, after stage I: its largest step over the mean one (${even.toFixed(2)}), over the same without augmentation`,
      ...atMost(even / uneven, 0.97),
    });
  },
};

interface AsAsked {
  /** Share of slots that the nearest real picture shares with the sentence asked for. */
  right: number;
  /** Mean decibels to the nearest real picture of that sentence. */
  psnr: number;
}

/** Of both stages and of fresh real pictures, for the same sentences. */
async function asAsked(tf: Tf, training: Training, nearest: NearestExamples): Promise<Record<'first' | 'second' | 'truth', AsAsked>> {
  const { model, dataset, random } = training;
  const { length, slots } = dataset as CaptionsDataset;
  const draw = dataset.draw(random, count);
  const latents = freshLatents(tf, model, random, count);
  const column = (name: string) =>
    readMade(tf, () => whole(tf, model.columns!(toBatch(tf, shapeOf(dataset), draw), latents)[name], dataset as CaptionsDataset));
  const judged = async (name: string): Promise<AsAsked> => {
    const { words, psnr } = await nearest.judge(await column(name), draw.words!);
    const right = slotsRight(slots!, sentencesOf(words, length), sentencesOf(draw.words!, length))['caption-slots'];
    return { right, psnr: psnr.reduce((sum, value) => sum + value, 0) / count };
  };
  const found = { first: await judged('stage I'), second: await judged('stage II'), truth: await judged('truth') };
  latents.dispose();
  return found;
}

function whole(tf: Tf, pictures: Tensor, { size }: CaptionsDataset): Tensor {
  let seen = pictures;
  while (seen.shape[1]! < size) seen = bicubic(tf, seen);
  return seen;
}

/**
 * How unevenly pictures change from one sentence to another, by way of mixtures of their words in equal parts: the largest change over
 * the mean one. A sentence stands for all that is made of it: what changes is the mean picture of several latents.
 */
async function unevenness(tf: Tf, { model, dataset, random }: Training): Promise<number> {
  const [pairs, draws] = [100, 16];
  const [from, to] = [dataset.draw(random, pairs), dataset.draw(random, pairs)];
  const several = Array.from({ length: draws }, () => freshLatents(tf, model, random, pairs));
  const ratios = await readMade(tf, () => {
    const [first, last] = [from, to].map((draw) => toBatch(tf, shapeOf(dataset), draw).sentence!);
    const at = (share: number) =>
      tf.tidy(() => {
        const sentence = tf.add(tf.mul(first, 1 - share), tf.mul(last, share));
        const made = several.map((latents) => model.generate!(latents, sentence).reshape([pairs, -1]));
        return tf.addN(made).div(draws);
      });
    const places = Array.from({ length: pace + 1 }, (_, place) => at(place / pace));
    const changes = tf.stack(places.slice(1).map((place, before) => tf.sub(place, places[before]).square().sum(1).sqrt()));
    return tf.div(changes.max(0), changes.mean(0));
  });
  tf.dispose(several);
  // Two draws of one sentence are no way.
  const ways = ratios.filter(Number.isFinite);
  return ways.reduce((sum, ratio) => sum + ratio, 0) / ways.length;
}

/**
 * Multiplications of one step for one example. The discriminator sees three pairs, forwards and twice back, and once more forwards and
 * back for the generator, which goes forwards twice and twice back; what is kept only goes forwards.
 */
function workOf({ model }: Training, stage: 'first' | 'second', kept: string[]): number {
  const sum = (names: string[]) =>
    model.networks.filter(({ name }) => names.includes(name)).reduce((total, network) => total + forwards(network), 0);
  const makers = {
    first: ['first-reader', 'first-generator'],
    second: ['first-reader', 'first-generator', 'second-reader', 'second-eye', 'second-generator'],
  };
  const trained = makers[stage].filter((name) => !kept.includes(name));
  return 11 * sum([`${stage}-body`, `${stage}-text`, `${stage}-head`]) + 4 * sum(trained) + 2 * sum(kept);
}

/** Each number of a kernel is used at every place of what the layer makes. */
function forwards({ layers }: Network): number {
  return layers.reduce((sum, { output, parameters }) => sum + parameters * (output.length === 3 ? output[0] * output[1] : 1), 0);
}
