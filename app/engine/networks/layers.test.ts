import { beforeAll, describe, expect, test } from 'vitest';
import { buildNetwork, type Layer, type Network } from '../network.ts';
import { seededRandom } from '../random.ts';
import type { Scalar, Tensor, Tf } from '../tensor.ts';
import {
  activation,
  averagePool,
  batchNorm,
  condition,
  conv,
  convTranspose,
  dense,
  flatten,
  instanceNorm,
  layerNorm,
  reshape,
  residual,
  skip,
  spectralConv,
  spectralDense,
  upsample,
} from './index.ts';

let tf: Tf;
beforeAll(async () => {
  const module = await import('@tensorflow/tfjs');
  tf = module.default ?? module;
  await tf.setBackend('cpu');
});

/** Each alone, on an input of its own; stride, padding and odd sizes included. */
const layers: { name: string; input: number[]; layer: () => Layer }[] = [
  { name: 'dense', input: [3], layer: () => dense(4) },
  { name: 'dense without bias', input: [3], layer: () => dense(4, { bias: false, initial: 'glorot-normal' }) },
  { name: 'conv 3×3', input: [4, 4, 2], layer: () => conv({ filters: 2, kernel: 3 }) },
  { name: 'conv 5×5 stride 2', input: [5, 6, 1], layer: () => conv({ filters: 2, kernel: 5, stride: 2 }) },
  { name: 'conv 3×3 stride 2 valid', input: [6, 5, 2], layer: () => conv({ filters: 2, kernel: 3, stride: 2, padding: 'valid' }) },
  { name: 'conv-transpose 4×4 stride 2', input: [3, 2, 2], layer: () => convTranspose({ filters: 2, kernel: 4 }) },
  { name: 'conv-transpose 3×3 stride 2 valid', input: [2, 3, 1], layer: () => convTranspose({ filters: 2, kernel: 3, padding: 'valid' }) },
  { name: 'flatten', input: [2, 2, 1], layer: () => flatten() },
  { name: 'reshape', input: [6], layer: () => reshape([3, 2, 1]) },
  { name: 'upsample', input: [2, 3, 2], layer: () => upsample(2) },
  { name: 'average-pool', input: [4, 2, 2], layer: () => averagePool(2) },
  { name: 'layer-norm of rows', input: [5], layer: () => layerNorm() },
  { name: 'layer-norm of pictures', input: [3, 2, 2], layer: () => layerNorm() },
  { name: 'condition beside a row', input: [3], layer: () => condition(2) },
  { name: 'condition beside a picture', input: [2, 2, 1], layer: () => condition(2) },
  { name: 'instance-norm', input: [3, 2, 2], layer: () => instanceNorm() },
  { name: 'residual', input: [3, 3, 2], layer: () => residual([conv({ filters: 2, kernel: 3 }), activation('softplus')]) },
  {
    name: 'skip',
    input: [4, 4, 1],
    layer: () => skip([conv({ filters: 2, kernel: 4, stride: 2 }), activation('softplus'), convTranspose({ filters: 2, kernel: 4 })]),
  },
  { name: 'spectral-dense', input: [4], layer: () => spectralDense(3) },
  { name: 'spectral-conv', input: [4, 4, 2], layer: () => spectralConv({ filters: 2, kernel: 3, stride: 2 }) },
  { name: 'linear', input: [4], layer: () => activation('linear') },
  { name: 'relu', input: [4], layer: () => activation('relu') },
  { name: 'leaky-relu', input: [4], layer: () => activation('leaky-relu') },
  { name: 'tanh', input: [4], layer: () => activation('tanh') },
  { name: 'sigmoid', input: [4], layer: () => activation('sigmoid') },
  { name: 'softplus', input: [4], layer: () => activation('softplus') },
];

describe.each(layers)('$name', ({ input, layer }) => {
  test('its gradients agree with finite differences', () => {
    const { network, points } = surrounded(layer(), input);
    expectGradients(network, points, (x, also) => objective(network, x, also));
    network.dispose();
  });

  test('the gradients of a gradient penalty agree with finite differences', () => {
    const { network, points } = surrounded(layer(), input);
    expect(network.twiceDifferentiable).toBe(true);
    expectGradients(network, points, (x, also) => penalty(network, x, also));
    network.dispose();
  });
});

