import { readMade } from '../measuring/examples.ts';
import type { Params } from '../../../shared/params.ts';
import type { DomainsDataset } from '../dataset.ts';
import { madeDataset } from '../datasets/index.ts';
import { oneDomain } from '../measuring/domain-views.ts';
import { type Oracle, openOracle } from '../measuring/oracle.ts';
import { above, atLeast, atMost, openTraining, type Proof } from '../proof.ts';
import { correlation, meanAbsolute, shareEqual } from '../measuring/comparisons.ts';
import type { Tf } from '../tensor.ts';

const count = 300;
const steps = 700;
/** Fully connected translators learn a picture as a whole, more slowly. */
const wholeSteps = 2000;
const data = { name: 'shape-domains', params: { size: '16', second: 'dim-negative' } };
const where = 'filled ↔ dim negative';

/** Systems that find, without a pair seen, which picture of the one domain belongs to which of the other. */
export const hiddenPairs: Proof = {
  name: 'hidden-pairs',
  about:
    'CycleGAN (arXiv:1703.10593), DiscoGAN (arXiv:1703.05192) and DualGAN (arXiv:1704.02510) find hidden pairs by translators that see a ' +
    'place and no more. Fully connected ones return as well and pair wrongly: the cycle does not prove the pairs.',
  async run({ tf, seed, print }) {
    const judge = { tf, seed, oracle: await openOracle(tf, oneDomain(openDomains(seed), 'second'), { seed, factors: ['x', 'y'] }) };
    const cycle = await translated(judge, 'cyclegan', {});
    const free = await translated(judge, 'cyclegan', { cycle: 0 });
    const row = { recipe: 'cyclegan', seed };
    const error = `A → B error on hidden pairs over that of doing nothing, ${where}, ${steps} steps`;
    print({ ...row, what: error, ...atMost(cycle.pairs, 0.35) });
    print({
      ...row,
      what: `correlation of place with the hidden partner, the lesser of x and y, ${steps} steps`,
      ...atLeast(cycle.place, 0.9),
    });
    print({
      ...row,
      what: `form of the hidden partner (oracle on real ${judge.oracle.accuracy!.toFixed(3)}), ${steps} steps`,
      ...atLeast(cycle.form, 0.9),
    });
    const without = `ablation, no cycle loss: error there and back, and back and there, over that with it (${cycle.back.toPrecision(3)})`;
    print({ ...row, what: without, ...atLeast(free.back / cycle.back, 3) });

    const whole = await translated(judge, 'cyclegan', { translator: 'dense' }, wholeSteps);
    const warning = `warning, fully connected translators (there and back ${whole.back.toPrecision(3)}, place x ${whole.along[0].toFixed(2)}, y ${whole.along[1].toFixed(2)})`;
    print({ ...row, what: `${warning}: form of the hidden partner, ${wholeSteps} steps`, ...atMost(whole.form, 0.6) });

    const disco = await translated(judge, 'discogan', {});
    const game = await translated(judge, 'discogan', { mode: 'gan' });
    const other = { recipe: 'discogan', seed };
    print({ ...other, what: error, ...atMost(disco.pairs, 0.35) });
    const plain = `ablation, no reconstruction: error there and back (${game.back.toPrecision(3)}) over DiscoGAN’s, ${steps} steps`;
    print({ ...other, what: plain, ...atLeast(game.back / disco.back, 1) });
    const modes = `pictures in the mode of their hidden partner (form × quarter of the picture, 16), ${steps} steps`;
    print({ ...other, what: modes, ...above(disco.inMode, { name: 'the game alone', measured: game.inMode }) });

    const dual = await translated(judge, 'dualgan', {});
    print({ recipe: 'dualgan', seed, what: error, ...atMost(dual.pairs, 0.35) });
    judge.oracle.dispose();
  },
};

type Judge = { tf: Tf; seed: number; oracle: Oracle };

async function translated({ tf, seed, oracle }: Judge, recipe: string, params: Params, length = steps) {
  const training = openTraining(tf, { recipe, dataset: data, seed, params, steps: length });
  await training.train(length);
  const { model, random } = training;
  const dataset = training.dataset as DomainsDataset;
  const { values, other, labels, factors } = dataset.drawPairs!(random, count);
  const first = () => tf.tensor(values, [count, ...dataset.example]);
  const there = await readMade(tf, () => model.translate!(first()));
  const second = () => tf.tensor(other, [count, ...dataset.example]);
  const thereAndBack = await readMade(tf, () => model.translateBack!(model.translate!(first())));
  const backAndThere = await readMade(tf, () => model.translate!(model.translateBack!(second())));
  const seen = await oracle.judge(there);
  const along = ['x', 'y'].map((name) => correlation(seen.factors[name], factors[name]));
  const found = {
    pairs: meanAbsolute(there, other) / meanAbsolute(values, other),
    back: (meanAbsolute(thereAndBack, values) + meanAbsolute(backAndThere, other)) / 2,
    along,
    place: Math.min(...along),
    form: shareEqual(seen.classes, labels!),
    inMode: shareEqual(modesOf(seen.classes, seen.factors), modesOf(labels!, factors)),
  };
  training.dispose();
  return found;
}

function modesOf(forms: ArrayLike<number>, { x, y }: Record<string, Float32Array>): number[] {
  return Array.from(forms, (form, at) => 4 * form + 2 * Number(x[at] > 0) + Number(y[at] > 0));
}

function openDomains(seed: number): DomainsDataset {
  return madeDataset(data.name).open({ params: data.params, seed }) as DomainsDataset;
}
