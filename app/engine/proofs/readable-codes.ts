import type { Params } from '../../../shared/params.ts';
import { codePlaces, madeFromCodes } from '../measuring/generated-codes.ts';
import { freshLatents, generates, readMade } from '../measuring/examples.ts';
import { type Lesson, openReader } from '../measuring/oracle.ts';
import { atLeast, atMost, openTraining, type Proof, type Training } from '../proof.ts';
import { codeInformation } from '../parts/information-codes.ts';
import { colorOf } from '../drawing/shape-drawing.ts';
import type { Tf } from '../tensor.ts';

const shapes = { name: 'shapes', params: { size: '16', drawing: 'filled', turning: false } };
/** Nothing but the hue differs. */
const hues = { name: 'shapes', params: { ...shapes.params, colors: 'four', form: 'disk', moving: false } };
const categories = 4;
const [steps, hueSteps] = [2000, 2000];
const count = 1000;

/** The code can be read back; without its reward the generator still uses it, but for nothing that a reader beside it can tell. */
export const readableCodes: Proof = {
  name: 'readable-codes',
  about:
    'InfoGAN’s bound on mutual information reaches the entropy of the category, and a fresh classifier reads it; at λ = 0 the bound stays far below. Where pictures differ by hue alone, the category is the hue.',
  async run({ tf, seed, print }) {
    const say = (what: string, row: ReturnType<typeof atLeast>) => print({ recipe: 'infogan', seed, what, ...row });
    const open = async (dataset: typeof shapes | typeof hues, length: number, own: Params) => {
      const training = openTraining(tf, { recipe: 'infogan', dataset, seed, params: { categories, numbers: 0, ...own }, steps: length });
      await training.train(length);
      return training;
    };
    for (const lambda of [1, 0]) {
      const training = await open(shapes, steps, { lambda });
      const share = (await boundOf(tf, training)) / Math.log(categories);
      const own = await ownReader(tf, training);
      const fresh = await freshReader(tf, training, seed);
      training.dispose();
      if (lambda === 1) {
        say(`bound on I(c; G) over H(c) = log ${categories}, shapes 16, ${steps} steps`, atLeast(share, 0.95));
        say(`category read by a fresh classifier from made pictures (chance ${1 / categories})`, atLeast(fresh, 0.95));
      } else {
        say(`ablation, λ = 0: bound on I(c; G) over H(c) = log ${categories}, shapes 16, ${steps} steps`, atMost(share, 0.6));
        const noise = `ablation, λ = 0: category read by Q (chance ${1 / categories}; a fresh classifier, ${fresh.toPrecision(3)}: to the generator it is noise like any)`;
        say(noise, atMost(own, 0.6));
      }
    }
    const colored = await open(hues, hueSteps, {});
    say(`hue: the commonest of its category, disks of four hues, ${hueSteps} steps`, atLeast(await huePurity(tf, colored), 0.9));
    colored.dispose();
    const free = await open(hues, hueSteps, { lambda: 0 });
    say(`ablation, λ = 0: hue the commonest of its category, ${hueSteps} steps`, atMost(await huePurity(tf, free), 0.6));
    free.dispose();
  },
};

/** Share of pictures that have the hue which most of their category have. */
async function huePurity(tf: Tf, { model, random, dataset }: Training): Promise<number> {
  if (!generates(model) || dataset.kind !== 'pictures') throw new Error('Nothing is made to be looked at.');
  const width = dataset.size * dataset.size * dataset.channels;
  const made = await madeFromCodes({ tf, random, width }, model, codePlaces(model.latent.parts)!, count);
  const table = new Float64Array(categories * 4);
  for (let row = 0; row < count; row += 1) table[made.labels[row] * 4 + hueOf(made.values.subarray(row * width, (row + 1) * width))] += 1;
  let common = 0;
  for (let category = 0; category < categories; category += 1) common += Math.max(...table.subarray(category * 4, category * 4 + 4));
  return common / count;
}

/** The nearest of the four hues to a picture’s mean colour, by direction. */
function hueOf(picture: Float32Array): number {
  const mean = [0, 0, 0];
  picture.forEach((value, at) => {
    mean[at % 3] += value + 1;
  });
  const likeness = [0, 1, 2, 3].map((quarter) => {
    const color = colorOf(quarter / 4);
    return color.reduce((sum, part, channel) => sum + part * mean[channel], 0) / Math.hypot(...color);
  });
  return likeness.indexOf(Math.max(...likeness));
}

/** Accuracy of the recipe’s own reader. */
async function ownReader(tf: Tf, { model, random, config }: Training): Promise<number> {
  const noise = Number(config.params.noiseSize);
  const [share] = await readMade(tf, () => {
    const latents = freshLatents(tf, model, random, count);
    const said = model.encode!(model.generate!(latents)).slice([0, 0], [-1, categories]).argMax(-1);
    return tf
      .equal(said, latents.slice([0, noise], [-1, categories]).argMax(-1))
      .toFloat()
      .mean();
  });
  return share;
}

/** Accuracy of a classifier that never met the system, trained on what it makes and the category it was asked for. */
async function freshReader(tf: Tf, { model, config }: Training, seed: number): Promise<number> {
  const noise = Number(config.params.noiseSize);
  const made: Lesson = {
    shape: [16, 16, 1],
    classes: categories,
    draw(random, count) {
      const latents = model.latent.draw(random, count);
      const values = tf.tidy(() => Float32Array.from(model.generate!(tf.tensor2d(latents, [count, model.latent.size])).dataSync()));
      const labels = Int32Array.from({ length: count }, (_, at) => {
        const from = at * model.latent.size + noise;
        return latents.subarray(from, from + categories).indexOf(1);
      });
      return { values, labels };
    },
  };
  const oracle = await openReader(tf, made, { seed, steps: 600 });
  const { accuracy } = oracle;
  oracle.dispose();
  return accuracy!;
}

/** On fresh latents, with the reader as it was trained. */
async function boundOf(tf: Tf, { model, random, config }: Training): Promise<number> {
  const found = tf.tidy(() => {
    const latents = freshLatents(tf, model, random, 1000);
    const read = model.encode!(model.generate!(latents));
    const noise = Number(config.params.noiseSize);
    return codeInformation(tf, { noise, categories, continuous: 0 }, latents, read).category;
  });
  const [bound] = await found.data();
  found.dispose();
  return bound;
}
