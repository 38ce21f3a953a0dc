import { initialValues } from '../initial.ts';
import type { Layer, LayerContext } from '../../network.ts';
import type { Random } from '../../random.ts';
import type { Tensor, Tensor4D, Variable } from '../../tensor.ts';
import { constant } from '../../twice-differentiable.ts';

/**
 * Layers whose weights are divided by their largest singular value (arXiv:1802.05957), found by one round of power iteration at each
 * training pass; its vector is kept with the run. The gradient takes both singular vectors as constants, as the paper does.
 */
export function spectralDense(units: number): Layer {
  return {
    kind: 'spectral-dense',
    twiceDifferentiable: true,
    knobs: { units },
    output: () => [units],
    build(context) {
      const { tf, random, input, variable } = context;
      const shape = [input[0], units];
      const values = initialValues('he-normal', random, shape, input[0], units);
      const weights = variable('kernel', shape, values, { layout: 'dense' });
      const bias = variable('bias', [units], new Float32Array(units), { layout: 'vector' });
      const normalized = normalizing(context, weights, values, shape);
      return { apply: (x: Tensor, pass) => tf.add(tf.matMul(x, normalized(pass.training !== false)), bias) };
    },
  };
}

export function spectralConv({ filters, kernel, stride = 1 }: { filters: number; kernel: number; stride?: number }): Layer {
  return {
    kind: 'spectral-conv',
    twiceDifferentiable: true,
    knobs: { filters, kernel, stride, padding: 'same' },
    output: ([height, width]) => [Math.ceil(height / stride), Math.ceil(width / stride), filters],
    build(context) {
      const { tf, random, input, variable } = context;
      const shape = [kernel, kernel, input[2], filters];
      const seen = kernel * kernel * input[2];
      const values = initialValues('he-normal', random, shape, seen, filters);
      const weights = variable('kernel', shape, values, { layout: 'conv' });
      const bias = variable('bias', [filters], new Float32Array(filters), { layout: 'vector' });
      const normalized = normalizing(context, weights, values, [seen, filters]);
      return {
        apply: (x: Tensor, pass) =>
          tf.add(tf.conv2d(x as Tensor4D, normalized(pass.training !== false).reshape(shape) as Tensor4D, stride, 'same'), bias),
      };
    },
  };
}

const settling = 50;

/** W / σ(W), W seen as [rows, columns]. */
function normalizing(
  { tf, random, variable }: LayerContext,
  weights: Variable,
  values: Float32Array,
  [rows, columns]: number[],
): (training: boolean) => Tensor {
  const unit = (vector: Tensor) => tf.div(vector, tf.add(tf.norm(vector), 1e-12));
  const direction = variable('direction', [columns, 1], settled(values, rows, columns, random), { layout: 'vector', trainable: false });

  return (training) => {
    const matrix = weights.reshape([rows, columns]);
    const found = tf.tidy(() => {
      const fixed = constant(tf, matrix);
      const left = unit(tf.matMul(fixed, direction));
      const right = training ? unit(tf.matMul(fixed, left, true, false)) : unit(direction);
      if (training) direction.assign(right as Variable);
      return [left, right];
    });
    const sigma = tf.sum(tf.mul(matrix, tf.matMul(found[0], found[1], false, true)));
    return tf.div(matrix, sigma);
  };
}

/** The right singular vector of the largest singular value of the initial weights, so that the first steps are bounded too. */
function settled(values: Float32Array, rows: number, columns: number, random: Random): Float32Array {
  let right = unitOf(Float32Array.from({ length: columns }, random.normal));
  for (let round = 0; round < settling; round += 1) {
    const left = new Float32Array(rows);
    values.forEach((value, at) => {
      left[Math.floor(at / columns)] += value * right[at % columns];
    });
    const next = new Float32Array(columns);
    values.forEach((value, at) => {
      next[at % columns] += value * left[Math.floor(at / columns)];
    });
    right = unitOf(next);
  }
  return right;
}

function unitOf(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0)) || 1;
  return vector.map((value) => value / length);
}
