import type { Layer } from '../network.ts';
import { activation } from './layers/activation.ts';
import { residual, skip } from './layers/compose.ts';
import { conv, convTranspose } from './layers/convolution.ts';
import { dense } from './layers/dense.ts';
import { instanceNorm } from './layers/normalization.ts';
import { flatten, reshape } from './layers/shape.ts';

/** Networks from a picture to a picture of the same sides, and the critic that judges patches of one. */
export interface TranslatorOptions {
  /** Side of the square pictures. */
  size: number;
  /** Of what comes out; what goes in may have others. */
  channels: number;
  width: number;
}

/**
 * Down and up again with skips between equal sides (arXiv:1611.07004), as deep as the side can be halved evenly, three times at most:
 * [size,size,any] → [size,size,channels] in −1…1. Instance norm in place of batch norm, since batches are small.
 */
export function unet({ size, channels, width }: TranslatorOptions): Layer[] {
  const levels = Math.min(3, halvings(size));
  const level = (depth: number, out: number): Layer[] => [
    conv({ filters: width * 2 ** depth, kernel: 4, stride: 2 }), //                          half the side
    ...(depth === 0 ? [] : [instanceNorm()]),
    activation('leaky-relu'),
    ...(depth + 1 < levels ? [skip(level(depth + 1, width * 2 ** depth))] : []),
    convTranspose({ filters: out, kernel: 4, stride: 2 }), //                                the side again
    ...(depth === 0 ? [] : [instanceNorm(), activation('relu')]),
  ];
  return [...level(0, channels), activation('tanh')];
}

/** Sees 9 × 9 pixels and no more: what it makes of a place depends on the place alone, so it can’t mirror or move. */
export function localTranslator({ channels, width }: TranslatorOptions): Layer[] {
  return [
    conv({ filters: width, kernel: 5 }),
    activation('relu'),
    conv({ filters: width, kernel: 3 }),
    activation('relu'),
    conv({ filters: channels, kernel: 3, initial: 'glorot-normal' }),
    activation('tanh'),
  ];
}

/** Sees the whole picture and can put anything anywhere: what a cycle returns may have been mirrored on the way. */
export function denseTranslator({ size, channels, width }: TranslatorOptions): Layer[] {
  const hidden = (): Layer[] => [dense(16 * width), activation('relu')];
  return [
    flatten(),
    ...hidden(),
    ...hidden(),
    dense(size * size * channels, { initial: 'glorot-uniform' }),
    reshape([size, size, channels]),
    activation('tanh'),
  ];
}

/** A few residual blocks at half the side (the generator of arXiv:1703.10593, small). */
export function resnetTranslator({ channels, width }: TranslatorOptions): Layer[] {
  const block = () =>
    residual([
      conv({ filters: 2 * width, kernel: 3 }),
      instanceNorm(),
      activation('relu'),
      conv({ filters: 2 * width, kernel: 3 }),
      instanceNorm(),
    ]);
  return [
    conv({ filters: width, kernel: 5 }),
    instanceNorm(),
    activation('relu'),
    conv({ filters: 2 * width, kernel: 4, stride: 2 }),
    instanceNorm(),
    activation('relu'),
    block(),
    block(),
    block(),
    convTranspose({ filters: width, kernel: 4, stride: 2 }),
    instanceNorm(),
    activation('relu'),
    conv({ filters: channels, kernel: 5, initial: 'glorot-normal' }),
    activation('tanh'),
  ];
}

/** One raw number for each patch of a picture (PatchGAN): [size,size,any] → [size/4,size/4,1]. */
export function patchCritic({ width, normalized = true }: { width: number; normalized?: boolean }): Layer[] {
  return [
    conv({ filters: width, kernel: 4, stride: 2 }),
    activation('leaky-relu'),
    conv({ filters: 2 * width, kernel: 4, stride: 2 }),
    ...(normalized ? [instanceNorm()] : []),
    activation('leaky-relu'),
    conv({ filters: 1, kernel: 3, initial: 'glorot-normal' }),
  ];
}

function halvings(size: number): number {
  let [left, times] = [size, 0];
  while (left % 2 === 0 && left > 2) {
    left /= 2;
    times += 1;
  }
  return times;
}
