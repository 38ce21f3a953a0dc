import { logLikelihoodOf } from '../parts/autoregressive.ts';
import { freshBatch, generatedWith, generates } from '../measuring/examples.ts';
import type { MetricContext } from '../metric.ts';
import { bitsPerDimension } from '../metrics/bits-per-dimension.ts';
import { toMuLaw } from '../parts/mu-law.ts';
import { buildWaveNet } from '../networks/index.ts';
import { atLeast, atMost, openTraining, type Proof, type Training } from '../proof.ts';
import { seededRandom } from '../random.ts';
import type { Model } from '../recipe.ts';
import { powerAt, powerBelow } from '../measuring/sound-power.ts';
import type { Tensor, Tf } from '../tensor.ts';

const levels = 32;
const params = { levels, width: 16, skipWidth: 32, dilationDepth: 5, stacks: 1, batch: 16, predictorRate: 5e-3 };
/** Sees 128 samples, ten periods of the lowest pitch. */
const musical = { ...params, dilationDepth: 7, batch: 4 };
const resonance = { name: 'tones', params: { source: 'resonance', length: 256 } };
const pitches = [155.56, 196, 233.08];

/** The tests of ibab/tensorflow-wavenet, and a resonance whose entropy is known. */
export const sound: Proof = {
  name: 'sound',
  about:
    'WaveNet closes most of the gap between levels taken alone and a bound of the source, more than with one sample heard; what it makes has the pitches of the data.',
  async run({ tf, seed, print }) {
    const steps = 400;
    const training = openTraining(tf, { recipe: 'wavenet', dataset: resonance, seed, params, steps });
    const alone = aloneBits(tf, training);
    await training.train(steps);
    const whole = await bitsNow(tf, training, training.model);
    const gap = `share of the gap closed from ${alone.toFixed(3)} to ${whole.ideal.toFixed(3)} bits a sample (a lower bound, given an unrounded past that no model hears), resonance, ${steps} steps`;
    print({ recipe: 'wavenet', seed, what: `${gap}, 32 samples heard`, ...atLeast((alone - whole.bits) / (alone - whole.ideal), 0.85) });
    const deaf = await hearingOne(tf, training, seed, steps);
    const rest = await bitsNow(tf, training, deaf.model);
    print({
      recipe: 'wavenet',
      seed,
      what: `${gap}, one sample heard: not enough`,
      ...atMost((alone - rest.bits) / (alone - rest.ideal), 0.6),
    });
    deaf.dispose();
    training.dispose();
    const chord = openTraining(tf, {
      recipe: 'wavenet',
      dataset: { name: 'tones', params: { source: 'chord', length: 1000 } },
      seed,
      params: musical,
      steps: 200,
    });
    await chord.train(200);
    const { waves } = await made(tf, chord, 8);
    const share =
      waves.reduce(
        (sum, wave) => sum + pitches.reduce((so, pitch) => so + powerAt(wave, pitch, 2000), 0) / powerBelow(wave, 500, 2000),
        0,
      ) / 8;
    print({
      recipe: 'wavenet',
      seed,
      what: 'share of the power below 500 Hz at the three pitches of the chord, 8 sounds made',
      ...atLeast(share, 0.7),
    });
    chord.dispose();
    const voices = openTraining(tf, {
      recipe: 'wavenet',
      dataset: { name: 'tones', params: { source: 'voices', length: 1000 } },
      seed,
      params: musical,
      steps: 200,
    });
    await voices.train(200);
    const spoken = await made(tf, voices, 24);
    const ratios = spoken.waves.map((wave, at) => {
      const powers = pitches.map((pitch) => powerAt(wave, pitch, 2000));
      return powers[spoken.labels[at]] / Math.max(...powers.filter((_, which) => which !== spoken.labels[at]));
    });
    const right = ratios.filter((ratio) => ratio >= 10).length / ratios.length;
    print({
      recipe: 'wavenet',
      seed,
      what: 'share of voices with ten times the power at their own pitch than at any other, 24 made',
      ...atLeast(right, 0.9),
    });
    voices.dispose();
  },
};

async function made(
  tf: Tf,
  { model, dataset, random }: Training,
  count: number,
): Promise<{ waves: Float32Array[]; labels: ArrayLike<number> }> {
  if (!generates(model)) throw new Error('WaveNet makes sounds.');
  const { examples, condition } = tf.tidy(() => generatedWith(tf, model, dataset, random, count));
  const values = (await examples.data()) as Float32Array;
  const labels = condition === undefined ? [] : tf.tidy(() => condition.argMax(-1).dataSync());
  tf.dispose([examples, ...(condition === undefined ? [] : [condition])]);
  const length = values.length / count;
  return { waves: Array.from({ length: count }, (_, at) => values.subarray(at * length, (at + 1) * length)), labels };
}

async function bitsNow(tf: Tf, { dataset, random }: Training, model: Model): Promise<{ bits: number; ideal: number }> {
  const found = await bitsPerDimension.measure({ tf, dataset, model, random, width: 256 } as MetricContext);
  return { bits: found['bits-per-dimension'], ideal: found['bits-per-dimension/ideal'] };
}

/** The same network with a single block that does not look back: it hears the last sample and no other. */
async function hearingOne(tf: Tf, { model, dataset, random }: Training, seed: number, steps: number) {
  const shape = { levels, length: 256, width: 16, skipWidth: 32, dilations: [0], classes: null };
  const { network, logits } = buildWaveNet({ tf, name: 'deaf', random: seededRandom(seed), ...shape });
  const heard = (sounds: Tensor) => logits(tf.oneHot(toMuLaw(tf, sounds, levels) as never, levels).toFloat());
  const likelihood = (sounds: Tensor) => logLikelihoodOf(tf, heard(sounds), toMuLaw(tf, sounds, levels), levels);
  const optimizer = tf.train.adam(params.predictorRate);
  const variables = network.variables.map(({ variable }) => variable);
  for (let step = 0; step < steps; step += 1) {
    tf.tidy(() => {
      const { real } = freshBatch(tf, dataset, random, params.batch);
      optimizer.minimize(() => tf.mul(likelihood(real).mean(), -1 / 256).asScalar(), false, variables);
    });
    await tf.nextFrame();
  }
  optimizer.dispose();
  const deaf: Model = { ...model, logLikelihood: likelihood, predict: (sounds) => tf.softmax(heard(sounds)) };
  return { model: deaf, dispose: () => network.dispose() };
}

/** Entropy of the levels as often as they come, in bits. */
function aloneBits(tf: Tf, { dataset, random }: Training): number {
  return tf.tidy(() => {
    const { real } = freshBatch(tf, dataset, random, 200);
    const shares = tf
      .oneHot(toMuLaw(tf, real.flatten(), levels) as never, levels)
      .toFloat()
      .mean(0)
      .dataSync();
    return -Array.from(shares).reduce((sum, share) => sum + (share > 0 ? share * Math.log2(share) : 0), 0);
  });
}
