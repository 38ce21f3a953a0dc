import { above, atLeast, atMost, openTraining, type Proof } from '../proof.ts';
import { openOracle } from '../measuring/oracle.ts';
import { classifierAccuracy, conditionAccuracy } from '../measuring/proof-accuracy.ts';
import type { Params } from '../../../shared/params.ts';

const digits = { name: 'stroke-digits', params: { size: '16' } };
const [codecSteps, classifierSteps, tested] = [800, 250, 1000];
/** Labels a class for the rival: together one in a hundred of those that the generator saw. */
const many = 50;

/** What generated examples add to few labelled ones, and whether the labels that the generator saw would not have added more. */
export const moreData: Proof = {
  name: 'more-data',
  about:
    'With five labels a class, examples of a generator that saw 51,200 labelled ones make a better classifier (arXiv:1711.04340); but what they hand on is labels: a classifier that is given one in a hundred of those labels itself, and learns for as many updates as both, is what they must beat to add anything. A generator that saw the same five labels must beat shifted copies of them; noise adds nothing.',
  async run({ tf, seed, print }) {
    let agreement = 0;
    let ceiling = 0;
    const accuracyOf = async (params: Params, length = classifierSteps) => {
      const isMade = params.helpedBy === 'generated';
      const own = isMade ? codecSteps : 1;
      const training = openTraining(tf, {
        recipe: 'augmented-classifier',
        dataset: digits,
        seed,
        params: { ...params, codecSteps: own },
        steps: own + length,
      });
      await training.train(own);
      if (isMade && agreement === 0) {
        const oracle = await openOracle(tf, training.dataset, { seed });
        agreement = await conditionAccuracy(tf, training, oracle);
        ceiling = oracle.accuracy!;
        oracle.dispose();
      }
      await training.train(length);
      const { values, labels } = training.dataset.draw(training.random, tested);
      const right = await classifierAccuracy(tf, training, values, labels!);
      training.dispose();
      return right;
    };
    const alone = await accuracyOf({ helpedBy: 'nothing' });
    const helped = await accuracyOf({ helpedBy: 'generated' });
    const noise = await accuracyOf({ helpedBy: 'noise' });
    const few = await accuracyOf({ helpedBy: 'generated', generatorSees: 'few' });
    const shifts = await accuracyOf({ helpedBy: 'shifts' });
    const told = await accuracyOf({ helpedBy: 'nothing', labelsPerClass: many }, codecSteps + classifierSteps);
    const recipe = 'augmented-classifier';
    const from = `5 labels a class: ${alone.toFixed(3)} alone`;
    const made = `digits made of the class asked for, digits 16, ${codecSteps} steps (oracle on real ${ceiling.toFixed(3)})`;
    print({ recipe, seed, what: made, ...atLeast(agreement, 0.95) });
    print({ recipe, seed, what: `accuracy gained by generated examples (${from})`, ...atLeast(helped - alone, 0.02) });
    print({
      recipe,
      seed,
      what: 'accuracy with generated examples, against that of as many updates on 500 of the labels that the generator saw',
      ...above(helped, { name: 'a classifier that saw labels', measured: told }),
    });
    print({
      recipe,
      seed,
      what: 'accuracy with examples of a generator that saw only the same five',
      ...above(few, { name: 'shifted copies', measured: shifts }),
    });
    print({ recipe, seed, what: 'ablation, noise in place of examples: accuracy gained', ...atMost(noise - alone, 0.03) });
  },
};
