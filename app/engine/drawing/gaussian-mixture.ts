import type { PointsDataset } from '../dataset.ts';

/** Equally likely round Gaussians. Drawn exactly: centre + deviation · N(0, I). */
export function gaussianMixture(options: {
  dimensions: 1 | 2;
  /** [modes × dimensions], row by row. */
  centers: Float32Array;
  deviation: number;
  region: PointsDataset['region'];
}): PointsDataset {
  const { dimensions, centers, deviation, region } = options;
  const modes = centers.length / dimensions;
  return {
    kind: 'points',
    dimensions,
    region,
    examples: null,
    classes: Array.from({ length: modes }, (_, mode) => `mode ${mode + 1}`),
    notes: [],
    modes: { centers, deviation, weights: new Float32Array(modes).fill(1 / modes) },
    draw(random, count) {
      const values = new Float32Array(count * dimensions);
      const labels = new Int32Array(count);
      for (let example = 0; example < count; example += 1) {
        const mode = random.integer(modes);
        labels[example] = mode;
        for (let axis = 0; axis < dimensions; axis += 1) {
          values[example * dimensions + axis] = centers[mode * dimensions + axis] + deviation * random.normal();
        }
      }
      return { values, labels };
    },
  };
}
