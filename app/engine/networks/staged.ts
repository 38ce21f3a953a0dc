import type { Layer } from '../network.ts';
import { activation } from './layers/activation.ts';
import { residual } from './layers/compose.ts';
import { conv } from './layers/convolution.ts';
import { dense } from './layers/dense.ts';
import { batchNorm } from './layers/normalization.ts';
import { reshape, upsample } from './layers/shape.ts';

/** The convolutional networks of StackGAN (arXiv:1612.03242), for pictures of any side; nothing is transposed, sides are doubled by repeating pixels. */

/** Stage I: [n] → [side,side,channels] in −1…1, from the smallest side that halving reaches. */
export function growing([side, , channels]: number[], width: number): Layer[] {
  const { start, halvings } = plan(side, 4);
  return [
    dense(start * start * width, { bias: false }), //  [start·start·width]
    reshape([start, start, width]),
    batchNorm(),
    activation('relu'),
    block(width), //                                   [start,start,width]
    activation('relu'),
    ...doublings(halvings, width), //                  [side,side,less]
    ...painted(channels),
  ];
}

/** Stage II sees the small picture: [side,side,channels] → [16 or less,…,width]. */
export function looking(side: number, width: number): Layer[] {
  const { halvings } = plan(side, 16);
  const narrow = Array.from({ length: halvings }, () => [conv({ filters: width, kernel: 4, stride: 2 }), activation('relu')]);
  return [conv({ filters: width, kernel: 3 }), activation('relu'), ...narrow.flat()];
}

/** Stage II makes the whole one: a map with the sentence at every place → [side,side,channels] in −1…1. */
export function refining([from]: number[], [side, , channels]: number[], width: number): Layer[] {
  return [
    conv({ filters: width, kernel: 3, bias: false }), //       [from,from,width]
    batchNorm(),
    activation('relu'),
    block(width),
    activation('relu'),
    block(width),
    activation('relu'),
    ...doublings(Math.log2(side / from), width), //            [side,side,less]
    ...painted(channels),
  ];
}

/** A discriminator down to the smallest side, without the last bend. */
export function narrowing(side: number, width: number): Layer[] {
  const count = Math.max(1, plan(side, 4).halvings);
  return Array.from({ length: count }, (_, at) => [
    ...(at === 0 ? [] : [activation('leaky-relu')]),
    conv({ filters: width * 2 ** at, kernel: 4, stride: 2 }),
  ]).flat();
}

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

function painted(channels: number): Layer[] {
  return [conv({ filters: channels, kernel: 3, initial: 'glorot-uniform' }), activation('tanh')];
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
