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
      help: `Median over ${count} generated pictures of the distance to the nearest of ${reference} training pictures, per pixel. Far below the ideal: it repeats them.`,
      better: null,
    },
    {
      key: 'nearest-picture/ideal',
      label: 'Distance to the nearest training picture, real ones',
      unit: '',
      help: 'The same for other pictures of the data set.',
      better: null,
    },
  ],
  accepts: ['pictures'],
  definition: `Root mean square pixel distance to the nearest of ${reference} drawn pictures; median of ${count}. A real picture's match with itself is left out.`,
  judges: 'samples',
  appliesTo: (dataset) => dataset.kind === 'pictures' && dataset.examples !== null,
  async measure({ generated, real, width }) {
    const known = real(reference);
    return {
      'nearest-picture': medianNearest(await generated(count), known, width),
      'nearest-picture/ideal': medianNearest(real(count), known, width),
    };
  },
};

function medianNearest(values: Float32Array, known: Float32Array, width: number): number {
  const table = distances(values, known, width);
  const columns = known.length / width;
  const nearest = Float64Array.from({ length: values.length / width }, (_, row) => {
    let best = Infinity;
    for (let column = 0; column < columns; column += 1) {
      const distance = table[row * columns + column];
      if (distance > 0 && distance < best) best = distance;
    }
    return best === Infinity ? Number.NaN : best;
  });
  return median(nearest) / Math.sqrt(width);
}
