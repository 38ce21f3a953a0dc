import { buildNetwork } from './network.ts';
import { activation, conv, dense, flatten, layerNorm } from './networks/index.ts';
import { seededRandom } from './random.ts';
import type { Tensor, Tf } from './tensor.ts';

/**
 * A step that exercises what training needs: a critic with a convolution, a normalisation and a dense layer, its loss with a
 * gradient penalty (second order), and the gradient of every weight. Every number comes from one seed.
 * @returns the loss, then one checksum of the gradient per variable
 */
export async function referenceStep(tf: Tf, { batch, size, width }: ReferenceSize = checked): Promise<number[]> {
  const random = seededRandom(20170331);
  const draw = (shape: number[], scale: number) =>
    tf.tensor(
      Float32Array.from({ length: shape.reduce((product, side) => product * side, 1) }, () => scale * random.normal()),
      shape,
    );
  const critic = buildNetwork({
    tf,
    name: 'reference',
    random,
    input: [size, size, 1], //
    layers: [
      conv({ filters: width, kernel: 5, stride: 2 }), //        [size/2,size/2,width]
      layerNorm(),
      activation('leaky-relu'),
      flatten(),
      dense(16, { initial: 'glorot-normal' }), //               [16]
      activation('tanh'),
      dense(1), //                                              [1]
    ],
  });
  const sums = tf.tidy(() => {
    const real = draw([batch, size, size, 1], 0.5);
    const generated = draw([batch, size, size, 1], 1);
    const variables = critic.variables.map(({ variable }) => variable);
    const { value, grads } = tf.variableGrads(() => {
      const between = tf.mul(tf.add(real, generated), 0.5);
      const slope = tf.grad((x: Tensor) => tf.sum(critic.apply(x)))(between);
      const norm = tf.sqrt(tf.add(tf.sum(tf.square(tf.reshape(slope, [batch, size * size])), 1), 1e-12));
      const distance = tf.sub(tf.mean(critic.apply(generated)), tf.mean(critic.apply(real)));
      return tf.add(distance, tf.mul(10, tf.mean(tf.square(tf.sub(norm, 1))))).asScalar();
    }, variables);
    const checksums = variables.map((variable) => {
      const waves = Float32Array.from({ length: variable.size }, (_, at) => Math.cos(at));
      return tf.sum(tf.mul(grads[variable.name]!, tf.tensor(waves, variable.shape)));
    });
    return tf.stack([value, ...checksums]);
  });
  critic.dispose();
  const numbers = Array.from(await sums.data());
  sums.dispose();
  return numbers;
}

export interface ReferenceSize {
  batch: number;
  size: number;
  width: number;
}
/** Small enough for any backend; `knownNumbers` are for this one. */
const checked: ReferenceSize = { batch: 8, size: 8, width: 4 };
/** Large enough that a backend's speed shows. */
export const timed: ReferenceSize = { batch: 32, size: 16, width: 16 };

/** As the cpu backend computes them. */
export const knownNumbers: readonly number[] = [15.450655, 14.823795, 8.70698, 15.820469, 6.923715, -49.676456, 2.065431, 14.59618, 0];
