import { activation, gatedPixels, maskedConv } from '../networks/index.ts';
import { numberOf, ours } from '../param.ts';
import { colorsOf, pixelGame, pixelParams } from '../parts/pixel-game.ts';
import type { Recipe } from '../recipe.ts';

/** PixelCNN with gates, without a blind spot, and told the class. */
export const gatedPixelCnn: Recipe = {
  name: 'gated-pixelcnn',
  title: 'Gated PixelCNN',
  purpose: 'PixelCNN that sees everything above and to the left, gated like an LSTM, and told which class to draw.',
  idea:
    'Stacked masked convolutions miss a wedge to the upper right. Two stacks don’t: one runs over the rows above, the other along the row and ' +
    'takes the first in. Each layer multiplies what it finds by a gate, as an LSTM does, and the class is told inside every gate, ' +
    'so that one network draws every class.',
  paper: {
    authors: 'van den Oord, Kalchbrenner, Vinyals, Espeholt, Graves, Kavukcuoglu',
    title: 'Conditional Image Generation with PixelCNN Decoders',
    year: 2016,
    arxiv: '1606.05328',
  },
  family: 'autoregressive',
  accepts: ['pictures'],
  usualData: { name: 'shapes', params: {} },
  recording: { featuresEvery: 0, samplesEvery: 500 },
  players: ['predictor'],
  formulas: [
    {
      player: 'predictor',
      tex: String.raw`-\,\mathbb{E}_{x,c}\sum_i \log p(x_i\mid x_1,\dots,x_{i-1},c),\quad y=\tanh(W_f*x+V_f c)\odot\sigma(W_g*x+V_g c)`,
    },
  ],
  params: pixelParams({
    width: { small: ours(16, 'trains in minutes on two cores'), paper: ours(128, 'roomy') },
    blocks: {
      small: ours(3, 'sees five pixels away and all rows above within them'),
      paper: ours(15, 'deep enough for pictures of 32 × 32'),
    },
    blocksHelp: 'How many pairs of gated layers, the first of 7 × 7, the rest of 3 × 3.',
  }),

  build(context) {
    const { params, data } = context;
    const [levels, width, blocks] = [numberOf(params, 'levels'), numberOf(params, 'width'), numberOf(params, 'blockDepth')];
    const colors = colorsOf(context, 'Gated PixelCNN');
    const layers = [
      gatedPixels({ width, blocks, kernel: 7, told: data.classes, colors }),
      activation('relu'),
      maskedConv({ filters: levels * colors, kernel: 1, sees: 'upto', colors }),
    ];
    return pixelGame(context, { layers, isTold: data.classes !== null });
  },
};
