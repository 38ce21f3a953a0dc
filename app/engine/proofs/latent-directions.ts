import type { Params } from '../../../shared/params.ts';
import { freshLatents, readMade } from '../measuring/examples.ts';
import { frechetDistance } from '../metrics/fid.ts';
import { type Judgement, openOracle, type Oracle } from '../measuring/oracle.ts';
import { atLeast, atMost, openTraining, type Proof, type Training } from '../proof.ts';
import { correlation, shareSure } from '../measuring/comparisons.ts';
import type { Tf } from '../tensor.ts';

const shapes = { name: 'shapes', params: { size: '16', drawing: 'filled', turning: false } };
const [steps, halfway, drawn, moved, tried] = [5000, 2500, 1500, 150, 5];
/** Twice the usual widths and batch; as few latents as say form, place and size with some to spare. */
const roomy = { decaySteps: steps, latentSize: 8, generatorWidth: 32, discriminatorWidth: 32, batch: 64 };
const places = [-1.5, -0.75, 0, 0.75, 1.5];

/** Convolutions make shapes, and a mean difference of latents is a direction with a meaning. */
export const latentDirections: Proof = {
  name: 'latent-directions',
  about:
    'A DCGAN (arXiv:1511.06434) makes shapes that an independent classifier takes for real ones; a mean difference of latents moves a shape across, a random direction far less; at its usual size a fully connected generator comes less near to the data.',
  async run({ tf, seed, print }) {
    const recipe = 'gan-non-saturating';
    const training = openTraining(tf, { recipe, dataset: shapes, seed, params: roomy, steps });
    const oracle = await openOracle(tf, training.dataset, { seed, factors: ['x', 'y'] });
    const { dataset, model, random } = training;
    await training.train(steps);
    const judgedReal = () => oracle.judge(dataset.draw(random, drawn).values);
    const latents = model.latent.draw(random, drawn);
    const made = await oracle.judge(await picturesOf(tf, training, latents));
    const judged = await judgedReal();
    const first = judged.features;
    const split = frechetDistance(first, (await judgedReal()).features, oracle.width);
    const far = frechetDistance(first, made.features, oracle.width);
    const sure = shareSure(made);
    const meant = acrossBy(latents, made.factors.x, model.latent.size);
    const along = await moving(tf, training, oracle, meant);
    let byChance = 0;
    for (let time = 0; time < tried; time += 1) {
      const chance = Float32Array.from(model.latent.draw(random, 1));
      byChance += Math.abs((await moving(tf, training, oracle, scaledTo(chance, meant))).slope) / tried;
    }
    training.dispose();
    const usual = await judgedHalfway(tf, seed, oracle, {});
    const dense = await judgedHalfway(tf, seed, oracle, { generatorBody: 'dense', generatorWidth: 256 });
    const farOf = (judgement: Judgement) => frechetDistance(first, judgement.features, oracle.width);
    const [farUsual, farDense] = [farOf(usual), farOf(dense)];
    oracle.dispose();
    const what = `shapes 16, ${steps} steps at falling rates`;
    print({
      recipe,
      seed,
      what: `Fréchet distance in features of an independent classifier, over three times that of two real samples and 5 (${split.toPrecision(3)}), ${what}`,
      ...atMost(far / (3 * split + 5), 1),
    });
    print({
      recipe,
      seed,
      what: `pictures of whose form that classifier is sure (> .9; real ones ${shareSure(judged).toFixed(3)})`,
      ...atLeast(sure, 0.8),
    });
    const instead = `ablation, a fully connected generator at the usual widths, batch and latents (sure ${shareSure(dense).toFixed(3)}), ${halfway} of those steps`;
    print({
      recipe,
      seed,
      what: `${instead}: its Fréchet distance over the DCGAN’s there (${farUsual.toPrecision(3)})`,
      ...atLeast(farDense / farUsual, 1.2),
    });
    print({
      recipe,
      seed,
      what: 'correlation of place across with the way along the direction “right less left”',
      ...atLeast(along.across, 0.8),
    });
    print({ recipe, seed, what: 'that way’s correlation with place up and down', ...atMost(Math.abs(along.up), 0.25) });
    const ways = `how far it moves a shape across, over the mean of ${tried} random directions as long`;
    print({ recipe, seed, what: ways, ...atLeast(Math.abs(along.slope) / byChance, 2) });
  },
};

/** What the oracle says of the pictures of the usual game, halfway. */
async function judgedHalfway(tf: Tf, seed: number, oracle: Oracle, own: Params): Promise<Judgement> {
  const params = { decaySteps: steps, ...own };
  const training = openTraining(tf, { recipe: 'gan-non-saturating', dataset: shapes, seed, params, steps });
  await training.train(halfway);
  const made = await picturesOf(tf, training, training.model.latent.draw(training.random, drawn));
  training.dispose();
  return oracle.judge(made);
}

async function picturesOf(tf: Tf, { model }: Training, latents: Float32Array): Promise<Float32Array> {
  const count = latents.length / model.latent.size;
  return readMade(tf, () => model.generate!(tf.tensor2d(latents, [count, model.latent.size])));
}

/** Mean latent of the quarter farthest right less that of the quarter farthest left. */
function acrossBy(latents: Float32Array, x: Float32Array, size: number): Float32Array {
  const order = Array.from(x.keys()).sort((a, b) => x[a] - x[b]);
  const quarter = Math.floor(order.length / 4);
  const direction = new Float32Array(size);
  for (let axis = 0; axis < size; axis += 1) {
    const meanOf = (rows: number[]) => rows.reduce((sum, row) => sum + latents[row * size + axis], 0) / rows.length;
    direction[axis] = meanOf(order.slice(-quarter)) - meanOf(order.slice(0, quarter));
  }
  return direction;
}

/** How place across and place up and down go along with the way gone in a direction, over fresh latents. */
async function moving(
  tf: Tf,
  training: Training,
  oracle: Oracle,
  direction: Float32Array,
): Promise<{ across: number; up: number; slope: number }> {
  const { model, random } = training;
  const start = freshLatents(tf, model, random, moved);
  const begin = Float32Array.from(await start.data());
  start.dispose();
  const [way, x, y]: number[][] = [[], [], []];
  const still = await oracle.judge(await picturesOf(tf, training, begin));
  for (const place of places) {
    const latents = begin.map((value, at) => value + place * direction[at % direction.length]);
    const { factors } = await oracle.judge(await picturesOf(tf, training, latents));
    for (let at = 0; at < moved; at += 1) {
      way.push(place);
      x.push(factors.x[at] - still.factors.x[at]);
      y.push(factors.y[at] - still.factors.y[at]);
    }
  }
  // Of the line through (way, x): the ways are the same distances to both sides of 0.
  const slope = way.reduce((sum, place, at) => sum + place * x[at], 0) / way.reduce((sum, place) => sum + place ** 2, 0);
  return { across: correlation(way, x), up: correlation(way, y), slope };
}

function scaledTo(direction: Float32Array, other: Float32Array): Float32Array {
  const length = (vector: Float32Array) => Math.hypot(...vector);
  return direction.map((value) => (value * length(other)) / length(direction));
}
