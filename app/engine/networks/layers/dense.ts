import { StudioError } from '../../../../shared/errors.ts';
import { initialValues, type Initial } from '../initial.ts';
import type { Layer } from '../../network.ts';
import type { Tensor } from '../../tensor.ts';

/** x·kernel + bias: [n] → [units]. */
export function dense(units: number, { initial = 'he-normal', bias = true }: { initial?: Initial; bias?: boolean } = {}): Layer {
  return {
    kind: 'dense',
    twiceDifferentiable: true,
    knobs: { units, bias },
    output(input) {
      if (input.length !== 1) {
        throw new StudioError('invalid', `A dense layer takes a row of numbers, not the shape [${input}]; put a flatten layer before it.`);
      }
      return [units];
    },
    build({ tf, random, input, variable }) {
      const inputs = input[0]!;
      const kernel = variable('kernel', [inputs, units], initialValues(initial, random, [inputs, units], inputs, units), {
        layout: 'dense',
      });
      const offset = bias ? variable('bias', [units], new Float32Array(units), { layout: 'vector' }) : null;
      return {
        apply: (x: Tensor) => (offset === null ? tf.matMul(x, kernel) : tf.add(tf.matMul(x, kernel), offset)),
      };
    },
  };
}
