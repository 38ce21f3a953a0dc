import { StudioError } from '../../../../shared/errors.ts';
import type { Layer } from '../../network.ts';
import type { Tensor } from '../../tensor.ts';

/**
 * Sets the one-hot condition beside the input, as every layer of the conditional DCGAN code does (arXiv:1411.1784, 1511.06434):
 * [n] → [n+classes]; [h,w,c] → [h,w,c+classes], one constant map per class.
 */
export function condition(classes: number): Layer {
  return {
    kind: 'condition',
    twiceDifferentiable: true,
    knobs: { classes },
    output(input) {
      if (input.length !== 1 && input.length !== 3) {
        throw new StudioError('invalid', `A condition can stand beside a row of numbers or a picture, not the shape [${input}].`);
      }
      return [...input.slice(0, -1), input.at(-1)! + classes];
    },
    build: ({ tf, input }) => ({
      apply(x: Tensor, pass) {
        if (pass.condition === undefined) {
          throw new StudioError('invalid', `This network was built for ${classes} classes and needs a condition with every pass.`);
        }
        const batch = x.shape[0]!;
        if (input.length === 1) {
          return tf.concat([x, pass.condition], 1);
        }
        const [height, width] = input as [number, number];
        const maps = tf.mul(tf.reshape(pass.condition, [batch, 1, 1, classes]), tf.ones([1, height, width, 1]));
        return tf.concat([x, maps], 3);
      },
    }),
  };
}
