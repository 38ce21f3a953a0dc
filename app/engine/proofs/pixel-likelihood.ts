import { exampleShape } from '../data-shape.ts';
import { freshBatch } from '../measuring/examples.ts';
import type { MetricContext } from '../metric.ts';
import { bitsPerDimension } from '../metrics/bits-per-dimension.ts';
import { activation, maskedConv } from '../networks/index.ts';
import { pixelGame } from '../parts/pixel-game.ts';
import { atMost, openTraining, type Proof, type Training } from '../proof.ts';
import { seededRandom } from '../random.ts';
import type { Tensor, Tf } from '../tensor.ts';

const texture = { name: 'markov-texture', params: { size: '16' } };
const params = { width: 16, blockDepth: 2, batch: 32, predictorRate: 3e-3 };
/** Fresh pictures, in parts: the error of the figure is a few thousandths of a bit. */
const looks = 4;

/**
 * On a texture whose entropy is known a model’s bits are judged by what cannot be beaten: it comes near, and below it is a leak.
 */
export const pixelLikelihood: Proof = {
  name: 'pixel-likelihood',
  about: 'PixelCNN and the row LSTM need hardly more bits a pixel than the Markov texture has, and none needs fewer.',
  async run({ tf, seed, print }) {
    const cases = [
      { recipe: 'pixelcnn', steps: 800, params },
      { recipe: 'gated-pixelcnn', steps: 500, params },
      { recipe: 'pixelrnn', steps: 500, params: { ...params, blockDepth: 1 } },
    ];
    let reference = 0;
    for (const { recipe, steps, params: own } of cases) {
      const training = openTraining(tf, { recipe, dataset: texture, seed, params: own, steps });
      await training.train(steps);
      const { bits, error, ideal } = await bitsNow(tf, training);
      if (recipe === 'pixelcnn') reference = bits - ideal;
      const limit = recipe === 'pixelrnn' ? reference + 0.01 : 0.02;
      const about = `texture of 16 × 16, ${steps} steps (entropy ${ideal.toFixed(4)}, error ${error.toFixed(4)})`;
      print({ recipe, seed, what: `bits a pixel over the entropy, ${about}`, ...atMost(bits - ideal, Number(limit.toFixed(4))) });
      print({
        recipe,
        seed,
        what: `not below the entropy by three errors, ${about}`,
        measured: bits - ideal,
        expected: `≥ ${(-3 * error).toFixed(4)}`,
        holds: bits - ideal >= -3 * error,
      });
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
      what: 'bits a pixel over the entropy where the first mask lets the pixel itself through, 150 steps: the leak is seen',
      ...atMost(leaked, -0.1),
    });
  },
};

async function bitsNow(tf: Tf, { model, dataset, shape, random }: Training): Promise<{ bits: number; error: number; ideal: number }> {
  const width = exampleShape(shape).reduce((product, side) => product * side, 1);
  let [bits, squares, ideal] = [0, 0, 0];
  for (let look = 0; look < looks; look += 1) {
    const found = await bitsPerDimension.measure({ tf, model, dataset, random, width } as MetricContext);
    bits += found['bits-per-dimension'] / looks;
    squares += found['bits-per-dimension/error'] ** 2 / looks ** 2;
    ideal = found['bits-per-dimension/ideal'];
  }
  return { bits, error: Math.sqrt(squares), ideal };
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
  const { bits, ideal } = await bitsNow(tf, { ...training, model });
  optimizer.dispose();
  network.dispose();
  training.dispose();
  return bits - ideal;
}
