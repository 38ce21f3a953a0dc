import { atLeast, atMost, openTraining, type Proof } from '../proof.ts';
import { openOracle } from '../measuring/oracle.ts';
import { classifierAccuracy, conditionAccuracy } from '../measuring/proof-accuracy.ts';
import type { Params } from '../../../shared/params.ts';

const digits = { name: 'stroke-digits', params: { size: '16' } };
const repeats = 3;
const [codecSteps, classifierSteps, tested] = [800, 250, 1000];

/** What generated examples add to few labelled ones. */
export const moreData: Proof = {
  name: 'more-data',
  about:
    'With five labels a class, examples from a generator that saw more data are of the class asked for and make a better classifier; from one that saw the same five they add little; noise adds nothing.',
  async run({ tf, seed, print }) {
    let agreement = 0;
    let ceiling = 0;
    const accuracyOf = async (params: Params, draw: number) => {
      const isMade = params.helpedBy === 'generated';
      const own = isMade ? codecSteps : 1;
      const steps = own + classifierSteps;
      const training = openTraining(tf, {
        recipe: 'augmented-classifier',
        dataset: digits,
        seed: 100 * seed + draw,
        params: { ...params, codecSteps: own },
        steps,
      });
      await training.train(own);
      if (isMade && agreement === 0) {
        const oracle = await openOracle(tf, training.dataset, { seed });
        agreement = await conditionAccuracy(tf, training, oracle);
        ceiling = oracle.accuracy!;
        oracle.dispose();
      }
      await training.train(classifierSteps);
      const { values, labels } = training.dataset.draw(training.random, tested);
      const right = await classifierAccuracy(tf, training, values, labels!);
      training.dispose();
      return right;
    };
    const over = async (params: Params) => {
      const found: number[] = [];
      for (let draw = 0; draw < repeats; draw += 1) found.push(await accuracyOf(params, draw));
      const mean = found.reduce((sum, value) => sum + value, 0) / repeats;
      const error = Math.sqrt(found.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (repeats - 1) / repeats);
      return { mean, error };
    };
    const alone = await over({ helpedBy: 'nothing' });
    const helped = await over({ helpedBy: 'generated' });
    const noise = await over({ helpedBy: 'noise' });
    const few = await over({ helpedBy: 'generated', generatorSees: 'few' });
    const shifts = await over({ helpedBy: 'shifts' });
    const said = ({ mean, error }: typeof alone) => `${mean.toFixed(3)} ± ${error.toFixed(3)}`;
    const errors = Math.hypot(alone.error, helped.error);
    const recipe = 'augmented-classifier';
    const made = `digits made of the class asked for, digits 16, ${codecSteps} steps (oracle on real ${ceiling.toFixed(3)})`;
    print({ recipe, seed, what: made, ...atLeast(agreement, 0.95) });
    const what = `accuracy gained by generated examples in standard errors (5 labels a class, ${repeats} draws: ${said(alone)} → ${said(helped)})`;
    print({ recipe, seed, what, ...atLeast((helped.mean - alone.mean) / errors, 2) });
    print({
      recipe,
      seed,
      what: `ablation, noise in place of examples: accuracy gained (${said(noise)})`,
      ...atMost(noise.mean - alone.mean, 0.03),
    });
    const rest = `a generator that saw only the same five (${said(few)}), over what one that saw all of it gains; shifted copies ${said(shifts)}`;
    print({ recipe, seed, what: `accuracy gained by ${rest}`, ...atMost((few.mean - alone.mean) / (helped.mean - alone.mean), 0.5) });
  },
};
