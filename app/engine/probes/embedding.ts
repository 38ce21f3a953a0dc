import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { conditionOf, toBatch } from '../batch.ts';
import { shapeOf } from '../data-shape.ts';
import { take } from '../measuring/examples.ts';
import type { Probe } from '../probe.ts';

/** How many examples of a domain; solids and sounds are heavy. */
const counts = { points: 512, pictures: 256, pairs: 256, domains: 128, captions: 256, voxels: 64, sound: 64 };
/** Principal coordinates that are kept for whoever wants to look at more than two. */
const kept = 32;

/** Where an encoder puts the same examples at every step, told apart by their classes and, of two domains, by their domain. */
export const embedding: Probe = {
  name: 'embedding',
  title: 'Codes of examples',
  accepts: ['points', 'pictures', 'domains', 'voxels', 'sound'],
  help: 'What the encoder says of the same real examples at every step: two numbers as they are, more along their first two principal axes.',
  follows: 'samplesEvery',
  appliesTo: (model) => model.encode !== undefined,
  async look({ tf, model, dataset, random, step }) {
    const { encode } = model;
    if (encode === undefined) return [];
    // A fork depends on the seed and its name alone: the same examples at every step.
    const draw = dataset.draw(random.fork('examples'), counts[dataset.kind]);
    const codes = tf.tidy(() => {
      const batch = toBatch(tf, shapeOf(dataset), draw);
      const condition = model.conditionedOn === undefined ? undefined : conditionOf(model, batch);
      const first = encode(batch.real, condition);
      const all = batch.other === null ? first : tf.concat([first, encode(batch.other)], 0);
      return all.reshape([all.shape[0]!, -1]);
    });
    const { shape, data } = await take(codes);
    const [count, width] = shape;
    if (!data.every(Number.isFinite)) return [];
    const labels = [...(draw.labels ?? []), ...(draw.otherLabels ?? [])];
    const { points, principal, share } = width > 2 ? alongAxes(data, width) : { points: inPlane(data, width), principal: null, share: 1 };
    const tensors = {
      points: { shape: [count, 2], data: points },
      ...(principal === null ? {} : { codes: { shape: [count, principal.length / count], data: principal } }),
      ...(labels.length === count ? { labels: { shape: [count], data: Int32Array.from(labels) } } : {}),
      ...(dataset.kind === 'domains'
        ? { domains: { shape: [count], data: Int32Array.from({ length: count }, (_, at) => (at < count / 2 ? 0 : 1)) } }
        : {}),
    };
    const meta = {
      axes: width <= 2 ? 'the codes themselves' : `first two principal axes of ${width} numbers`,
      ...(principal === null ? {} : { share }),
      ...(dataset.classes === null ? {} : { names: dataset.classes }),
      ...(dataset.kind === 'domains' ? { domains: dataset.names } : {}),
    };
    return [{ type: 'sample', step, probe: 'embedding', kind: 'embedding', tensors, meta }];
  },
};

/** Two numbers each: as they are, with a zero where there is one. */
function inPlane(values: Float32Array, width: number): Float32Array {
  return width === 2 ? values : Float32Array.from({ length: 2 * (values.length / width) }, (_, at) => (at % 2 === 0 ? values[at / 2] : 0));
}

/** Coordinates along the directions of most spread: the first two, the first `kept`, and the share of the spread that those hold. */
function alongAxes(values: Float32Array, width: number): { points: Float32Array; principal: Float32Array; share: number } {
  const count = values.length / width;
  const matrix = new Matrix(count, width);
  values.forEach((value, at) => {
    matrix.set(Math.floor(at / width), at % width, value);
  });
  const centered = matrix.center('column');
  const transposed = centered.transpose();
  const isWide = width > count;
  // The smaller of the two symmetric products has the same spreads: X·Xᵀ of few examples, Xᵀ·X of few numbers.
  const product = isWide ? centered.mmul(transposed) : transposed.mmul(centered);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(product, { assumeSymmetric: true });
  const order = realEigenvalues.map((_, at) => at).sort((a, b) => realEigenvalues[b] - realEigenvalues[a]);
  const spread = realEigenvalues.map((value) => Math.max(0, value));
  const used = Math.min(kept, width, count);
  const principal = new Float32Array(count * used);
  for (let axis = 0; axis < used; axis += 1) {
    const vector = Matrix.columnVector(eigenvectorMatrix.getColumn(order[axis]));
    const length = Math.sqrt(spread[order[axis]]) || 1;
    const direction = isWide ? transposed.mmul(vector).div(length) : vector;
    // A direction and its opposite are both right: the largest part is made positive, so that the picture doesn't flip from step to step.
    const largest = direction.to1DArray().reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
    const along = centered.mmul(direction).mul(Math.sign(largest) || 1);
    for (let row = 0; row < count; row += 1) principal[row * used + axis] = along.get(row, 0);
  }
  const points = Float32Array.from({ length: 2 * count }, (_, at) => principal[Math.floor(at / 2) * used + (at % 2)]);
  const sum = (part: readonly number[]) => part.reduce((total, at) => total + spread[at], 0);
  const whole = sum(order);
  return { points, principal, share: whole > 0 ? sum(order.slice(0, used)) / whole : 1 };
}
