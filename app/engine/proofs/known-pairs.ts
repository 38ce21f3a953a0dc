import { freshBatch, freshLatents, readMade } from '../measuring/examples.ts';
import { openOracle } from '../measuring/oracle.ts';
import { atLeast, atMost, openTraining, type Proof, type Training } from '../proof.ts';
import { meanAbsolute, meanPsnr } from '../measuring/comparisons.ts';
import { bicubic } from '../parts/bicubic.ts';
import type { Tf } from '../tensor.ts';

const width = 256;
const finer = 1000;
/** Steps in which the classifier of super-resolution learns. */
const classified = 200;
/** Steps at the end over which a loss is averaged. */
const watched = 50;
const colored = 900;
const filled = 600;

type Context = Parameters<Proof['run']>[0];

/** One picture made from another, where pairs are known. */
export const knownPairs: Proof = {
  name: 'known-pairs',
  about:
    'Super-resolution beats bicubic, and what learns by a classifier’s features is nearer to the truth for another classifier than what learns by pixels (arXiv:1609.04802); pix2pix decides where L1 averages, ' +
    'and stays near the truth where there is one (arXiv:1611.07004).',
  async run(context) {
    await resolution(context);
    await decision(context);
    await oneAnswer(context);
  },
};

async function resolution({ tf, seed, print }: Context): Promise<void> {
  const row = { recipe: 'super-resolution', seed };
  const steps = finer + classified;
  const made = async (content: string) => {
    const training = openTraining(tf, {
      recipe: 'super-resolution',
      dataset: { name: 'paired-shapes', params: { task: 'resolution' } },
      seed,
      // The classifier learns first, from the same examples in both runs: one and the same φ.
      params: { content, featureSteps: classified },
      steps,
    });
    await training.train(steps - watched);
    let distance = 0;
    for (let step = 0; step < watched; step += 1) {
      const outcome = await training.game.play({ keepGradients: false });
      distance += outcome.values['generator/features'] / watched;
      outcome.dispose();
    }
    const judge = await openOracle(tf, training.dataset, { seed });
    const { real, given, condition } = freshBatch(tf, training.dataset, training.random, 200);
    const truth = Float32Array.from(await real.data()) as Float32Array;
    const pictures = await readMade(tf, () => training.model.generate!(tf.zeros([200, 0]), given!));
    const rough = await readMade(tf, () => bicubic(tf, given!));
    tf.dispose([real, given!, condition!]);
    const [seen, wanted] = [await judge.judge(pictures), await judge.judge(truth)];
    judge.dispose();
    training.dispose();
    return {
      psnr: meanPsnr(truth, pictures, width),
      bicubic: meanPsnr(truth, rough, width),
      distance,
      elsewhere: meanAbsolute(seen.features, wanted.features),
    };
  };
  const pixels = await made('pixels');
  const perceptual = await made('perceptual');
  const what = `8 → 16, ${finer} steps`;
  print({ ...row, what: `dB above bicubic (${pixels.bicubic.toFixed(1)}), ${what}`, ...atLeast(pixels.psnr - pixels.bicubic, 3) });
  print({
    ...row,
    what: `dB by pixels above by features (${perceptual.psnr.toFixed(1)}), ${what}`,
    ...atLeast(pixels.psnr - perceptual.psnr, 0),
  });
  const own = (perceptual.distance / pixels.distance).toPrecision(3);
  print({
    ...row,
    what: `distance in the last layer of a classifier that neither learnt by: by features over by pixels (${pixels.elsewhere.toPrecision(3)}; in the features learnt by ${own}), ${what}`,
    ...atMost(perceptual.elsewhere / pixels.elsewhere, 1),
  });
}

/** Outline → filled in one of two hues: how far a made colour lies from the nearer right answer, over how far L1’s lies. */
async function decision({ tf, seed, print }: Context): Promise<void> {
  const distance = async (losses: string) => {
    const training = openTraining(tf, {
      recipe: 'pix2pix',
      dataset: { name: 'paired-shapes', params: { task: 'edges', twoHues: true } },
      seed,
      params: { losses, lambda: 2 },
      steps: colored,
    });
    await training.train(colored);
    const found = await toNearerHue(tf, training);
    training.dispose();
    return found;
  };
  const [plain, whole] = [await distance('l1'), await distance('cgan-l1')];
  print({
    recipe: 'pix2pix',
    seed,
    what: `distance to the nearer of two right hues over that of L1 alone (${plain.toFixed(3)}), ${colored} steps`,
    ...atMost(whole / plain, 0.3),
  });
}

