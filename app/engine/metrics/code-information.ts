import { drawsByValue } from '../parts/autoregressive.ts';
import type { Dataset, Draw } from '../dataset.ts';
import { type Coded, codePlaces, madeFromCodes } from '../measuring/generated-codes.ts';
import { generates } from '../measuring/examples.ts';
import type { Metric } from '../metric.ts';
import { openOracle } from '../measuring/oracle.ts';
import type { Random } from '../random.ts';

const read = 4000;
const tested = 1000;
const steps = 500;

/**
 * How much of its codes a generator shows: I(c; G) ≥ H(c) + E log Q(c|x) for any Q (Barber and Agakov 2003), here a Q of our own that is
 * trained on what was made and asked about what it did not see, so that a system can't praise itself.
 */
export const codeInformation: Metric = {
  name: 'code-information',
  series: [
    {
      key: 'code-information',
      label: 'Information of the category',
      unit: 'nat',
      help: 'Lower bound on what an example tells of the category it was made from, by a fresh classifier on examples that it was not trained on. Below 0 it guesses worse than chance.',
      better: 'higher',
    },
    {
      key: 'code-information/ideal',
      label: 'Entropy of the category',
      unit: 'nat',
      help: 'There is no more to tell.',
      better: null,
    },
    {
      key: 'code-accuracy',
      label: 'Category read right',
      unit: '',
      help: 'Share of examples whose category the fresh classifier reads right.',
      better: 'higher',
    },
    {
      key: 'code-information/*',
      label: 'Information of a continuous code',
      unit: 'nat',
      help: 'The same for a code between −1 and 1 under a normal law around what is read: log 2 − ½ log(2πe · mean squared error).',
      better: 'higher',
    },
  ],
  accepts: ['points', 'pictures'],
  definition: `H(c) + mean log Q(c|x) over ${tested} made examples; Q: a small network trained on ${read} others for ${steps} steps.`,
  judges: 'samples',
  follows: 'featuresEvery',
  appliesTo: (_dataset, model) => model.conditionedOn === undefined && codePlaces(model.latent.parts) !== null && !drawsByValue(model),
  async measure(context): Promise<Record<string, number>> {
    const { tf, model, random, dataset } = context;
    const codes = codePlaces(model.latent.parts);
    if (codes === null || !generates(model)) return {};
    const known = await madeFromCodes(context, model, codes, read);
    const fresh = await madeFromCodes(context, model, codes, tested);
    const isWhole = known.values.every(Number.isFinite) && fresh.values.every(Number.isFinite);
    const names = Object.keys(fresh.factors);
    const options = { seed: random.integer(2 ** 30), factors: names, steps };
    const reader = await openOracle(tf, asData(dataset, isWhole ? known : blank(known), codes.categories), options);
    const { probabilities, classes, factors } = await reader.judge(fresh.values);
    reader.dispose();
    const orNaN = (value: number) => (isWhole ? value : Number.NaN);
    const found: Record<string, number> = {};
    if (codes.categories > 0) {
      found['code-information'] = orNaN(categoryBound(probabilities, fresh.labels, codes.categories));
      found['code-information/ideal'] = Math.log(codes.categories);
      found['code-accuracy'] = orNaN(classes.filter((label, row) => label === fresh.labels[row]).length / tested);
    }
    for (const name of names) found[`code-information/${name}`] = orNaN(numberBound(factors[name], fresh.factors[name]));
    return found;
  },
};

/** H(c) + mean log Q(c|x) in nats, for equally frequent categories; `probabilities` [n × categories]. */
export function categoryBound(probabilities: Float32Array, labels: Int32Array, categories: number): number {
  let sum = 0;
  labels.forEach((label, row) => {
    sum += Math.log(Math.max(probabilities[row * categories + label], 1e-12));
  });
  return Math.log(categories) + sum / labels.length;
}

/** Of a uniform number in −1…1, under the normal law around what was read that fits best. */
export function numberBound(said: Float32Array, truth: Float32Array): number {
  const square = truth.reduce((sum, value, at) => sum + (value - said[at]) ** 2, 0) / truth.length;
  return Math.log(2) - 0.5 * Math.log(2 * Math.PI * Math.E * square);
}

function blank(made: Coded): Coded {
  return { ...made, values: new Float32Array(made.values.length) };
}

/** What was made as data to learn from: categories as classes, numbers as factors, drawn again and again. */
function asData(dataset: Dataset, made: Coded, categories: number): Dataset {
  const count = made.labels.length;
  const width = made.values.length / count;
  const draw = (random: Random, size: number): Draw => {
    const rows = Array.from({ length: size }, () => random.integer(count));
    const values = new Float32Array(size * width);
    rows.forEach((row, at) => {
      values.set(made.values.subarray(row * width, (row + 1) * width), at * width);
    });
    const factors = Object.entries(made.factors).map(([name, all]) => [name, Float32Array.from(rows, (row) => all[row])]);
    return { values, labels: Int32Array.from(rows, (row) => made.labels[row]), factors: Object.fromEntries(factors) };
  };
  return {
    ...dataset,
    heldOut: undefined,
    examples: count,
    classes: categories === 0 ? null : Array.from({ length: categories }, (_, at) => String(at)),
    draw,
  };
}
