import type { Metric } from '../metric.ts';
import type { Random } from '../random.ts';

const directions = 128;
const count = { points: 1000, pictures: 200 };

/** Mean over random directions of the one-dimensional W₁ of the projections (Bonneel et al. 2015). */
export const slicedW1: Metric = {
  name: 'sliced-w1',
  series: [
    {
      key: 'sliced-w1',
      label: 'Sliced W₁',
      unit: '',
      help: `Mean W₁ along ${directions} random directions. On pictures: over raw pixels, which see brightness before shape.`,
      better: 'lower',
    },
    {
      key: 'sliced-w1/ideal',
      label: 'Sliced W₁, ideal sampler',
      unit: '',
      help: 'The same between two fresh sets of real data.',
      better: null,
    },
  ],
  accepts: ['points', 'pictures'],
  definition: `${directions} directions uniform on the sphere, drawn afresh each time; ${count.points} points or ${count.pictures} pictures (raw pixels) on each side.`,
  judges: 'samples',
  appliesTo: () => true,
  async measure({ dataset, random, real, ideal, generated, width }) {
    const size = dataset.kind === 'points' ? count.points : count.pictures;
    const [truth, fake, other] = [real(size), await generated(size), ideal(size)];
    let found = 0;
    let floor = 0;
    for (let slice = 0; slice < directions; slice += 1) {
      const direction = randomDirection(random, width);
      const along = project(truth, direction);
      found += gap(project(fake, direction), along);
      floor += gap(project(other, direction), along);
    }
    return { 'sliced-w1': found / directions, 'sliced-w1/ideal': floor / directions };
  },
};

function randomDirection(random: Random, width: number): Float64Array {
  const direction = Float64Array.from({ length: width }, () => random.normal());
  const length = Math.sqrt(direction.reduce((sum, value) => sum + value * value, 0));
  return direction.map((value) => value / length);
}

/** Sorted lengths along the direction. */
function project(values: Float32Array, direction: Float64Array): Float64Array {
  const width = direction.length;
  const result = new Float64Array(values.length / width);
  for (let example = 0; example < result.length; example += 1) {
    let sum = 0;
    for (let at = 0; at < width; at += 1) sum += values[example * width + at] * direction[at];
    result[example] = sum;
  }
  return result.sort();
}

function gap(first: Float64Array, second: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < first.length; at += 1) sum += Math.abs(first[at] - second[at]);
  return sum / first.length;
}
