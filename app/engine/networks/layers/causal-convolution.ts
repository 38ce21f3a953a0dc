import type { Tensor, Tf } from '../../tensor.ts';

/**
 * A causal convolution of two taps is a product with each moment beside the one `dilation` before it (arXiv:1609.03499). Written as
 * pad, slice and product: dilated convolutions have no gradient in tfjs.
 */

/** Every moment moved back by so many, silence coming in: [n,length,c] → the same. */
export function delayed(tf: Tf, x: Tensor, moments: number): Tensor {
  const padding: [number, number][] = [
    [0, 0],
    [moments, 0],
    [0, 0],
  ];
  return tf.pad(x, padding).slice([0, 0, 0], [-1, x.shape[1]!, -1]);
}

/** One product for all moments: [n,length,c] · [c,d] → [n,length,d]. */
export function overMoments(tf: Tf, x: Tensor, kernel: Tensor): Tensor {
  const [count, length, channels] = x.shape as [number, number, number];
  return tf.matMul(x.reshape([count * length, channels]), kernel).reshape([count, length, kernel.shape[1]!]);
}
