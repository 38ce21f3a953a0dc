import type { Params } from '../../../shared/params.ts';
import { freshBatch, freshLatents, readMade } from '../measuring/examples.ts';
import type { MetricContext } from '../metric.ts';
import { mmd2 } from '../metrics/mmd2.ts';
import { atLeast, atMost, openTraining, type Proof, type Training } from '../proof.ts';
import { seededRandom } from '../random.ts';
import type { Tf } from '../tensor.ts';

const digits = { name: 'stroke-digits', params: { size: '16' } };
/** As many codes as the test takes points. */
const [count, steps, clusterSteps] = [500, 700, 300];

/** The codes of all pictures together look like the prior, for an adversary sees to it. */
export const matchedCodes: Proof = {
  name: 'matched-codes',
  about:
    'PixelGAN auto-encoder (arXiv:1706.00531): told the code, the PixelCNN needs fewer bits; the codes of all pictures look like the prior, and without the adversary they don’t; categories follow what is drawn.',
  async run({ tf, seed, print }) {
    const recipe = 'pixelgan-autoencoder';
    const trained = async (params: Params, of = recipe, all = steps) => {
      const training = openTraining(tf, { recipe: of, dataset: digits, seed, params, steps: all });
      await training.train(all);
      return training;
    };
    const plain = await trained({ levels: 2, width: 12, blockDepth: 2 }, 'gated-pixelcnn');
    const untold = await bitsOf(plain);
    plain.dispose();
    const whole = await trained({});
    const [told, p] = [await bitsOf(whole), await priorTest(tf, whole)];
    whole.dispose();
    const free = await trained({ adversary: 'off' });
    const unheld = await priorTest(tf, free);
    free.dispose();
    const clusters = await trained({ prior: 'categorical', latentSize: 10 }, recipe, clusterSteps);
    const purity = await purityOf(tf, clusters);
    clusters.dispose();
    const data = 'digits 16 in black and white';
    const what = `${data}, ${steps} steps`;
    print({
      recipe,
      seed,
      what: `bits a pixel given the code over those of a PixelCNN alone (${untold.toPrecision(3)}), ${what}`,
      ...atMost(told / untold, 1),
    });
    print({ recipe, seed, what: `p of the MMD test of ${count} codes against the prior, ${what}`, ...atLeast(p, 0.05) });
    print({ recipe, seed, what: `ablation, no adversary: p, ${what}`, ...atMost(unheld, 0.01) });
    print({
      recipe,
      seed,
      what: `ten categories: share of pictures of the commonest digit in their category (chance 0.1), ${data}, ${clusterSteps} steps`,
      ...atLeast(purity, 0.5),
    });
  },
};

/** The player’s own figure, averaged over its last steps. */
async function bitsOf({ game }: Training): Promise<number> {
  let sum = 0;
  const looks = 20;
  for (let look = 0; look < looks; look += 1) {
    const outcome = await game.play({ keepGradients: false });
    const key = Object.keys(outcome.values).find((name) => name.endsWith('bits-per-value'));
    sum += outcome.values[key!] / looks;
    outcome.dispose();
  }
  return sum;
}

async function codesOf(tf: Tf, { model, dataset, random }: Training): Promise<{ codes: Float32Array; labels: Int32Array }> {
  const { labels } = dataset.draw(random.fork('codes'), count);
  const batch = freshBatch(tf, dataset, random.fork('codes'), count);
  const codes = await readMade(tf, () => model.encode!(batch.real));
  tf.dispose(Object.values(batch));
  return { codes, labels: labels! };
}

async function priorTest(tf: Tf, training: Training): Promise<number> {
  const { codes } = await codesOf(tf, training);
  const width = codes.length / count;
  const drawn = await readMade(tf, () => freshLatents(tf, training.model, training.random, count).slice([0, 0], [-1, width]));
  const context = { dataset: { kind: 'points' }, random: seededRandom(7), real: () => drawn, generated: async () => codes, width };
  return (await mmd2.measure(context as unknown as MetricContext))['mmd2/p'];
}

/** Of the categories that codes fall in, how much one form rules in each. */
async function purityOf(tf: Tf, training: Training): Promise<number> {
  const { codes, labels } = await codesOf(tf, training);
  const width = codes.length / count;
  const found = new Map<string, number>();
  labels.forEach((label, at) => {
    const code = codes.subarray(at * width, (at + 1) * width);
    const key = `${code.indexOf(Math.max(...code))} ${label}`;
    found.set(key, (found.get(key) ?? 0) + 1);
  });
  let ruled = 0;
  for (let category = 0; category < width; category += 1) {
    ruled += Math.max(0, ...[...found].filter(([key]) => key.startsWith(`${category} `)).map(([, times]) => times));
  }
  return ruled / count;
}