test('batch norm: its gradients agree with finite differences, and it refuses to stand under a penalty', () => {
  for (const input of [[3], [2, 2, 2]]) {
    const { network, points } = surrounded(batchNorm(), input);
    expect(network.twiceDifferentiable).toBe(false);
    expectGradients(network, points, (x, also) => objective(network, x, also));
    network.dispose();
  }
});

test('the check catches what tfjs does to its own tanh', () => {
  const stock: Layer = {
    kind: 'stock-tanh',
    twiceDifferentiable: true,
    output: (input) => input,
    build: () => ({ apply: (x) => tf.tanh(x) }),
  };
  const { network, points } = surrounded(stock, [4]);
  expectGradients(network, points, (x, also) => objective(network, x, also));
  expect(() => expectGradients(network, points, (x, also) => penalty(network, x, also))).toThrow();
  network.dispose();
});

/**
 * The layer between two smooth ones with weights: (dense, tanh), layer, (flatten, dense, tanh), so that its second derivatives
 * matter to every weight.
 */
function surrounded(layer: Layer, input: number[]): { network: Network; points: Tensor } {
  const random = seededRandom(7);
  const size = input.reduce((product, side) => product * side, 1);
  const network = buildNetwork({
    tf,
    name: 'network',
    random,
    input: [3],
    layers: [dense(size, { initial: 'glorot-normal' }), activation('tanh'), reshape(input), layer, flatten(), dense(2), activation('tanh')],
  });
  const points = tf.tensor(
    Float32Array.from({ length: 12 }, () => random.normal()),
    [4, 3],
  );
  return { network, points };
}

function objective(network: Network, x: Tensor, also: Tensor): Scalar {
  return tf.mean(tf.square(tf.sub(output(network, x), also))) as Scalar;
}

/** E (‖∇ₓ f(x)‖² − 1)², the smooth cousin of the penalty of WGAN-GP. */
function penalty(network: Network, x: Tensor, also: Tensor): Scalar {
  const gradient = tf.grad((point: Tensor) => tf.sum(tf.mul(output(network, point), tf.add(also, 1))))(x);
  return tf.mean(tf.square(tf.sub(tf.sum(tf.square(gradient), 1), 1))) as Scalar;
}

function output(network: Network, x: Tensor): Tensor {
  return network.apply(x, { condition: tf.tensor([1, 0, 0, 1, 1, 0, 0, 1], [4, 2]) });
}

/** The gradient of every weight along three directions against (f(w+hv) − f(w−hv)) / 2h. */
function expectGradients(network: Network, points: Tensor, loss: (x: Tensor, also: Tensor) => Scalar): void {
  const random = seededRandom(11);
  const also = tf.tensor([0.3, -0.2], [1, 2]);
  const trained = network.variables.filter(({ trainable }) => trainable).map(({ variable }) => variable);
  const { grads } = tf.variableGrads(() => loss(points, also), trained);
  for (const variable of trained) {
    const start = variable.dataSync().slice();
    for (let direction = 0; direction < 3; direction += 1) {
      const towards = Float32Array.from(start, () => random.normal());
      const exact = Float32Array.from(grads[variable.name]!.dataSync()).reduce((sum, slope, at) => sum + slope * towards[at]!, 0);
      const size = Math.sqrt(towards.reduce((sum, value) => sum + value * value, 0));
      const step = 4e-3 / size;
      const at = (sign: number) => {
        variable.assign(
          tf.tensor(
            start.map((value, index) => value + sign * step * towards[index]!),
            variable.shape,
          ),
        );
        return loss(points, also).dataSync()[0]!;
      };
      const measured = (at(1) - at(-1)) / (2 * step);
      expect(Math.abs(exact - measured), `${variable.name} ${variable.shape}: ${exact} is not ${measured}`).toBeLessThan(
        2e-3 * size + 0.02 * Math.abs(measured),
      );
    }
    variable.assign(tf.tensor(start, variable.shape));
  }
}
