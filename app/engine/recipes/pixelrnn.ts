import { activation, maskedConv, rowLstm } from '../networks/index.ts';
import { numberOf, ours } from '../param.ts';
import { colorsOf, pixelGame, pixelParams } from '../parts/pixel-game.ts';
import type { Recipe } from '../recipe.ts';

/** Pixel after pixel, by an LSTM that runs down the rows. */
export const pixelRnn: Recipe = {
  name: 'pixelrnn',
  title: 'PixelRNN (row LSTM)',
  purpose: 'Predicts each pixel by an LSTM that goes down the picture row by row and remembers what stood above.',
  idea:
    'The state of the LSTM is a whole row; each row is made from the one above by a convolution of width three and from the pixels already ' +
    'drawn in the row. So a pixel sees a cone of all rows above, however far, where a PixelCNN of few layers sees a window. It is slower: ' +
    'rows can’t be computed at once.',
  paper: { authors: 'van den Oord, Kalchbrenner, Kavukcuoglu', title: 'Pixel Recurrent Neural Networks', year: 2016, arxiv: '1601.06759' },
  family: 'autoregressive',
  accepts: ['pictures'],
  usualData: { name: 'markov-texture', params: {} },
  recording: { featuresEvery: 0, samplesEvery: 500 },
  players: ['predictor'],
  formulas: [
    {
      player: 'predictor',
      tex: String.raw`-\,\mathbb{E}_x\sum_i \log p(x_i\mid x_1,\dots,x_{i-1}),\quad c_r=f_r\odot c_{r-1}+i_r\odot g_r,\; h_r=o_r\odot\tanh c_r`,
    },
  ],
  params: pixelParams({
    width: { small: ours(16, 'trains in minutes on two cores'), paper: ours(128, 'roomy') },
    blocks: { small: ours(1, 'one row LSTM'), paper: ours(7, 'deep') },
    blocksHelp: 'How many row LSTMs follow the first layer of 7 × 7.',
  }),

  build(context) {
    const [levels, width] = [numberOf(context.params, 'levels'), numberOf(context.params, 'width')];
    const colors = colorsOf(context, 'PixelRNN');
    const layers = [
      maskedConv({ filters: width, kernel: 7, sees: 'before', colors }),
      ...Array.from({ length: numberOf(context.params, 'blockDepth') }, () => rowLstm({ colors })),
      activation('relu'),
      maskedConv({ filters: width, kernel: 1, sees: 'upto', colors }),
      activation('relu'),
      maskedConv({ filters: levels * colors, kernel: 1, sees: 'upto', colors }),
    ];
    return pixelGame(context, { layers, isTold: false });
  },
};
