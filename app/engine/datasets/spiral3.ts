import type { DatasetRecipe } from '../dataset.ts';
import { both, ours } from '../param.ts';

/** Three arms that wind around each other, a class each: four labels say little of them, their shape says the rest. */
export const spiral3: DatasetRecipe = {
  name: 'spiral3',
  title: 'Three-armed spiral',
  purpose: 'Three interleaved arms with a class each: for learning from few labels and much unlabelled data.',
  kind: 'points',
  params: [
    {
      key: 'noise',
      label: 'Noise',
      group: 'data',
      help: 'Deviation of a point from its arm.',
      type: 'number',
      min: 0,
      max: 1,
      presets: both(ours(0.04, 'arms stay apart')),
    },
  ],
  open({ params }) {
    const noise = Number(params.noise);
    return {
      kind: 'points',
      dimensions: 2,
      region: [-1.3, 1.3, -1.3, 1.3],
      modes: null,
      examples: null,
      classes: ['first arm', 'second arm', 'third arm'],
      notes: [],
      draw(random, count) {
        const values = new Float32Array(2 * count);
        const labels = new Int32Array(count);
        for (let at = 0; at < count; at += 1) {
          labels[at] = random.integer(3);
          const along = Math.sqrt(random.uniform());
          const angle = (2 * Math.PI * labels[at]) / 3 + 4 * along;
          values[2 * at] = along * Math.cos(angle) + noise * random.normal();
          values[2 * at + 1] = along * Math.sin(angle) + noise * random.normal();
        }
        return { values, labels };
      },
    };
  },
};
