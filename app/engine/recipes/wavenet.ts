import { StudioError } from '../../../shared/errors.ts';
import { drawLevel, logLikelihoodOf } from '../parts/autoregressive.ts';
import { playParams, playerOptimizer } from '../parts/game-params.ts';
import { fromMuLaw, toMuLaw } from '../parts/mu-law.ts';
import { buildWaveNet } from '../networks/index.ts';
import { both, fromCode, fromPaper, numberOf, ours } from '../param.ts';
import { bitsPerValue, noiseLatent } from '../parts/pixel-sampling.ts';
import type { Recipe } from '../recipe.ts';
import type { Tensor } from '../tensor.ts';

const ibab = 'ibab/tensorflow-wavenet, wavenet_params.json';

/** Sound, sample after sample, heard through dilated causal convolutions. */
export const waveNet: Recipe = {
  name: 'wavenet',
  title: 'WaveNet',
  purpose: 'Predicts each sample of a sound from those before it and speaks by drawing one after another; its likelihood is exact.',
  idea:
    'A sound is a product of predictions: each sample, rounded to a µ-law level, given all before it. Convolutions that look back 1, 2, 4, ' +
    '8 … samples see far with few layers; gates decide what passes, and the class (who speaks) is told inside every gate. Training sees all ' +
    'moments at once; drawing keeps what each layer has heard in a queue, so that one more sample costs the same however long the sound is.',
  paper: {
    authors: 'van den Oord, Dieleman, Zen, Simonyan, Vinyals, Graves, Kalchbrenner, Senior, Kavukcuoglu',
    title: 'WaveNet: A Generative Model for Raw Audio',
    year: 2016,
    arxiv: '1609.03499',
  },
  family: 'autoregressive',
  accepts: ['sound'],
  players: ['predictor'],
  formulas: [{ player: 'predictor', tex: String.raw`-\,\mathbb{E}_x\sum_t \log p(x_t\mid x_1,\dots,x_{t-1},\,c)` }],
  params: [
    {
      key: 'levels',
      label: 'Levels',
      group: 'networks',
      help: 'µ-law levels that a sample is rounded to.',
      type: 'integer',
      min: 2,
      max: 256,
      presets: { small: ours(32, 'measured: an autoregression of order two in seconds'), paper: fromPaper(256, 'arXiv:1609.03499') },
    },
    {
      key: 'width',
      label: 'Width',
      group: 'networks',
      help: 'Channels of the stream and of each gate.',
      type: 'integer',
      min: 1,
      max: 512,
      scale: 'log',
      presets: { small: ours(16, 'trains in minutes on two cores'), paper: fromCode(32, ibab) },
    },
    {
      key: 'skipWidth',
      label: 'Skip width',
      group: 'networks',
      help: 'Channels that the blocks add up their findings in.',
      type: 'integer',
      min: 1,
      max: 1024,
      scale: 'log',
      presets: { small: ours(32, 'trains in minutes on two cores'), paper: fromCode(512, ibab) },
    },
    {
      key: 'dilationDepth',
      label: 'Dilations',
      group: 'networks',
      help: 'Blocks of one stack: they look back 1, 2, 4 … samples, so n of them see 2ⁿ.',
      type: 'integer',
      min: 1,
      max: 12,
      presets: { small: ours(5, 'sees 32 samples back'), paper: fromPaper(10, 'up to 512, arXiv:1609.03499') },
    },
    {
      key: 'stacks',
      label: 'Stacks',
      group: 'networks',
      help: 'How often the row of dilations is repeated.',
      type: 'integer',
      min: 1,
      max: 10,
      presets: { small: ours(1, 'enough for short memories'), paper: fromCode(5, ibab) },
    },
    ...playParams({
      rates: { predictor: { presets: { small: ours(3e-3, 'minutes on two cores'), paper: fromCode(1e-3, 'ibab/tensorflow-wavenet') } } },
      batch: { presets: both(ours(16, 'minutes on two cores')) },
    }),
  ],

  build({ tf, params, data, random }) {
    if (data.kind !== 'sound') throw new StudioError('invalid', `WaveNet takes sound, not ${data.kind}; choose a dataset of sounds.`);
    const { length, classes } = data;
    const levels = numberOf(params, 'levels');
    const dilations = Array.from({ length: numberOf(params, 'stacks') }, () =>
      Array.from({ length: numberOf(params, 'dilationDepth') }, (_, at) => 2 ** at),
    ).flat();
    const [width, skipWidth] = [numberOf(params, 'width'), numberOf(params, 'skipWidth')];
    const shape = { levels, length, width, skipWidth, dilations, classes };
    const { network, logits, start } = buildWaveNet({ tf, name: 'predictor', random: random.fork('predictor'), ...shape });
    const heard = (indices: Tensor) => tf.oneHot(indices as never, levels).toFloat();
    const predicted = (sounds: Tensor, condition?: Tensor) => logits(heard(toMuLaw(tf, sounds, levels)), condition);
    const likelihood = (sounds: Tensor, condition?: Tensor) =>
      logLikelihoodOf(tf, predicted(sounds, condition), toMuLaw(tf, sounds, levels), levels);

    return {
      networks: [network],
      latent: noiseLatent(length),
      conditionedOn: classes === null ? undefined : 'class',
      players: [
        {
          name: 'predictor',
          networks: ['predictor'],
          optimizer: playerOptimizer(params, 'predictor'),
          batch: numberOf(params, 'batch'),
          loss({ real, condition }) {
            const found = likelihood(real, condition ?? undefined);
            const bits = bitsPerValue(tf, found, length).asScalar();
            return { loss: tf.mul(found.mean(), -1 / length).asScalar(), also: { 'bits-per-value': bits } };
          },
        },
      ],
      schedule: () => [{ player: 'predictor', updates: 1 }],
      generate(noise, condition) {
        const speaking = start(noise.shape[0]!, condition);
        const drawn: Tensor[] = [];
        let last: Tensor | null = null;
        for (let at = 0; at < length; at += 1) {
          const [level, oneHot]: Tensor[] = tf.tidy(() => {
            const index = drawLevel(tf, speaking.next(last), noise.slice([0, at], [-1, 1]).squeeze([1]));
            return [index, heard(index)];
          });
          last?.dispose();
          last = oneHot;
          drawn.push(level);
        }
        speaking.dispose();
        const sounds = tf.tidy(() => fromMuLaw(tf, tf.stack(drawn, 1), levels));
        tf.dispose(drawn);
        last?.dispose();
        return sounds;
      },
      logLikelihood: likelihood,
      predict: (sounds, condition) => tf.softmax(predicted(sounds, condition)),
    };
  },
};
