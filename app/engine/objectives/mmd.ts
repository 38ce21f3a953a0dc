import type { Scalar, Tensor, Tf } from '../tensor.ts';
import { exp, relu } from '../twice-differentiable.ts';

/** k(x,y) for every row x of one and y of the other: [n,d], [m,d] → [n,m]; right to second order. */
export type Kernel = (tf: Tf, x: Tensor, y: Tensor) => Tensor;

/** Σ exp(−‖x−y‖²/2σ²) over the bandwidths σ. */
export function gaussianMixture(sigmas: readonly number[]): Kernel {
  return (tf, x, y) => {
    const squares = squaredDistances(tf, x, y);
    return tf.addN(sigmas.map((sigma) => exp(tf, tf.mul(squares, -1 / (2 * sigma * sigma)))));
  };
}

/** Σ (1 + ‖x−y‖²/2α)^−α: heavy tails, so that a slope is left however far the samples are. */
export function rationalQuadratic(alphas: readonly number[]): Kernel {
  return (tf, x, y) => {
    const squares = squaredDistances(tf, x, y);
    return tf.addN(alphas.map((alpha) => exp(tf, tf.mul(-alpha, tf.log(tf.add(1, tf.div(squares, 2 * alpha)))))));
  };
}

/** xᵀy: sees nothing but the means. */
export const linear: Kernel = (tf, x, y) => tf.matMul(x, y, false, true);

/** E k(x,x′) + E k(y,y′) − 2·E k(x,y) over all pairs, an example with itself too: biased, and never below 0. */
export function mmd2(tf: Tf, kernel: Kernel, x: Tensor, y: Tensor): Scalar {
  return tf.sub(tf.add(kernel(tf, x, x).mean(), kernel(tf, y, y).mean()), tf.mul(2, kernel(tf, x, y).mean())).asScalar();
}

/** The same over pairs of two examples: right on average, and below 0 now and then. A sample of one has none and counts 0. */
export function unbiasedMmd2(tf: Tf, kernel: Kernel, x: Tensor, y: Tensor): Scalar {
  const within = (sample: Tensor) => {
    const count = sample.shape[0];
    const pairs = tf.mul(kernel(tf, sample, sample), tf.sub(1, tf.eye(count)));
    return tf.div(pairs.sum(), Math.max(1, count * (count - 1)));
  };
  return tf.sub(tf.add(within(x), within(y)), tf.mul(2, kernel(tf, x, y).mean())).asScalar();
}

/** √MMD², as GMMN and MMD-GAN minimise it. Rounding can take MMD² below 0, and the root has no slope there. */
export function rootOf(tf: Tf, squared: Scalar): Scalar {
  return tf.sqrt(tf.add(tf.relu(squared), 1e-8)).asScalar();
}

/** Examples as rows of numbers. */
export function rows(examples: Tensor): Tensor {
  return examples.reshape([examples.shape[0], -1]);
}

function squaredDistances(tf: Tf, x: Tensor, y: Tensor): Tensor {
  const lengths = tf.add(tf.sum(tf.square(x), 1, true), tf.sum(tf.square(y), 1, true).reshape([1, -1]));
  return relu(tf, tf.sub(lengths, tf.mul(2, tf.matMul(x, y, false, true))));
}
