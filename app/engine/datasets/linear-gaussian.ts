import type { DatasetRecipe } from '../dataset.ts';
import { both, ours } from '../param.ts';

export const linearGaussian: DatasetRecipe = {
  name: 'linear-gaussian',
  title: 'A stretched Gaussian',
  purpose: 'One hidden number along a line and noise around it (probabilistic PCA): every likelihood on it is known exactly.',
  kind: 'points',
  params: [
    {
      key: 'length',
      label: 'Length',
      group: 'data',
      help: 'Deviation along the line, beyond that of the noise.',
      type: 'number',
      min: 0,
      max: 10,
      presets: both(ours(1, 'of the size of the toy data')),
    },
    {
      key: 'angle',
      label: 'Angle',
      group: 'data',
      help: 'Of the line, in degrees from the horizontal.',
      type: 'number',
      min: -90,
      max: 90,
      presets: both(ours(30, 'along no axis')),
    },
    {
      key: 'deviation',
      label: 'Deviation of the noise',
      group: 'data',
      help: 'Around the line, the same in every direction.',
      type: 'number',
      min: 0,
      minExclusive: true,
      max: 5,
      presets: both(ours(0.2, 'clearly narrower than the line is long')),
    },
  ],
  open({ params }) {
    const [length, deviation] = [Number(params.length), Number(params.deviation)];
    const angle = (Number(params.angle) * Math.PI) / 180;
    const [across, up] = [length * Math.cos(angle), length * Math.sin(angle)];
    const edge = 4 * Math.hypot(length, deviation);
    return {
      kind: 'points',
      dimensions: 2,
      region: [-edge, edge, -edge, edge],
      examples: null,
      classes: null,
      notes: [],
      modes: null,
      draw(random, count) {
        const values = new Float32Array(2 * count);
        for (let at = 0; at < count; at += 1) {
          const along = random.normal();
          values[2 * at] = across * along + deviation * random.normal();
          values[2 * at + 1] = up * along + deviation * random.normal();
        }
        return { values, labels: null };
      },
    };
  },
};
