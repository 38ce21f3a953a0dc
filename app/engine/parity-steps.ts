import { buildNetwork, type Layer, type Network } from './network.ts';
import { activation, batchNorm, conv, convTranspose, dense, flatten, layerNorm, mlp, reshape } from './networks/index.ts';
import { seededRandom } from './random.ts';
import type { Scalar, Tensor, Tf, Variable } from './tensor.ts';

/**
 * A few steps of both games that any backend must play alike: a clipped critic on points and a penalised convolutional critic
 * against a generator on pictures, by plain gradient descent. Returns a checksum of every weight, in a fixed order.
 */
export async function paritySteps(tf: Tf): Promise<number[]> {
  return [...(await clipped(tf)), ...(await penalised(tf))];
}

/** The largest between two backends' answers. */
export function parityDifference(found: number[], expected: number[]): number {
  return Math.max(...expected.map((value, at) => Math.abs(found[at]! - value)));
}

const steps = 5;

async function clipped(tf: Tf): Promise<number[]> {
  const { critic, generator, normal } = game(
    tf,
    [2],
    [2],
    mlp({ hidden: [16, 16], output: [1] }),
    mlp({ hidden: [16], output: [2], activation: 'tanh' }),
  );
  for (let step = 0; step < steps; step += 1) {
    const real = normal([16, 2]);
    const latents = normal([16, 2]);
    descend(tf, critic, 0.05, () => distance(tf, critic, real, generator.apply(latents)));
    for (const { variable } of critic.variables) {
      tf.tidy(() => variable.assign(tf.clipByValue(variable, -0.1, 0.1)));
    }
    descend(tf, generator, 0.05, () => tf.neg(tf.mean(critic.apply(generator.apply(latents)))).asScalar());
    tf.dispose([real, latents]);
  }
  return checksums([critic, generator]);
}

async function penalised(tf: Tf): Promise<number[]> {
  const { critic, generator, normal } = game(
    tf,
    [8, 8, 1],
    [4],
    [conv({ filters: 4, kernel: 5, stride: 2 }), layerNorm(), activation('leaky-relu'), flatten(), dense(8), activation('tanh'), dense(1)],
    [
      dense(16, { initial: 'glorot-normal' }),
      reshape([2, 2, 4]),
      batchNorm(),
      activation('relu'),
      convTranspose({ filters: 3, kernel: 4 }),
      activation('softplus'),
      convTranspose({ filters: 1, kernel: 4 }),
      activation('tanh'),
    ],
  );
  for (let step = 0; step < steps; step += 1) {
    const real = normal([8, 8, 8, 1]);
    const latents = normal([8, 4]);
    const generated = generator.apply(latents);
    descend(tf, critic, 0.01, () => {
      const slope = tf.grad((x: Tensor) => tf.sum(critic.apply(x)))(tf.mul(tf.add(real, generated), 0.5));
      const norm = tf.sqrt(tf.add(tf.sum(tf.square(tf.reshape(slope, [8, 64])), 1), 1e-12));
      return tf.add(distance(tf, critic, real, generated), tf.mean(tf.square(tf.sub(norm, 1)))).asScalar();
    });
    descend(tf, generator, 0.01, () => tf.neg(tf.mean(critic.apply(generator.apply(latents)))).asScalar());
    tf.dispose([real, latents, generated]);
  }
  return checksums([critic, generator]);
}

function game(tf: Tf, example: number[], latent: number[], criticLayers: Layer[], generatorLayers: Layer[]) {
  const random = seededRandom(42);
  const critic = buildNetwork({ tf, name: 'critic', random: random.fork('critic'), input: example, layers: criticLayers });
  const generator = buildNetwork({ tf, name: 'generator', random: random.fork('generator'), input: latent, layers: generatorLayers });
  const normal = (shape: number[]) =>
    tf.tensor(Float32Array.from({ length: shape.reduce((product, side) => product * side, 1) }, random.normal), shape);
  return { critic, generator, normal };
}

function distance(tf: Tf, critic: Network, real: Tensor, generated: Tensor): Scalar {
  return tf.sub(tf.mean(critic.apply(generated)), tf.mean(critic.apply(real))).asScalar();
}

function descend(tf: Tf, network: Network, rate: number, loss: () => Scalar): void {
  const variables = trainable(network);
  tf.tidy(() => {
    const { grads } = tf.variableGrads(loss, variables);
    for (const variable of variables) {
      variable.assign(tf.sub(variable, tf.mul(grads[variable.name]!, rate)));
    }
  });
}

function trainable(network: Network): Variable[] {
  return network.variables.filter((named) => named.trainable).map(({ variable }) => variable);
}

/** Σ w·cos(position) of every variable, running moments included; the networks are gone afterwards. */
async function checksums(networks: Network[]): Promise<number[]> {
  const sums: number[] = [];
  for (const network of networks) {
    for (const { variable } of network.variables) {
      const values = (await variable.data()) as Float32Array;
      sums.push(values.reduce((sum, value, at) => sum + value * Math.cos(at), 0));
    }
    network.dispose();
  }
  return sums;
}
