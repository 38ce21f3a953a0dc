import { drawsByValue } from '../parts/autoregressive.ts';
import { assign } from '../measuring/assignment.ts';
import { codePlaces, madeFromCodes } from '../measuring/generated-codes.ts';
import { generates } from '../measuring/examples.ts';
import { knownFactors } from '../measuring/factors.ts';
import type { Metric } from '../metric.ts';
import { correlation } from '../measuring/comparisons.ts';

const count = 600;

/** What codes found by themselves stand for: which class each category, which factor each number. */
export const codeMeaning: Metric = {
  name: 'code-meaning',
  series: [
    {
      key: 'code-classes',
      label: 'Category is class',
      unit: '',
      help: 'Share of examples whose class, by an independent classifier, is the one matched to their category; the best one-to-one matching. A category may well mean something else.',
      better: 'higher',
    },
    {
      key: 'code-factor/*',
      label: 'Code follows factor',
      unit: '',
      help: '|Spearman’s correlation| of a continuous code with a factor read off the picture by an independent network: code, then factor.',
      better: null,
    },
  ],
  accepts: ['pictures'],
  definition: `${count} made examples. Hungarian-matched accuracy; absolute rank correlation with each factor that the data draws.`,
  judges: 'samples',
  follows: 'featuresEvery',
  appliesTo: (dataset, model) => {
    const codes = codePlaces(model.latent.parts);
    if (codes === null || model.conditionedOn !== undefined || drawsByValue(model)) return false;
    return (codes.categories > 0 && dataset.classes !== null) || (codes.numbers.length > 0 && knownFactors(dataset).length > 0);
  },
  async measure(context): Promise<Record<string, number>> {
    const { model, dataset, oracle } = context;
    const codes = codePlaces(model.latent.parts);
    if (codes === null || !generates(model)) return {};
    const made = await madeFromCodes(context, model, codes, count);
    const isWhole = made.values.every(Number.isFinite);
    const found: Record<string, number> = {};
    if (codes.categories > 0 && dataset.classes !== null) {
      const { classes } = await (await oracle('classes')).judge(made.values);
      const size = Math.max(codes.categories, dataset.classes.length);
      found['code-classes'] = isWhole ? matchedShare(made.labels, classes, size) : Number.NaN;
    }
    if (codes.numbers.length === 0 || knownFactors(dataset).length === 0) return found;
    const { factors } = await (await oracle('factors')).judge(made.values);
    for (const [code, values] of Object.entries(made.factors)) {
      for (const [name, read] of Object.entries(factors)) {
        found[`code-factor/${code}/${name}`] = isWhole ? Math.abs(correlation(ranks(values), ranks(read))) : Number.NaN;
      }
    }
    return found;
  },
};

/** Share on the diagonal of the confusion matrix once its columns are matched to its rows as well as can be; labels below `size`. */
export function matchedShare(first: Int32Array, second: Int32Array, size: number): number {
  const costs = new Float64Array(size * size);
  for (let at = 0; at < first.length; at += 1) costs[first[at] * size + second[at]] -= 1;
  return -assign(costs, size).total / first.length;
}

/** From 0; equal numbers share the mean of their ranks, and whatever is no number comes last and shares too. */
export function ranks(values: Float32Array): Float64Array {
  const place = (at: number) => (Number.isNaN(values[at]) ? Number.POSITIVE_INFINITY : values[at]);
  const order = Array.from(values.keys()).sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
  const found = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && place(order[to]) === place(order[from])) to += 1;
    for (let at = from; at < to; at += 1) found[order[at]] = (from + to - 1) / 2;
    from = to;
  }
  return found;
}
