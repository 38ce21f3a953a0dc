import { distances } from '../measuring/assignment.ts';
import { median } from '../measuring/median.ts';
import type { Metric } from '../metric.ts';

const count = 100;
const reference = 1000;

/** Does the generator repeat its training pictures? Its pictures would then lie nearer to them than real ones to each other. */
export const nearestNeighbor: Metric = {
  name: 'nearest-neighbor',
  series: [
    {
      key: 'nearest-picture',
      label: 'Distance to the nearest training picture',
      unit: '',
      help: `Median over ${count} generated pictures of the distance to the nearest of ${reference} training pictures, per pixel. Far below that of unseen real ones: it repeats them.`,
      better: null,
    },
    {
      key: 'nearest-picture/ideal',
      label: 'Distance to the nearest training picture, unseen real ones',
      unit: '',
      help: 'The same for real pictures that nobody trained on.',
      better: null,
    },
  ],
  accepts: ['pictures'],
  definition: `Root mean square pixel distance to the nearest of ${reference} drawn pictures; median of ${count}. Where no real picture was held out, a real picture's match with itself is left out.`,
  judges: 'samples',
  appliesTo: (dataset) => dataset.kind === 'pictures' && dataset.examples !== null,
  async measure({ generated, real, random, training, dataset, width }) {
    const known = (training ?? dataset).draw(random, reference).values;
    return {
      'nearest-picture': medianNearest(await generated(count), known, width, 'all'),
      'nearest-picture/ideal': medianNearest(real(count), known, width, training === dataset ? 'others' : 'all'),
    };
  },
};

/** `others`: the same pictures are on both sides, and a distance of 0 is a picture's own. */
function medianNearest(values: Float32Array, known: Float32Array, width: number, among: 'all' | 'others'): number {
  const table = distances(values, known, width);
  const columns = known.length / width;
  const nearest = Float64Array.from({ length: values.length / width }, (_, row) => {
    let best = Infinity;
    for (let column = 0; column < columns; column += 1) {
      const distance = table[row * columns + column];
      if (distance < best && (distance > 0 || among === 'all')) best = distance;
    }
    return best === Infinity ? Number.NaN : best;
  });
  return median(nearest) / Math.sqrt(width);
}
