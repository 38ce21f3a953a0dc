import { textureBits } from '../datasets/markov-texture.ts';
import { freshBatch, readMade } from '../measuring/examples.ts';
import type { Model } from '../recipe.ts';
import { activation, maskedConv } from '../networks/index.ts';
import { pixelGame } from '../parts/pixel-game.ts';
import { atMost, openTraining, type Proof, type Training } from '../proof.ts';
import { seededRandom } from '../random.ts';
import type { Tensor, Tf } from '../tensor.ts';

const texture = { name: 'markov-texture', params: { size: '16' } };
const params = { width: 16, blockDepth: 2, batch: 32, predictorRate: 3e-3 };
/** Fresh pictures, the same for all: what a model needs for each is held against what the source itself needs for it. */
const [tested, side] = [512, 16];

/**
 * On a texture whose source is known a model’s bits are judged by what cannot be beaten: it comes near, and below it is a leak.
 */
export const pixelLikelihood: Proof = {
  name: 'pixel-likelihood',
  about:
    'PixelCNN and the row LSTM need hardly more bits a pixel than the source of a Markov texture for the same pictures, far fewer than a table of the pixel to the left, and none needs fewer than the source.',
  async run({ tf, seed, print }) {
    const cases = [
      { recipe: 'pixelcnn', steps: 600, params },
      { recipe: 'gated-pixelcnn', steps: 400, params },
      { recipe: 'pixelrnn', steps: 400, params: { ...params, blockDepth: 1 } },
    ];
    let reference: Float64Array | null = null;
    for (const { recipe, steps, params: own } of cases) {
      const training = openTraining(tf, { recipe, dataset: texture, seed, params: own, steps });
      await training.train(steps);
      const pictures = training.dataset.draw(seededRandom(seed).fork('tested'), tested).values;
      const truth = bitsEach(textureBits(pictures, side));
      const needed = await bitsOf(tf, training.model, pictures);
      const { mean, error } = difference(needed, truth);
      const about = `texture of 16 × 16, ${steps} steps (source ${meanOf(truth).toFixed(4)}, paired error ${error.toFixed(4)})`;
      const rival = { name: 'a table of the pixel to the left', measured: leftTableBits(pictures) - meanOf(truth) };
      print({
        recipe,
        seed,
        what: `bits a pixel beyond those of the source for the same pictures, ${about}`,
        ...atMost(mean, 0.02),
        rival,
      });
      print({
        recipe,
        seed,
        what: `not below the source by three errors, ${about}`,
        measured: mean,
        expected: `≥ ${(-3 * error).toFixed(4)}`,
        holds: mean >= -3 * error,
      });
      if (reference === null) reference = needed;
      else {
        const apart = difference(needed, reference);
        const what = `bits a pixel beyond PixelCNN’s for the same pictures (paired error ${apart.error.toFixed(4)}), ${steps} steps`;
        print({ recipe, seed, what, ...atMost(apart.mean, 0.01) });
      }
      const later = largestSlopeFromLater(tf, training);
      print({
        recipe,
        seed,
        what: 'largest |∂ prediction i / ∂ pixel j ≥ i|, 16 places',
        measured: later,
        expected: '= 0',
        holds: later === 0,
      });
      training.dispose();
    }
    const leaked = await bitsOfLeak(tf, seed);
    print({
      recipe: 'pixelcnn',
      seed,
      what: 'bits a pixel beyond those of the source where the first mask lets the pixel itself through, 150 steps: the leak is seen',
      ...atMost(leaked, -0.1),
    });
  },
};

/** Bits a pixel that a model needs for each picture. */
async function bitsOf(tf: Tf, model: Model, pictures: Float32Array): Promise<Float64Array> {
  const nats = await readMade(tf, () => model.logLikelihood!(tf.tensor(pictures, [pictures.length / side ** 2, side, side, 1])));
  return Float64Array.from(nats, (likelihood) => -likelihood / (side ** 2 * Math.LN2));
}

/** The mean over the pixels of each picture. */
function bitsEach(bits: Float64Array): Float64Array {
  return Float64Array.from({ length: bits.length / side ** 2 }, (_, at) => meanOf(bits.subarray(at * side ** 2, (at + 1) * side ** 2)));
}

/** Of the same pictures: what is hard in them is hard for both, and doesn’t count. */
function difference(first: Float64Array, second: Float64Array): { mean: number; error: number } {
  const each = first.map((value, at) => value - second[at]);
  const mean = meanOf(each);
  return { mean, error: Math.sqrt(each.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (each.length - 1) / each.length) };
}

/** Entropy of a pixel given the one to its left, black outside, as often as each comes in these very pictures. */
function leftTableBits(pictures: Float32Array): number {
  const counts = [
    [0, 0],
    [0, 0],
  ];
  pictures.forEach((value, at) => {
    const left = at % side === 0 ? -1 : pictures[at - 1];
    counts[left > 0 ? 1 : 0][value > 0 ? 1 : 0] += 1;
  });
  const bits = counts.flatMap(([black, white]) => [black, white].map((count) => -count * Math.log2(count / (black + white))));
  return bits.reduce((sum, value) => sum + value, 0) / pictures.length;
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function largestSlopeFromLater(tf: Tf, { model, dataset, random }: Training): number {
  return tf.tidy(() => {
    const { real } = freshBatch(tf, dataset, random, 1);
    const values = real.size;
    let largest = 0;
    for (let at = 0; at < values; at += values / 16) {
      const slope = tf
        .grad((x: Tensor) => model.predict!(x).slice([0, at, 0], [1, 1, -1]).square().sum())(real)
        .abs()
        .dataSync();
      for (let other = at; other < values; other += 1) largest = Math.max(largest, slope[other]);
    }
    return largest;
  });
}

/** The same game with `upto` in the first layer: each pixel is told what it should predict. */
async function bitsOfLeak(tf: Tf, seed: number): Promise<number> {
  const training = openTraining(tf, { recipe: 'pixelcnn', dataset: texture, seed, params });
  const { config, dataset, shape } = training;
  const layers = [
    maskedConv({ filters: 16, kernel: 7, sees: 'upto' }),
    activation('relu'),
    maskedConv({ filters: 2, kernel: 1, sees: 'upto' }),
  ];
  const random = seededRandom(seed);
  const model = pixelGame({ tf, params: config.params, data: shape, random }, { layers, isTold: false });
  const [network] = model.networks;
  const optimizer = tf.train.adam(3e-3);
  for (let step = 0; step < 150; step += 1) {
    tf.tidy(() => {
      const { real } = freshBatch(tf, dataset, random, 32);
      const loss = () => tf.neg(model.logLikelihood!(real).mean()).asScalar();
      optimizer.minimize(
        loss,
        false,
        network.variables.map(({ variable }) => variable),
      );
    });
    await tf.nextFrame();
  }
  const pictures = dataset.draw(random, tested).values;
  const beyond = difference(await bitsOf(tf, model, pictures), bitsEach(textureBits(pictures, side))).mean;
  optimizer.dispose();
  network.dispose();
  training.dispose();
  return beyond;
}
