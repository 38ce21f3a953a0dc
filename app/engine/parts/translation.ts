import type { ParamSpec, PresetValue } from '../../../shared/params.ts';
import { choiceParam } from './bodies.ts';
import type { Layer } from '../network.ts';
import { denseTranslator, localTranslator, resnetTranslator, unet } from '../networks/index.ts';
import { choiceOf, numberOf, ours } from '../param.ts';
import type { BuildContext } from '../recipe.ts';
import type { Scalar, Tensor, Tf } from '../tensor.ts';
import { softplus } from '../twice-differentiable.ts';

/** How our translators and their judges differ from published ones. */
export const translationDepartures = [
  'Translators are made for pictures of 16 to 128 pixels: residual ones have three blocks at half the side where the CycleGAN code has six to nine at a quarter of it, and a U-Net goes down as often as the side allows.',
  'Patch discriminators see patches of about 16 pixels, not 70.',
];

/** What systems share that make one picture from another. */
export function translatorParams(usual: 'unet' | 'local' | 'resnet', why: string, published?: PresetValue): ParamSpec[] {
  const width = { group: 'networks', type: 'integer', min: 1, max: 512, scale: 'log' } as const;
  return [
    choiceParam({
      key: 'translator',
      label: 'Translator',
      help: 'What turns one picture into the other.',
      group: 'networks',
      choices: [
        { value: 'unet', label: 'U-Net', help: 'Down and up again, with skips between equal sides.' },
        { value: 'resnet', label: 'Residual blocks', help: 'At half the side.' },
        { value: 'local', label: 'Local', help: 'Sees 9 × 9 pixels: can’t mirror or move anything.' },
        {
          value: 'dense',
          label: 'Fully connected',
          help: 'Can put anything anywhere: unpaired it may mirror the picture, and the cycle never tells.',
        },
      ],
      presets: { small: ours(usual, why), paper: published ?? ours(usual, why) },
    }),
    {
      ...width,
      key: 'translatorWidth',
      label: 'Translator width',
      help: 'Filters of its first layer; deeper ones have more.',
      presets: { small: ours(16, 'trains in minutes on two cores'), paper: ours(64, 'as published translators') },
    },
    {
      ...width,
      key: 'discriminatorWidth',
      label: 'Discriminator width',
      help: 'Filters of its first layer; deeper ones have more.',
      presets: { small: ours(16, 'trains in minutes on two cores'), paper: ours(64, 'as published patch discriminators') },
    },
  ];
}

export function translatorLayers({ params }: BuildContext, picture: { size: number; channels: number }): Layer[] {
  const options = { ...picture, width: numberOf(params, 'translatorWidth') };
  const makers = { unet, resnet: resnetTranslator, local: localTranslator, dense: denseTranslator };
  return makers[choiceOf(params, 'translator', ['unet', 'resnet', 'local', 'dense'])](options);
}

/** Mean |a − b| over all numbers. */
export function l1(tf: Tf, first: Tensor, second: Tensor): Scalar {
  return tf.abs(tf.sub(first, second)).mean().asScalar();
}

/** Discriminator's and generator's side of a game over patches, non-saturating (bce) or least squares (arXiv:1611.04076). */
export const patchGame = {
  bce: {
    judge: (tf: Tf, real: Tensor, made: Tensor) =>
      tf
        .add(softplus(tf, tf.neg(real)).mean(), softplus(tf, made).mean())
        .mul(0.5)
        .asScalar(),
    generator: (tf: Tf, made: Tensor) => softplus(tf, tf.neg(made)).mean().asScalar(),
  },
  leastSquares: {
    judge: (tf: Tf, real: Tensor, made: Tensor) =>
      tf
        .add(tf.square(tf.sub(real, 1)).mean(), tf.square(made).mean())
        .mul(0.5)
        .asScalar(),
    generator: (tf: Tf, made: Tensor) => tf.square(tf.sub(made, 1)).mean().asScalar(),
  },
};

/** Mean of a map of patches, one number an example. */
export function meanPatch(map: Tensor): Tensor {
  return map.reshape([map.shape[0]!, -1]).mean(-1);
}

/** Every pixel becomes a square of equal ones, until the side is `size`. */
export function enlarged(tf: Tf, pictures: Tensor, size: number): Tensor {
  const [batch, side, , channels] = pictures.shape as [number, number, number, number];
  if (side === size) return pictures;
  const factor = size / side;
  const wide = tf.tile(pictures.reshape([batch * side * side, 1, channels]), [1, factor, 1]);
  return tf.tile(wide.reshape([batch * side, 1, side * factor * channels]), [1, factor, 1]).reshape([batch, size, size, channels]);
}
