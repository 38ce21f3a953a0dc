import type { Params } from '../../../shared/params.ts';
import { freshBatch } from '../examples.ts';
import { atLeast, atMost, openTraining, type Proof, type ProofRow, type Training } from '../proof.ts';
import { classifierAccuracy, correlation, meanAbsolute, meanPsnr, read } from '../proof-measures.ts';
import { bicubic } from '../resize.ts';
import type { Tf } from '../tensor.ts';

type Say = (recipe: string, what: string, verdict: Pick<ProofRow, 'measured' | 'expected' | 'holds'>) => void;
type Context = { tf: Tf; seed: number; say: Say };

/** Systems that go from one domain to another, measured on pairs that they never saw. */
export const twoDomains: Proof = {
  name: 'two-domains',
  about:
    'Super-resolution beats bicubic; pix2pix decides where L1 averages; CycleGAN finds hidden pairs; CoGAN ties two domains; DANN adapts.',
  async run({ tf, seed, print }) {
    const say: Say = (recipe, what, verdict) => print({ recipe, seed, what, ...verdict });
    const context = { tf, seed, say };
    await resolution(context);
    await decision(context);
    await cycle(context);
    await tied(context);
    await adapted(context);
  },
};

async function resolution({ tf, seed, say }: Context): Promise<void> {
  const steps = 700;
  const training = openTraining(tf, {
    recipe: 'super-resolution',
    dataset: { name: 'paired-shapes', params: { task: 'resolution' } },
    seed,
    params: { featureSteps: 1 },
    steps,
  });
  await training.train(steps);
  const batch = freshBatch(tf, training.dataset, training.random, 200);
  const truth = Float32Array.from(await batch.real.data()) as Float32Array;
  const made = await read(tf, () => training.model.generate!(tf.zeros([200, 0]), batch.given!));
  const rough = await read(tf, () => bicubic(tf, batch.given!));
  const gain = meanPsnr(truth, made, 256) - meanPsnr(truth, rough, 256);
  say('super-resolution', `dB above bicubic (${meanPsnr(truth, rough, 256).toFixed(1)}), 8 → 16, ${steps} steps`, atLeast(gain, 3));
  tf.dispose([batch.real, batch.given!, batch.condition!]);
  training.dispose();
}

/** Outline → filled in one of two hues: how far a made colour lies from the nearer right answer, over how far L1’s lies. */
async function decision({ tf, seed, say }: Context): Promise<void> {
  const steps = 900;
  const data = { name: 'paired-shapes', params: { task: 'edges', twoHues: true } };
  const distance = async (losses: string) => {
    const training = openTraining(tf, { recipe: 'pix2pix', dataset: data, seed, params: { losses, lambda: 2 }, steps });
    await training.train(steps);
    const found = await toNearerHue(tf, training);
    training.dispose();
    return found;
  };
  const [plain, whole] = [await distance('l1'), await distance('cgan-l1')];
  say(
    'pix2pix',
    `distance to the nearer of two right hues over that of L1 alone (${plain.toFixed(3)}), ${steps} steps`,
    atMost(whole / plain, 0.6),
  );
}

