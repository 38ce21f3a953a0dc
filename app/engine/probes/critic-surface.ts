import { conditionOf } from '../batch.ts';
import { generates, realExamples, take } from '../measuring/examples.ts';
import type { Probe } from '../probe.ts';
import type { Tensor, Tf } from '../tensor.ts';

const side = 64;
const realCount = 256;

export const criticSurface: Probe = {
  name: 'critic-surface',
  title: 'Critic surface',
  accepts: ['points'],
  help: 'What the critic or discriminator says over the plane, with real and generated points on it and its slope at the generated ones.',
  follows: 'samplesEvery',
  appliesTo: (model, dataset) => generates(model) && model.score !== undefined && dataset.kind === 'points' && dataset.dimensions === 2,
  async look({ tf, model, dataset, random, fixed, step }) {
    const { score } = model;
    if (!generates(model) || score === undefined || dataset.kind !== 'points') return [];
    const condition = conditionOf(model, fixed.batch);
    const [left, right, bottom, top] = dataset.region;
    const values = tf.tidy(() => {
      const plane = tf.tensor2d(grid(left, right, bottom, top), [side * side, 2]);
      return score(plane, firstClass(tf, condition, side * side)).reshape([side, side]);
    });
    const real = realExamples(tf, dataset, random, realCount);
    const generated = tf.tidy(() => model.generate(fixed.latents, condition));
    const gradients = tf.tidy(() => tf.grad((x: Tensor) => tf.sum(score(x, condition)))(generated));
    const tensors = {
      values: await take(values),
      real: await take(real),
      gradients: await take(gradients),
      generated: await take(generated),
    };
    const meta = { region: { left, right, bottom, top }, scores: model.scores };
    return [{ type: 'sample', step, probe: 'critic-surface', kind: 'surface', tensors, meta }];
  },
};

/** A conditional critic has a surface for every class; the one of the first fixed example's is shown. */
function firstClass(tf: Tf, condition: Tensor | undefined, count: number): Tensor | undefined {
  return condition === undefined ? undefined : tf.tile(condition.slice([0, 0], [1, -1]), [count, 1]);
}

/** Row by row from the bottom, edges included. [side² × 2] */
function grid(left: number, right: number, bottom: number, top: number): Float32Array {
  const points = new Float32Array(side * side * 2);
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1) {
      points[2 * (row * side + column)] = left + ((right - left) * column) / (side - 1);
      points[2 * (row * side + column) + 1] = bottom + ((top - bottom) * row) / (side - 1);
    }
  }
  return points;
}
