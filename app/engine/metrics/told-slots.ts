import { toBatch } from '../batch.ts';
import { shapeOf } from '../data-shape.ts';
import { freshLatents, generates, take } from '../measuring/examples.ts';
import type { Metric } from '../metric.ts';

const count = 300;

/** Whether a picture made from a sentence shows what it says, by classifiers that the model never saw. */
export const toldSlots: Metric = {
  name: 'told-slots',
  series: [
    {
      key: 'told-slots',
      label: 'Shows what the sentence says',
      unit: '',
      help: 'Share of the words that say something of the picture which independent classifiers read off the picture that was made from them.',
      better: 'higher',
    },
    {
      key: 'told-slots/ideal',
      label: 'Shows what the sentence says, real pictures',
      unit: '',
      help: 'The same of real pictures and their true sentences.',
      better: null,
    },
    { key: 'told-slots/*', label: 'Shows the word', unit: '', help: 'The same of one of these words.', better: 'higher' },
  ],
  accepts: ['captions'],
  definition: `${count} fresh sentences, one picture each; a small classifier for each slot, trained here on real pictures.`,
  judges: 'model',
  follows: 'featuresEvery',
  appliesTo: (dataset, model) =>
    dataset.kind === 'captions' && dataset.slots !== undefined && generates(model) && model.conditionedOn === 'sentence',
  async measure({ tf, model, dataset, random, slotReader }): Promise<Record<string, number>> {
    if (dataset.kind !== 'captions' || !generates(model)) return {};
    const { read } = await slotReader();
    const draw = dataset.draw(random, count);
    const batch = toBatch(tf, shapeOf(dataset), draw);
    const made = await take(tf.tidy(() => model.generate(freshLatents(tf, model, random, count), batch.sentence!)));
    tf.dispose(Object.values(batch).filter((tensor) => tensor !== null));
    const [shown, ideal] = [await read(made.data), await read(draw.values)];
    const isWhole = made.data.every(Number.isFinite);
    const sharesOf = (seen: typeof shown) =>
      dataset.slots!.map(
        ({ name, at }) => seen[name].filter((word, row) => word === draw.words![row * dataset.length + at]).length / count,
      );
    const shares = sharesOf(shown).map((share) => (isWhole ? share : Number.NaN));
    return {
      'told-slots': mean(shares),
      'told-slots/ideal': mean(sharesOf(ideal)),
      ...Object.fromEntries(dataset.slots!.map(({ name }, at) => [`told-slots/${name}`, shares[at]])),
    };
  },
};

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
