import { initialValues } from '../initial.ts';
import type { Layer } from '../../network.ts';
import type { Tensor } from '../../tensor.ts';

/**
 * How close an example is to the others of its batch, beside its own features (arXiv:1606.03498, §3.2): M = x·T as `kernels` rows
 * of `dims` numbers, o_b = mean of exp(−‖M_ib − M_jb‖₁) over the others. [n] → [n + kernels]. It couples the examples of a batch. The
 * paper sums; the mean says the same, but stays of the size of the features however large the batch, or it drowns them at first.
 */
export function minibatch({ kernels, dims }: { kernels: number; dims: number }): Layer {
  return {
    kind: 'minibatch',
    twiceDifferentiable: false,
    knobs: { kernels, dims },
    output: ([features]) => [features + kernels],
    build({ tf, random, input, variable }) {
      const [features] = input;
      const shape = [features, kernels * dims];
      const values = initialValues('glorot-uniform', random, shape, features, kernels * dims);
      const weights = variable('kernel', shape, values, { layout: 'dense' });
      return {
        apply(x: Tensor) {
          const batch = x.shape[0]!;
          const rows = tf.matMul(x, weights).reshape([batch, kernels, dims]);
          const apart = tf.sum(tf.abs(tf.sub(rows.expandDims(0), rows.expandDims(1))), -1); //  [batch,batch,kernels]
          // Each is at distance 0 of itself: that one is taken off.
          const near = tf.div(tf.sub(tf.sum(tf.exp(tf.neg(apart)), 0), 1), Math.max(1, batch - 1));
          return tf.concat([x, near], 1);
        },
      };
    },
  };
}
