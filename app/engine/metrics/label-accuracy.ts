import type { Metric } from '../metric.ts';
import { toBatch } from '../batch.ts';
import { shapeOf } from '../data-shape.ts';

const count = 1000;

/** Share of fresh examples that the system's own classifier puts in their class; of two domains, in each. */
export const labelAccuracy: Metric = {
  name: 'label-accuracy',
  series: [
    {
      key: 'label-accuracy',
      label: 'Accuracy on fresh examples',
      unit: '',
      help: `Share of ${count} fresh examples put in their class; of two domains, of the first.`,
      better: 'higher',
    },
    {
      key: 'label-accuracy/second',
      label: 'Accuracy on the other domain',
      unit: '',
      help: 'The same in the second domain, whose labels were never used for training.',
      better: 'higher',
    },
  ],
  accepts: ['points', 'pictures', 'domains'],
  definition: `${count} fresh examples of each domain that there is; the class with the largest logit counts.`,
  judges: 'model',
  besideTraining: true,
  appliesTo: (dataset, model) => model.classify !== undefined && dataset.classes !== null,
  async measure({ tf, model, dataset, random }) {
    const draw = dataset.draw(random, count);
    const found = tf.tidy(() => {
      const batch = toBatch(tf, shapeOf(dataset), draw);
      const said = model.classify!(batch.real).argMax(-1);
      return batch.other === null ? [said] : [said, model.classify!(batch.other).argMax(-1)];
    });
    const [here, there] = await Promise.all(found.map((tensor) => tensor.data()));
    tf.dispose(found);
    const values: Record<string, number> = { 'label-accuracy': shareOf(here, draw.labels) };
    if (there !== undefined) values['label-accuracy/second'] = shareOf(there, draw.otherLabels ?? null);
    return values;
  },
};

function shareOf(said: ArrayLike<number>, truth: Int32Array | null): number {
  if (truth === null) return Number.NaN;
  return truth.reduce((right, label, at) => right + (label === said[at] ? 1 : 0), 0) / truth.length;
}
