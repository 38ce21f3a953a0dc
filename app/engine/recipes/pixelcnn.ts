import { activation, maskedConv, residual } from '../networks/index.ts';
import { numberOf, ours } from '../param.ts';
import { colorsOf, pixelGame, pixelParams } from '../parts/pixel-game.ts';
import type { Recipe } from '../recipe.ts';

/** Pixel after pixel, by masked convolutions. */
export const pixelCnn: Recipe = {
  name: 'pixelcnn',
  title: 'PixelCNN',
  purpose: 'Predicts each pixel from those before it and draws pictures one pixel at a time; its likelihood is exact.',
  idea:
    'The probability of a picture is the product of the probabilities of its pixels, each given those above and to the left. Convolutions ' +
    'with half of their kernel masked compute all of these at once while training; drawing goes pixel by pixel. Bits per pixel can be ' +
    'compared with the entropy of the source, where that is known: below it there is a leak. The colours of a pixel come one after another: ' +
    'green is told red, blue both.',
  paper: { authors: 'van den Oord, Kalchbrenner, Kavukcuoglu', title: 'Pixel Recurrent Neural Networks', year: 2016, arxiv: '1601.06759' },
  departures: ['A residual block is one masked convolution of 3 × 3; the published one squeezes the channels by half around it.'],
  family: 'autoregressive',
  accepts: ['pictures'],
  usualData: { name: 'markov-texture', params: {} },
  recording: { featuresEvery: 0, samplesEvery: 500 },
  players: ['predictor'],
  formulas: [{ player: 'predictor', tex: String.raw`-\,\mathbb{E}_x\sum_i \log p(x_i\mid x_1,\dots,x_{i-1})` }],
  params: pixelParams({
    width: { small: ours(16, 'measured: within .01 bit of the texture in about a minute'), paper: ours(128, 'as published') },
    blocks: { small: ours(2, 'sees five pixels away'), paper: ours(15, 'as published') },
    blocksHelp: 'How many residual blocks of 3 × 3 follow the first layer of 7 × 7.',
  }),

  build(context) {
    const [levels, width] = [numberOf(context.params, 'levels'), numberOf(context.params, 'width')];
    const colors = colorsOf(context, 'PixelCNN');
    const blocks = Array.from({ length: numberOf(context.params, 'blockDepth') }, () =>
      residual([activation('relu'), maskedConv({ filters: width, kernel: 3, sees: 'upto', colors })]),
    );
    const layers = [
      maskedConv({ filters: width, kernel: 7, sees: 'before', colors }),
      ...blocks,
      activation('relu'),
      maskedConv({ filters: levels * colors, kernel: 1, sees: 'upto', colors }),
    ];
    return pixelGame(context, { layers, isTold: false });
  },
};
