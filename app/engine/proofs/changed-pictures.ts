import type { Params } from '../../../shared/params.ts';
import type { DomainsDataset } from '../dataset.ts';
import { freshBatch, readMade } from '../measuring/examples.ts';
import { eitherDomain, oneDomain } from '../measuring/domain-views.ts';
import { openOracle } from '../measuring/oracle.ts';
import { atLeast, atMost, openTraining, type Proof } from '../proof.ts';
import { meanAbsolute, shareEqual } from '../measuring/comparisons.ts';

const count = 300;
const steps = 700;
const holeSteps = 1400;

/** Part of a picture is made anew, the rest stays. */
export const changedPictures: Proof = {
  name: 'changed-pictures',
  about:
    'A hole is filled as its guide says and not without one (arXiv:1604.07379); an attribute is changed and the rest kept (arXiv:1610.05586).',
  async run(context) {
    await holes(context);
    await attributes(context);
  },
};

type Context = Parameters<Proof['run']>[0];

async function holes({ tf, seed, print }: Context): Promise<void> {
  const rightWith = async (guide: boolean) => {
    const data = { name: 'paired-shapes', params: { task: 'masked', guide } };
    const training = openTraining(tf, { recipe: 'completion', dataset: data, seed, steps: holeSteps });
    await training.train(holeSteps);
    const oracle = await openOracle(tf, training.dataset, { seed });
    const { real, given, condition } = freshBatch(tf, training.dataset, training.random, count);
    const labels = await readMade(tf, () => condition!.argMax(-1).toFloat());
    const made = await readMade(tf, () => training.model.generate!(tf.zeros([count, 0]), given!));
    const truth = Float32Array.from(await real.data()) as Float32Array;
    tf.dispose([real, given!, condition!]);
    const { classes } = await oracle.judge(made);
    const right = shareEqual(classes, labels);
    const ceiling = oracle.accuracy!;
    oracle.dispose();
    training.dispose();
    return { right, ceiling, off: meanAbsolute(made, truth) };
  };
  const [guided, blind] = [await rightWith(true), await rightWith(false)];
  const what = `form in the filled picture as the guide shows, ${holeSteps} steps (oracle on real ${guided.ceiling.toFixed(3)})`;
  print({ recipe: 'completion', seed, what, ...atLeast(guided.right, 0.95) });
  print({
    recipe: 'completion',
    seed,
    what: `ablation, no guide (form ${blind.right.toFixed(3)}): error of the picture over the guided one’s`,
    ...atLeast(blind.off / guided.off, 2),
  });
}

async function attributes({ tf, seed, print }: Context): Promise<void> {
  const data = { name: 'shape-domains', params: { second: 'outline' } };
  const changed = async (params: Params) => {
    const training = openTraining(tf, { recipe: 'attribute-transfer', dataset: data, seed, params, steps });
    await training.train(steps);
    const dataset = training.dataset as DomainsDataset;
    const { values, factors } = dataset.drawPairs!(training.random, count);
    const made = await readMade(tf, () => training.model.translate!(tf.tensor(values, [count, ...dataset.example])));
    training.dispose();
    return { dataset, factors, made };
  };
  const adaptive = await changed({});
  const domain = await openOracle(tf, eitherDomain(adaptive.dataset), { seed });
  const rest = await openOracle(tf, oneDomain(adaptive.dataset, 'second'), { seed, factors: ['x', 'y', 'size'] });
  const judged = async ({ factors, made }: typeof adaptive) => {
    const [{ classes }, kept] = [await domain.judge(made), await rest.judge(made)];
    const has = classes.reduce((sum, label) => sum + label, 0) / count;
    const errors = ['x', 'y', 'size'].map((name) => meanAbsolute(kept.factors[name], factors[name]) / rangeOf(factors[name]));
    return { has, error: errors.reduce((sum, error) => sum + error, 0) / errors.length };
  };
  const free = await judged(adaptive);
  const [fixed, plain] = [await judged(await changed({ kept: 'fixed' })), await judged(await changed({ kept: 'pixel' }))];
  domain.dispose();
  rest.dispose();
  const what = `filled → outline, ${steps} steps`;
  print({
    recipe: 'attribute-transfer',
    seed,
    what: `pictures with the attribute, ${what} (fixed features ${fixed.has.toFixed(3)}, pixels ${plain.has.toFixed(3)})`,
    ...atLeast(free.has, 0.95),
  });
  const kept = `error of place and size over their range (fixed features ${fixed.error.toFixed(3)}, pixels ${plain.error.toFixed(3)})`;
  print({ recipe: 'attribute-transfer', seed, what: `${kept}, ${what}`, ...atMost(free.error, 0.1) });
}

function rangeOf(values: Float32Array): number {
  return Math.max(...values) - Math.min(...values);
}
