import type { Layer } from '../network.ts';
import { activation } from './layers/activation.ts';
import { residual } from './layers/compose.ts';
import { conv } from './layers/convolution.ts';
import { dense } from './layers/dense.ts';
import { batchNorm } from './layers/normalization.ts';
import { flatten, reshape, upsample } from './layers/shape.ts';
import { mlp } from './mlp.ts';

/** The four networks of two stages (arXiv:1612.03242), by the shape of the pictures that they make or see. */
export interface StageLayers {
  /** Stage I: [n] → a small picture in −1…1. */
  first(picture: number[], width: number): Layer[];
  /** Stage II sees the small picture. */
  eye(picture: number[], width: number): Layer[];
  /** Stage II: what was seen and the sentence → a whole picture, raw; in −1…1 after a tanh. */
  second(told: number[], picture: number[], width: number): Layer[];
  /** What stage II makes is added to the small picture enlarged. */
  corrects: boolean;
  /** A discriminator’s, without the last bend. */
  body(picture: number[], width: number): Layer[];
}

/** As published, for pictures of any side; nothing is transposed, sides are doubled by repeating pixels. */
export const convolutionalStages: StageLayers = {
  first([side, , channels], width) {
    const { start, halvings } = plan(side, 4);
    return [
      dense(start * start * width, { bias: false }), //  [start·start·width]
      reshape([start, start, width]),
      batchNorm(),
      activation('relu'),
      block(width), //                                   [start,start,width]
      activation('relu'),
      ...doublings(halvings, width), //                  [side,side,less]
      painted(channels),
      activation('tanh'),
    ];
  },
  eye([side], width) {
    const { halvings } = plan(side, 16);
    const narrow = Array.from({ length: halvings }, () => [conv({ filters: width, kernel: 4, stride: 2 }), activation('relu')]);
    return [conv({ filters: width, kernel: 3 }), activation('relu'), ...narrow.flat()]; // [16 or less,…,width]
  },
  second: ([from], [side, , channels], width) => [
    conv({ filters: width, kernel: 3, bias: false }), // [from,from,width]
    batchNorm(),
    activation('relu'),
    block(width),
    activation('relu'),
    block(width),
    activation('relu'),
    ...doublings(Math.log2(side / from), width), //      [side,side,less]
    painted(channels),
  ],
  corrects: false,
  body([side], width) {
    const count = Math.max(1, plan(side, 4).halvings);
    return Array.from({ length: count }, (_, at) => [
      ...(at === 0 ? [] : [activation('leaky-relu')]),
      conv({ filters: width * 2 ** at, kernel: 4, stride: 2 }),
    ]).flat();
  },
};

/** Few convolutions see and make neighbouring pixels alike; all else is fully connected, and learns within minutes on a processor. */
const local = 8;
export const denseStages: StageLayers = {
  first: (picture, width) => [...mlp({ hidden: [width, width], output: picture, norm: 'batch' }), activation('tanh')],
  eye: () => [flatten()],
  second: (_told, [side, , channels], width) => [
    ...mlp({ hidden: [width, width], output: [side / 2, side / 2, local], norm: 'batch', outputActivation: 'relu' }),
    upsample(2),
    painted(channels),
  ],
  corrects: true,
  body: ([side], width) => [
    ...(side < 16 ? [] : [conv({ filters: local, kernel: 4, stride: 2 }), activation('leaky-relu')]),
    flatten(),
    ...mlp({ hidden: [width], output: [width], activation: 'leaky-relu' }),
  ],
};

function block(width: number): Layer {
  return residual([
    conv({ filters: width, kernel: 3, bias: false }),
    batchNorm(),
    activation('relu'),
    conv({ filters: width, kernel: 3, bias: false }),
    batchNorm(),
  ]);
}

/** Twice the side and half the filters, so many times. */
function doublings(count: number, width: number): Layer[] {
  return Array.from({ length: count }, (_, at) => [
    upsample(2),
    conv({ filters: Math.max(1, Math.round(width / 2 ** (at + 1))), kernel: 3, bias: false }),
    batchNorm(),
    activation('relu'),
  ]).flat();
}

function painted(channels: number): Layer {
  return conv({ filters: channels, kernel: 3, initial: 'glorot-uniform' });
}

/** Halves `side` while it is even and larger than `least`. */
function plan(side: number, least: number): { start: number; halvings: number } {
  let [start, halvings] = [side, 0];
  while (start > least && start % 2 === 0) {
    start /= 2;
    halvings += 1;
  }
  return { start, halvings };
}
