import type { PointsDataset } from '../dataset.ts';
import type { Metric } from '../metric.ts';

const count = 2500;

/**
 * The VEEGAN protocol (Srivastava et al. 2017): of 2500 generated points, high quality are those within three deviations of
 * their nearest centre, and a mode is captured that is nearest to one of them. Reverse KL is that of the histogram of nearest
 * modes, over all points, against the true weights. Even a perfect sampler has 1.1 % of its points outside in two dimensions.
 */
export const modeCoverage: Metric = {
  name: 'mode-coverage',
  series: [
    {
      key: 'modes',
      label: 'Modes captured',
      unit: 'modes',
      help: `Modes that are nearest to at least one high-quality point of ${count}.`,
      better: 'higher',
    },
    { key: 'modes/ideal', label: 'Modes captured, ideal sampler', unit: 'modes', help: 'The same for fresh real points.', better: null },
    {
      key: 'high-quality',
      label: 'High-quality share',
      unit: '',
      help: 'Share of generated points within three deviations of the nearest mode.',
      better: 'higher',
    },
    {
      key: 'high-quality/ideal',
      label: 'High-quality share, ideal sampler',
      unit: '',
      help: 'The same for fresh real points.',
      better: null,
    },
    {
      key: 'reverse-kl',
      label: 'Reverse KL over modes',
      unit: 'nats',
      help: 'Sum of q·ln(q/p) with q the share of generated points nearest to each mode and p its true weight: 0 where all modes get their share.',
      better: 'lower',
    },
    {
      key: 'reverse-kl/ideal',
      label: 'Reverse KL over modes, ideal sampler',
      unit: 'nats',
      help: 'The same for fresh real points.',
      better: null,
    },
  ],
  accepts: ['points'],
  definition: `${count} points; high quality within 3 deviations of the nearest centre; reverse KL of all nearest-mode counts against the true weights.`,
  judges: 'samples',
  appliesTo: (dataset) => dataset.kind === 'points' && dataset.modes !== null,
  async measure({ dataset, generated, ideal: fresh, width }): Promise<Record<string, number>> {
    if (dataset.kind !== 'points' || dataset.modes === null) return {};
    const found = coverage(await generated(count), width, dataset.modes);
    const ideal = coverage(fresh(count), width, dataset.modes);
    return {
      modes: found.captured,
      'modes/ideal': ideal.captured,
      'high-quality': found.highQuality,
      'high-quality/ideal': ideal.highQuality,
      'reverse-kl': found.reverseKl,
      'reverse-kl/ideal': ideal.reverseKl,
    };
  },
};

export function coverage(values: Float32Array, width: number, modes: NonNullable<PointsDataset['modes']>) {
  const { centers, weights, deviation } = modes;
  const size = values.length / width;
  const nearestCounts = new Float64Array(weights.length);
  const captured = new Set<number>();
  let highQuality = 0;
  for (let example = 0; example < size; example += 1) {
    let nearest = 0;
    let best = Infinity;
    for (let mode = 0; mode < weights.length; mode += 1) {
      let square = 0;
      for (let axis = 0; axis < width; axis += 1) square += (values[example * width + axis] - centers[mode * width + axis]) ** 2;
      if (square < best) {
        best = square;
        nearest = mode;
      }
    }
    // A point that is not finite is nearest to nothing and of no quality.
    if (best === Infinity) continue;
    nearestCounts[nearest] += 1;
    if (best > (3 * deviation) ** 2) continue;
    highQuality += 1;
    captured.add(nearest);
  }
  const assigned = nearestCounts.reduce((sum, value) => sum + value, 0);
  const reverseKl = nearestCounts.reduce((sum, value, mode) => {
    const share = value / assigned;
    return value === 0 ? sum : sum + share * Math.log(share / weights[mode]);
  }, 0);
  return { captured: captured.size, highQuality: highQuality / size, reverseKl: assigned === 0 ? Number.NaN : reverseKl };
}
