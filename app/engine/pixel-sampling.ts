import { drawLevel, fromLevels, logLikelihoodOf, toLevels } from './autoregressive.ts';
import type { Latent } from './recipe.ts';
import type { Tensor, Tf } from './tensor.ts';

/** One uniform number for each value of a picture: the same numbers draw the same picture. */
export function noiseLatent(values: number): Latent {
  return {
    size: values,
    parts: [{ name: 'noise', from: 0, size: values, kind: 'noise' }],
    draw: (random, count) => Float32Array.from({ length: count * values }, random.uniform),
  };
}

/** Logits of every pixel from those before it: pictures [n,h,w,1] → [n,h·w,levels]. */
export type PixelLogits = (pictures: Tensor) => Tensor;

/**
 * Row by row, place by place; a pass for every pixel, through no more of the picture than is drawn and than the predictor sees from there:
 * `reach` places to each side. Without it every pass goes through the whole.
 */
export function drawPixels(
  tf: Tf,
  logits: PixelLogits,
  noise: Tensor,
  { size, levels, reach }: { size: number; levels: number; reach?: number },
): Tensor {
  const count = noise.shape[0]!;
  let pictures: Tensor = tf.zeros([count, size * size]);
  for (let at = 0; at < size * size; at += 1) {
    const [row, column] = [Math.floor(at / size), at % size];
    const { top, left, height, width } = windowAt(row, column, size, reach);
    const next = tf.tidy(() => {
      const seen = pictures.reshape([count, size, size, 1]).slice([0, top, left, 0], [-1, height, width, -1]);
      const here = logits(seen)
        .slice([0, (row - top) * width + column - left, 0], [-1, 1, -1])
        .squeeze([1]);
      const value = fromLevels(tf, drawLevel(tf, here, noise.slice([0, at], [-1, 1]).squeeze([1])), levels);
      const place = tf.oneHot(tf.tensor1d([at], 'int32'), size * size).toFloat();
      return tf.add(tf.mul(pictures, tf.sub(1, place)), tf.matMul(value.expandDims(1), place));
    });
    pictures.dispose();
    pictures = next;
  }
  return pictures.reshape([count, size, size, 1]);
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
