import { both, ours } from '../param.ts';
import type { DatasetRecipe } from '../dataset.ts';
import type { Random } from '../random.ts';

/** Class centres of source and target, as in pumpikano/tf-dann (Blobs). */
const source = [
  [0, 0],
  [0, 1],
];
const target = [
  [1, -1],
  [1, 0],
];

/** Two classes in each of two places: a boundary learnt in the first is wrong in the second. */
export const blobDomains: DatasetRecipe = {
  name: 'blob-domains',
  title: 'Two domains of blobs',
  purpose: 'Two classes of points, moved aside in a second domain whose labels are hidden: what domain adaptation is for.',
  kind: 'domains',
  params: [
    {
      key: 'deviation',
      label: 'Deviation',
      group: 'data',
      help: 'Spread of each blob.',
      type: 'number',
      min: 0.001,
      max: 2,
      presets: both(ours(0.2, 'as pumpikano/tf-dann')),
    },
  ],
  open({ params }) {
    const deviation = Number(params.deviation);
    const place = (random: Random, at: number, values: Float32Array, labels: Int32Array, centers: number[][]) => {
      labels[at] = random.integer(centers.length);
      const [x, y] = centers[labels[at]];
      values[2 * at] = x + deviation * random.normal();
      values[2 * at + 1] = y + deviation * random.normal();
    };
    return {
      kind: 'domains',
      example: [2],
      names: ['source', 'target'],
      examples: null,
      classes: ['low', 'high'],
      notes: [],
      draw(random, count) {
        const [values, other] = [new Float32Array(2 * count), new Float32Array(2 * count)];
        const [labels, otherLabels] = [new Int32Array(count), new Int32Array(count)];
        for (let at = 0; at < count; at += 1) {
          place(random, at, values, labels, source);
          place(random, at, other, otherLabels, target);
        }
        return { values, labels, other, otherLabels };
      },
    };
  },
};