/** Mean colour of the shape’s pixels against both answers, in −1…1 per channel. */
async function toNearerHue(tf: Tf, { model, dataset, random }: Training): Promise<number> {
  const count = 100;
  const batch = freshBatch(tf, dataset, random, count);
  const truth = Float32Array.from(await batch.real.data()) as Float32Array;
  const noise = tf.tensor2d(model.latent.draw(random, count), [count, model.latent.size]);
  const made = await read(tf, () => model.generate!(noise, batch.given!));
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

async function cycle({ tf, seed, say }: Context): Promise<void> {
  const steps = 700;
  const data = { name: 'shape-domains', params: { second: 'dim-negative' } };
  const errors = async (params: Params) => {
    const training = openTraining(tf, { recipe: 'cyclegan', dataset: data, seed, params, steps });
    await training.train(steps);
    if (training.dataset.kind !== 'domains') throw new Error('not two domains');
    const { values, other } = training.dataset.drawPairs!(training.random, 200);
    const first = () => tf.tensor(values, [200, 16, 16, 1]);
    const there = await read(tf, () => training.model.translate!(first()));
    const back = await read(tf, () => training.model.translateBack!(training.model.translate!(first())));
    training.dispose();
    return { there: meanAbsolute(there, other), back: meanAbsolute(back, values), identity: meanAbsolute(values, other) };
  };
  const [whole, plain] = [await errors({}), await errors({ cycle: 0 })];
  say(
    'cyclegan',
    `A → B error on hidden pairs over that of doing nothing (${whole.identity.toFixed(2)}), filled ↔ dim negative, ${steps} steps`,
    atMost(whole.there / whole.identity, 0.35),
  );
  const what = `ablation, no cycle loss: error there and back over that with it (${whole.back.toPrecision(3)})`;
  say('cyclegan', what, atLeast(plain.back / whole.back, 3));
}

async function tied({ tf, seed, say }: Context): Promise<void> {
  const steps = 2500;
  const data = { name: 'shape-domains', params: { second: 'negative' } };
  for (const sharing of ['shared', 'apart']) {
    const training = openTraining(tf, { recipe: 'cogan', dataset: data, seed, params: { sharing }, steps });
    await training.train(steps);
    const count = 300;
    const latents = tf.tensor2d(training.model.latent.draw(training.random, count), [count, training.model.latent.size]);
    const [a, b] = [await read(tf, () => training.model.generate!(latents)), await read(tf, () => training.model.generateOther!(latents))];
    latents.dispose();
    training.dispose();
    const [first, second] = [centers(a), centers(b.map((value) => -value))];
    const along = (correlation(first.x, second.x) + correlation(first.y, second.y)) / 2;
    const what = `correlation of place between the two pictures of one latent, filled and negative, ${steps} steps`;
    if (sharing === 'shared') say('cogan', what, atLeast(along, 0.9));
    else say('cogan', `ablation, nothing shared: ${what}`, atMost(Math.abs(along), 0.3));
  }
}

/** Centre of brightness of each 16 × 16 picture. */
function centers(pictures: Float32Array): { x: number[]; y: number[] } {
  const [x, y]: [number[], number[]] = [[], []];
  for (let from = 0; from < pictures.length; from += 256) {
    let [mass, across, down] = [1e-6, 0, 0];
    for (let at = 0; at < 256; at += 1) {
      const weight = Math.max(0, pictures[from + at] + 1);
      mass += weight;
      across += weight * (at % 16);
      down += weight * Math.floor(at / 16);
    }
    x.push(across / mass);
    y.push(down / mass);
  }
  return { x, y };
}

async function adapted({ tf, seed, say }: Context): Promise<void> {
  const steps = 3000;
  const accuracy = async (dataset: string | { name: string; params: Params }, lambda: number) => {
    const training = openTraining(tf, { recipe: 'dann', dataset, seed, params: { lambda, horizon: steps }, steps });
    await training.train(steps);
    const draw = training.dataset.draw(training.random, 1000);
    const found = {
      source: await classifierAccuracy(tf, training, draw.values, draw.labels!),
      target: await classifierAccuracy(tf, training, draw.other!, draw.otherLabels!),
    };
    training.dispose();
    return found;
  };
  say('dann', `accuracy on the target, blobs, ${steps} steps`, atLeast((await accuracy('blob-domains', 1)).target, 0.9));
  say('dann', 'ablation, λ = 0: accuracy on the target', atMost((await accuracy('blob-domains', 0)).target, 0.6));
  const shifted = { name: 'shape-domains', params: { second: 'shifted' } };
  const [whole, plain] = [await accuracy(shifted, 1), await accuracy(shifted, 0)];
  const what = `accuracy on the target above that of λ = 0 (${plain.target.toFixed(3)}), shapes 16 of shifted contrast, ${steps} steps`;
  say('dann', what, atLeast(whole.target - plain.target, 0.05));
  say('dann', `accuracy on the source, shapes 16, ${steps} steps`, atLeast(whole.source, 0.95));
}
