import { drawLevel, fromLevels, logLikelihoodOf, toLevels } from './autoregressive.ts';
import { latentOf } from './latent-parts.ts';
import type { Latent } from '../recipe.ts';
import type { Tensor, Tf } from '../tensor.ts';

/** One uniform number for each value of an example: the same numbers draw the same one. */
export function noiseLatent(values: number): Latent {
  return latentOf([{ name: 'noise', size: values, kind: 'noise' }]);
}

/** Logits of every value from those before it: pictures [n,h,w,c], or a window of them that begins there → [n,h·w·c,levels]. */
export type PixelLogits = (pictures: Tensor, window?: { top: number; left: number }) => Tensor;

/**
 * Row by row, place by place, colour by colour; a pass for every value, through no more of the picture than is drawn and than the predictor sees from there:
 * `reach` places to each side. Without it every pass goes through the whole.
 */
export function drawPixels(
  tf: Tf,
  logits: PixelLogits,
  noise: Tensor,
  { size, channels = 1, levels, reach }: { size: number; channels?: number; levels: number; reach?: number },
): Tensor {
  const count = noise.shape[0]!;
  const values = size * size * channels;
  let pictures: Tensor = tf.zeros([count, values]);
  for (let at = 0; at < values; at += 1) {
    const place = Math.floor(at / channels);
    const [row, column] = [Math.floor(place / size), place % size];
    const { top, left, height, width } = windowAt(row, column, size, reach);
    const next = tf.tidy(() => {
      const seen = pictures.reshape([count, size, size, channels]).slice([0, top, left, 0], [-1, height, width, -1]);
      const predicted = logits(seen, { top, left })
        .slice([0, ((row - top) * width + column - left) * channels + (at % channels), 0], [-1, 1, -1])
        .squeeze([1]);
      const value = fromLevels(tf, drawLevel(tf, predicted, noise.slice([0, at], [-1, 1]).squeeze([1])), levels);
      const one = tf.oneHot(tf.tensor1d([at], 'int32'), values).toFloat();
      return tf.add(tf.mul(pictures, tf.sub(1, one)), tf.matMul(value.expandDims(1), one));
    });
    pictures.dispose();
    pictures = next;
  }
  return pictures.reshape([count, size, size, channels]);
}

function windowAt(row: number, column: number, size: number, reach: number | undefined) {
  if (reach === undefined) return { top: 0, left: 0, height: size, width: size };
  const [top, left, right] = [Math.max(0, row - reach), Math.max(0, column - reach), Math.min(size, column + reach + 1)];
  return { top, left, height: row + 1 - top, width: right - left };
}

/** log p of each picture in nats, and its mean as bits per pixel. */
export function pixelLikelihood(tf: Tf, logits: PixelLogits, pictures: Tensor, levels: number): Tensor {
  const flat = pictures.reshape([pictures.shape[0]!, -1]);
  return logLikelihoodOf(tf, logits(pictures), toLevels(tf, flat, levels), levels);
}
export function bitsPerValue(tf: Tf, likelihood: Tensor, values: number): Tensor {
  return tf.mul(likelihood.mean(), -1 / (values * Math.LN2));
}
