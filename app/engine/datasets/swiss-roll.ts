import type { DatasetRecipe } from '../dataset.ts';
import { both, fromCode } from '../param.ts';

/** The roll seen from its end: t·(cos t, sin t) for t from 1.5π to 4.5π, plus noise, divided by 7.5. */
const scale = 7.5;

export const swissRoll: DatasetRecipe = {
  name: 'swiss-roll',
  title: 'Swiss roll',
  purpose: 'One long curled curve without separate modes: shows whether a generator follows a thin manifold.',
  kind: 'points',
  params: [
    {
      key: 'noise',
      label: 'Noise',
      group: 'data',
      help: 'Standard deviation across the curve before everything is divided by 7.5.',
      type: 'number',
      min: 0,
      max: 3,
      presets: both(fromCode(0.25, 'improved_wgan_training, gan_toy.py')),
    },
  ],
  open({ params }) {
    const noise = Number(params.noise);
    return {
      kind: 'points',
      dimensions: 2,
      region: [-2.5, 2.5, -2.5, 2.5],
      examples: null,
      classes: null,
      notes: [],
      modes: null,
      draw(random, count) {
        const values = new Float32Array(count * 2);
        for (let at = 0; at < values.length; at += 2) {
          const turn = 1.5 * Math.PI * (1 + 2 * random.uniform());
          values[at] = (turn * Math.cos(turn) + noise * random.normal()) / scale;
          values[at + 1] = (turn * Math.sin(turn) + noise * random.normal()) / scale;
        }
        return { values, labels: null };
      },
    };
  },
};
