import type { Params } from '../../../shared/params.ts';
import { freshLatents, realExamples } from '../examples.ts';
import { cubicMmd2 } from '../metrics/kid.ts';
import { openOracle, type Oracle } from '../oracle.ts';
import { atLeast, atMost, openTraining, type Proof, type Training } from '../proof.ts';
import { read } from '../proof-measures.ts';
import type { Tf } from '../tensor.ts';

const shapes = { name: 'shapes', params: { size: '16', drawing: 'filled', turning: false } };
const count = 400;
/** Convolutions cost about as much a step as the others’ whole steps do. */
const [pixelSteps, gameSteps] = [600, 1000];

/** Moments of pixels say little; of codes and of learnt features, more. */
export const learntKernels: Proof = {
  name: 'learnt-kernels',
  about:
    'On pictures moment matching on codes (arXiv:1502.02761) and under a learnt kernel (arXiv:1705.08584) comes nearer to the data than on pixels; unheld, the learnt features grow without end.',
  async run({ tf, seed, print }) {
    const open = (recipe: string, params: Params, steps: number) => openTraining(tf, { recipe, dataset: shapes, seed, params, steps });
    const plain = open('gmmn', { batch: 100 }, pixelSteps);
    const oracle = await openOracle(tf, plain.dataset, { seed });
    await plain.train(pixelSteps);
    const pixels = await kidOf(tf, plain, oracle);
    plain.dispose();
    const codes = open('gmmn-codes', { codecSteps: 1000 }, 2500);
    await codes.train(2500);
    const onCodes = await kidOf(tf, codes, oracle);
    codes.dispose();
    const learnt = open('mmd-gan', {}, gameSteps);
    await learnt.train(gameSteps);
    const underLearnt = await kidOf(tf, learnt, oracle);
    const held = await featureSize(tf, learnt);
    learnt.dispose();
    const free = open('mmd-gan', { constraint: 'none', rebuild: 0 }, gameSteps);
    await free.train(gameSteps);
    const unheld = await featureSize(tf, free);
    free.dispose();
    oracle.dispose();
    const what = `KID on an independent classifier’s features over GMMN’s on pixels (${pixels.toPrecision(3)}), shapes 16, ${pixelSteps} steps`;
    print({ recipe: 'gmmn-codes', seed, what: `${what}; 1000 + 1500 steps`, ...atMost(onCodes / pixels, 0.8) });
    print({ recipe: 'mmd-gan', seed, what: `${what}; ${gameSteps} steps`, ...atMost(underLearnt / pixels, 0.8) });
    print({
      recipe: 'mmd-gan',
      seed,
      what: `ablation, nothing holds the encoder: size of its features over the held one’s (${held.toPrecision(3)})`,
      ...atLeast(unheld / held, 5),
    });
  },
};

async function kidOf(tf: Tf, { model, dataset, random }: Training, oracle: Oracle): Promise<number> {
  const latents = freshLatents(tf, model, random, count);
  const made = await oracle.judge(await read(tf, () => model.generate!(latents)));
  latents.dispose();
  const real = await oracle.judge(dataset.draw(random, count).values);
  return cubicMmd2(real.features, made.features, oracle.width);
}

/** Mean size of the encoder’s features of real examples. */
async function featureSize(tf: Tf, { model, dataset, random }: Training): Promise<number> {
  const [size] = await read(tf, () => tf.abs(model.encode!(realExamples(tf, dataset, random, count))).mean());
  return size;
}
