import { StudioError } from '../../../shared/errors.ts';
import { playParams, playerOptimizer } from '../bodies.ts';
import { buildNetwork } from '../network.ts';
import { activation, maskedConv, residual } from '../networks/index.ts';
import { both, fromCode, numberOf, ours } from '../param.ts';
import { bitsPerValue, drawPixels, noiseLatent, pixelLikelihood } from '../pixel-sampling.ts';
import type { Recipe } from '../recipe.ts';
import type { Tensor } from '../tensor.ts';

/** Pixel after pixel, by masked convolutions. */
export const pixelCnn: Recipe = {
  name: 'pixelcnn',
  title: 'PixelCNN',
  purpose: 'Predicts each pixel from those before it and draws pictures one pixel at a time; its likelihood is exact.',
  idea:
    'The probability of a picture is the product of the probabilities of its pixels, each given those above and to the left. Convolutions ' +
    'with half of their kernel masked compute all of these at once while training; drawing goes pixel by pixel. Bits per pixel can be ' +
    'compared with the entropy of the source, where that is known: below it there is a leak.',
  paper: { authors: 'van den Oord, Kalchbrenner, Kavukcuoglu', title: 'Pixel Recurrent Neural Networks', year: 2016, arxiv: '1601.06759' },
  family: 'autoregressive',
  accepts: ['pictures'],
  usualData: { name: 'markov-texture', params: {} },
  players: ['predictor'],
  formulas: [{ player: 'predictor', tex: String.raw`-\,\mathbb{E}_x\sum_i \log p(x_i\mid x_1,\dots,x_{i-1})` }],
  params: [
    {
      key: 'levels',
      label: 'Levels',
      group: 'networks',
      help: 'Shades that are told apart; 2 is black and white.',
      type: 'integer',
      min: 2,
      max: 256,
      presets: { small: ours(2, 'black and white'), paper: fromCode(256, 'one for each value of a byte') },
    },
    {
      key: 'width',
      label: 'Width',
      group: 'networks',
      help: 'Channels of every layer.',
      type: 'integer',
      min: 1,
      max: 512,
      scale: 'log',
      presets: { small: ours(16, 'measured: within .01 bit of the texture in about a minute'), paper: ours(128, 'as published') },
    },
    {
      key: 'blockDepth',
      label: 'Residual blocks',
      group: 'networks',
      help: 'How many 3 × 3 blocks follow the first layer.',
      type: 'integer',
      min: 1,
      max: 32,
      presets: { small: ours(2, 'sees twelve pixels back'), paper: ours(15, 'as published') },
    },
    ...playParams({
      rates: { predictor: { presets: both(ours(2e-3, 'minutes on two cores')) } },
      batch: { presets: both(ours(32, 'minutes on two cores')) },
    }),
  ],

  build(context) {
    const { tf, params, data, random } = context;
    if (data.kind !== 'pictures' || data.channels !== 1)
      throw new StudioError('invalid', 'PixelCNN takes pictures of one channel; choose grey pictures.');
    const { size } = data;
    const [levels, width] = [numberOf(params, 'levels'), numberOf(params, 'width')];
    const blocks = Array.from({ length: numberOf(params, 'blockDepth') }, () =>
      residual([activation('relu'), maskedConv({ filters: width, kernel: 3, sees: 'upto' })]),
    );
    const predictor = buildNetwork({
      tf,
      name: 'predictor',
      random: random.fork('predictor'),
      input: [size, size, 1],
      layers: [
        maskedConv({ filters: width, kernel: 7, sees: 'before' }),
        ...blocks,
        activation('relu'),
        maskedConv({ filters: levels, kernel: 1, sees: 'upto' }),
      ],
    });
    const logits = (pictures: Tensor) => predictor.apply(pictures).reshape([pictures.shape[0]!, size * size, levels]);

    return {
      networks: [predictor],
      latent: noiseLatent(size * size),
      players: [
        {
          name: 'predictor',
          networks: ['predictor'],
          optimizer: playerOptimizer(params, 'predictor'),
          batch: numberOf(params, 'batch'),
          loss({ real }) {
            const likelihood = pixelLikelihood(tf, logits, real, levels);
            return {
              loss: likelihood.mean().neg().asScalar(),
              also: { 'bits-per-value': bitsPerValue(tf, likelihood, size * size).asScalar() },
            };
          },
        },
      ],
      schedule: () => [{ player: 'predictor', updates: 1 }],
      generate: (noise) => drawPixels(tf, logits, noise, size, levels),
      logLikelihood: (pictures) => pixelLikelihood(tf, logits, pictures, levels),
      predict: (pictures) => tf.softmax(logits(pictures)),
    };
  },
};