/** Outline → filled in white: one answer is right. */
async function oneAnswer({ tf, seed, print }: Context): Promise<void> {
  const row = { recipe: 'pix2pix', seed };
  const trained = async (losses: string) => {
    const training = openTraining(tf, { recipe: 'pix2pix', dataset: 'paired-shapes', seed, params: { losses }, steps: filled });
    await training.train(filled);
    return training;
  };
  const whole = await trained('cgan-l1');
  const { real, given, condition } = freshBatch(tf, whole.dataset, whole.random, 200);
  const latents = freshLatents(tf, whole.model, whole.random, 200);
  const truth = Float32Array.from(await real.data()) as Float32Array;
  /** Mean |made − truth|, and what the whole system's discriminator says of the pair. */
  const judged = async ({ model }: Training) => ({
    error: meanAbsolute(await readMade(tf, () => model.generate!(latents, given!)), truth),
    realism: (await readMade(tf, () => whole.model.score!(model.generate!(latents, given!), given!).mean()))[0],
  });
  const both = await judged(whole);
  const alone: Record<string, Awaited<ReturnType<typeof judged>>> = {};
  for (const losses of ['l1', 'cgan', 'gan-l1']) {
    const training = await trained(losses);
    alone[losses] = await judged(training);
    training.dispose();
  }
  tf.dispose([real, given!, condition!, latents]);
  whole.dispose();
  const blind = (alone['gan-l1'].error / alone.l1.error).toPrecision(3);
  const what = `one right answer, ${filled} steps`;
  print({
    ...row,
    what: `error over that of L1 alone (${alone.l1.error.toPrecision(3)}; with a GAN that doesn’t see what was given ${blind}), ${what}`,
    ...atMost(both.error / alone.l1.error, 1.5),
  });
  print({
    ...row,
    what: `discriminator’s logit above that for L1 alone (${alone.l1.realism.toFixed(2)}), ${what}`,
    ...atLeast(both.realism - alone.l1.realism, 0),
  });
  print({ ...row, what: `ablation, without L1: error over that of both, ${what}`, ...atLeast(alone.cgan.error / both.error, 1.1) });
}

/** Mean colour of the shape’s pixels against both answers, in −1…1 per channel. */
async function toNearerHue(tf: Tf, { model, dataset, random }: Training): Promise<number> {
  const count = 100;
  const batch = freshBatch(tf, dataset, random, count);
  const truth = Float32Array.from(await batch.real.data()) as Float32Array;
  const noise = tf.tensor2d(model.latent.draw(random, count), [count, model.latent.size]);
  const made = await readMade(tf, () => model.generate!(noise, batch.given!));
  tf.dispose([batch.real, batch.given!, batch.condition!, noise]);
  const answers = [
    [0, 0, 0],
    [0, 0, 0],
  ];
  const colors: number[][] = [];
  for (let at = 0; at < count; at += 1) {
    const mean = [0, 0, 0];
    const own = [0, 0, 0];
    let pixels = 0;
    for (let pixel = 0; pixel < 256; pixel += 1) {
      const from = (at * 256 + pixel) * 3;
      if (Math.max(truth[from], truth[from + 1], truth[from + 2]) < 0.9) continue;
      pixels += 1;
      for (let channel = 0; channel < 3; channel += 1) {
        mean[channel] += made[from + channel];
        own[channel] += truth[from + channel];
      }
    }
    if (pixels === 0) continue;
    colors.push(mean.map((sum) => sum / pixels));
    const answer = own.map((sum) => sum / pixels);
    answers[answer[0] > answer[2] ? 0 : 1] = answer;
  }
  const far = (a: number[], b: number[]) => Math.hypot(...a.map((value, channel) => value - b[channel]));
  return colors.reduce((sum, color) => sum + Math.min(...answers.map((answer) => far(color, answer))), 0) / colors.length;
}
