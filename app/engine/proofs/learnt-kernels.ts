import type { Params } from '../../../shared/params.ts';
import { freshLatents, realExamples, readMade } from '../measuring/examples.ts';
import { cubicMmd2 } from '../metrics/kid.ts';
import { openOracle, type Oracle } from '../measuring/oracle.ts';
import { atLeast, atMost, openTraining, type Proof, type Training } from '../proof.ts';
import type { Tf } from '../tensor.ts';

const shapes = { name: 'shapes', params: { size: '16', drawing: 'filled', turning: false } };
const [count, looks] = [2000, 3];
/** GMMN on pixels learns until it gets no nearer, as its distance half way shows. */
const [pixelSteps, pixelBatch] = [2000, 100];
const [codecSteps, codeSteps] = [2000, 2600];
const gameSteps = 1600;
/** So soon does what is held by nothing run away. */
const ablationSteps = 150;

/** Moments of pixels say little; of codes and of learnt features, more. */
export const learntKernels: Proof = {
  name: 'learnt-kernels',
  about:
    'On pictures moment matching on codes (arXiv:1502.02761) and under a learnt kernel (arXiv:1705.08584, held as arXiv:1801.01401 has it) comes nearer to the data than on pixels; under a linear kernel, held by nothing, the learnt features grow without end.',
  async run({ tf, seed, print }) {
    const open = (recipe: string, params: Params, steps: number) => openTraining(tf, { recipe, dataset: shapes, seed, params, steps });
    const plain = open('gmmn', { batch: pixelBatch, decaySteps: pixelSteps }, pixelSteps);
    const oracle = await openOracle(tf, plain.dataset, { seed });
    await plain.train(pixelSteps / 2);
    const halfWay = await kidOf(tf, plain, oracle);
    await plain.train(pixelSteps / 2);
    const pixels = await kidOf(tf, plain, oracle);
    plain.dispose();
    const codes = open('gmmn-codes', { codecSteps, decaySteps: codeSteps }, codeSteps);
    await codes.train(codeSteps);
    const onCodes = await kidOf(tf, codes, oracle);
    codes.dispose();
    const learnt = open('mmd-gan', { decaySteps: gameSteps }, gameSteps);
    await learnt.train(gameSteps);
    const underLearnt = await kidOf(tf, learnt, oracle);
    learnt.dispose();
    oracle.dispose();
    const sizeUnder = async (kernel: string, constraint: string) => {
      const training = open('mmd-gan', { kernel, constraint }, ablationSteps);
      await training.train(ablationSteps);
      const size = await featureSize(tf, training);
      training.dispose();
      return size;
    };
    const held = await sizeUnder('linear', 'penalty');
    const unheld = await sizeUnder('linear', 'none');
    const bounded = (await sizeUnder('rational-quadratic', 'none')) / (await sizeUnder('rational-quadratic', 'penalty'));
    const what = `KID on an independent classifier’s features over GMMN’s on pixels (${pixels.toPrecision(3)} after ${pixelSteps} updates, batch ${pixelBatch}; ${halfWay.toPrecision(3)} half way), shapes 16`;
    const work = {
      codes: `${codecSteps} updates of the auto-encoder + ${codeSteps - codecSteps} of the generator`,
      game: `${gameSteps} steps of 3 updates, batch 64`,
    };
    print({ recipe: 'gmmn-codes', seed, what: `${what}; ${work.codes}`, ...atMost(onCodes / pixels, 0.8) });
    print({ recipe: 'mmd-gan', seed, what: `${what}; ${work.game}`, ...atMost(underLearnt / pixels, 0.8) });
    print({
      recipe: 'mmd-gan',
      seed,
      what: `ablation, linear kernel, nothing holds the encoder: size of its features over the held one’s (${held.toPrecision(3)}), ${ablationSteps} steps; under the bounded kernel the same is ${bounded.toPrecision(2)}, as nothing pulls there`,
      ...atLeast(unheld / held, 5),
    });
  },
};

/** Mean of a few looks: one is as far off as chance has it. */
async function kidOf(tf: Tf, { model, dataset, random }: Training, oracle: Oracle): Promise<number> {
  let sum = 0;
  for (let look = 0; look < looks; look += 1) {
    const latents = freshLatents(tf, model, random, count);
    const made = await oracle.judge(await readMade(tf, () => model.generate!(latents)));
    latents.dispose();
    const real = await oracle.judge(dataset.draw(random, count).values);
    sum += cubicMmd2(real.features, made.features, oracle.width);
  }
  return sum / looks;
}

/** Mean size of the encoder’s features of real examples. */
async function featureSize(tf: Tf, { model, dataset, random }: Training): Promise<number> {
  const [size] = await readMade(tf, () => tf.abs(model.encode!(realExamples(tf, dataset, random, count))).mean());
  return size;
}
