import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { conditionOf } from '../batch.ts';
import { take } from '../examples.ts';
import type { Probe } from '../probe.ts';

/** Where an encoder puts the same examples at every step, told apart by their classes and, of two domains, by their domain. */
export const embedding: Probe = {
  name: 'embedding',
  title: 'Codes of examples',
  accepts: ['points', 'pictures', 'domains', 'voxels', 'sound'],
  help: 'What the encoder says of the same real examples at every step: two numbers as they are, more along their first two principal axes.',
  follows: 'samplesEvery',
  appliesTo: (model) => model.encode !== undefined,
  async look({ tf, model, dataset, fixed, step }) {
    const { encode } = model;
    if (encode === undefined) return [];
    const { batch, draw } = fixed;
    const condition = model.conditionedOn === undefined ? undefined : conditionOf(model, batch);
    const codes = tf.tidy(() => {
      const first = encode(batch.real, condition);
      const all = batch.other === null ? first : tf.concat([first, encode(batch.other)], 0);
      return all.reshape([all.shape[0]!, -1]);
    });
    const { shape, data } = await take(codes);
    const [count, width] = shape;
    if (!data.every(Number.isFinite)) return [];
    const labels = [...(draw.labels ?? []), ...(batch.other === null ? [] : (draw.otherLabels ?? []))];
    const tensors = {
      points: { shape: [count, 2], data: inPlane(data, width) },
      ...(labels.length === count ? { labels: { shape: [count], data: Int32Array.from(labels) } } : {}),
      ...(dataset.kind === 'domains'
        ? { domains: { shape: [count], data: Int32Array.from({ length: count }, (_, at) => (at < count / 2 ? 0 : 1)) } }
        : {}),
    };
    const meta = {
      axes: width <= 2 ? 'the codes themselves' : `first two principal axes of ${width} numbers`,
      ...(dataset.classes === null ? {} : { names: dataset.classes }),
      ...(dataset.kind === 'domains' ? { domains: dataset.names } : {}),
    };
    return [{ type: 'sample', step, probe: 'embedding', kind: 'embedding', tensors, meta }];
  },
};

/** Two numbers each: as they are, with a zero where there is one, or along the directions of most spread. */
function inPlane(values: Float32Array, width: number): Float32Array {
  const count = values.length / width;
  if (width === 2) return values;
  if (width === 1) return Float32Array.from({ length: 2 * count }, (_, at) => (at % 2 === 0 ? values[at / 2] : 0));
  const matrix = new Matrix(count, width);
  values.forEach((value, at) => {
    matrix.set(Math.floor(at / width), at % width, value);
  });
  const centered = matrix.center('column');
  const { rightSingularVectors: axes } = new SingularValueDecomposition(centered, { autoTranspose: true });
  const points = new Float32Array(2 * count);
  for (let axis = 0; axis < 2; axis += 1) {
    const direction = axes.getColumn(axis);
    // A direction and its opposite are both right: the largest part is made positive, so that the picture doesn't flip from step to step.
    const largest = direction.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
    const sign = Math.sign(largest) || 1;
    for (let row = 0; row < count; row += 1) {
      points[2 * row + axis] = sign * direction.reduce((sum, part, at) => sum + part * centered.get(row, at), 0);
    }
  }
  return points;
}
