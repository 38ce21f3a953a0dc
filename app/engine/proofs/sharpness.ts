import type { Params } from '../../../shared/params.ts';
import { freshBatch, generatedExamples, generates, take, readMade } from '../measuring/examples.ts';
import { frechetDistance } from '../metrics/fid.ts';
import { openOracle, type Oracle } from '../measuring/oracle.ts';
import { atLeast, atMost, openTraining, type Proof, type ProofContext, type Training } from '../proof.ts';
import type { Tf } from '../tensor.ts';

const filled = { name: 'shapes', params: { size: '16', drawing: 'filled', turning: false } };
const outlined = { name: 'shapes', params: { size: '16', drawing: 'outlined', turning: false } };
const [steps, count, drawn, side] = [1500, 300, 1500, 16];
/** Each of CVAE-GAN's networks but the generator, by the weight that silences it. */
const parts = [
  { without: 'classifier', weight: 'classWeight', least: 1.15 },
  { without: 'discriminator', weight: 'matchWeight', least: 1.15 },
  { without: 'encoder', weight: 'likenessWeight', least: 2 },
];
/** Steps at the end over which the nats of a code are averaged. */
const watched = 50;

/** What is lost of a reconstruction, squared distance of features, and what its code takes. */
interface Kept {
  nats: number;
  lost: number;
}

/** A discriminator's features against pixels alone. */
export const sharpness: Proof = {
  name: 'sharpness',
  about:
    'CVAE-GAN (arXiv:1703.10155) restores sharper than a CVAE of as few latents and no sharper than the data, and draws less well without any of its networks; VAE/GAN (arXiv:1512.09300) keeps what an independent classifier sees better than a VAE whose code says as much.',
  async run(context) {
    await drawing(context);
    await restoring(context);
  },
};

/**
 * CVAE-GAN and a CVAE of as many latents, and CVAE-GAN less one of its networks, by what they restore and draw. Two latents don't
 * hold place and size: what they leave open pixels alone blur.
 */
async function drawing({ tf, seed, print }: ProofContext): Promise<void> {
  const open = (recipe: string, params: Params) =>
    openTraining(tf, { recipe, dataset: filled, seed, params: { latentSize: 2, ...params }, steps });
  const plain = open('cvae', {});
  const oracle = await openOracle(tf, plain.dataset, { seed });
  const { values, labels } = plain.dataset.draw(plain.random, drawn);
  const { features } = await oracle.judge(values);
  const judged = async (training: Training) => {
    await training.train(steps);
    const { model, dataset, random } = training;
    if (!generates(model)) throw new Error('Nothing is made to be looked at.');
    const restored = await readMade(tf, () => {
      const condition = tf.oneHot(tf.tensor1d(labels!, 'int32'), 4).toFloat();
      return model.generate(model.encode!(tf.tensor(values, [drawn, side, side, 1]), condition), condition);
    });
    const made = (await take(generatedExamples(tf, model, dataset, random, drawn))).data;
    training.dispose();
    return { edges: edgeEnergy(restored), far: frechetDistance(features, (await oracle.judge(made)).features, oracle.width) };
  };
  const say = (what: string, verdict: ReturnType<typeof atLeast>) => print({ recipe: 'cvae-gan', seed, what, ...verdict });
  const given = edgeEnergy(values);
  const [blurred, whole] = [await judged(plain), await judged(open('cvae-gan', {}))];
  const share = (whole.edges - blurred.edges) / (given - blurred.edges);
  const described = `mean |Laplacian| of what is restored, shapes 16, 2 latents, ${steps} steps`;
  say(`how far edges come from CVAE’s (${blurred.edges.toFixed(3)}) to those of what was given (${given.toFixed(3)}), ${described}`, {
    measured: share,
    expected: '0.5 … 1.2',
    holds: share >= 0.5 && share <= 1.2,
  });
  say(
    `Fréchet distance of what is drawn in features of an independent classifier over CVAE’s (${blurred.far.toPrecision(3)})`,
    atMost(whole.far / blurred.far, 0.5),
  );
  for (const { without, weight, least } of parts) {
    const { edges, far } = await judged(open('cvae-gan', { [weight]: 0 }));
    const beside = `edges ${edges.toFixed(3)}; with all four ${whole.edges.toFixed(3)}`;
    say(
      `ablation, without the ${without} (${beside}): Fréchet distance over that with all four (${whole.far.toPrecision(3)})`,
      atLeast(far / whole.far, least),
    );
  }
  oracle.dispose();
}

/** Mean |Laplacian| inside [n,16,16]. */
function edgeEnergy(pictures: Float32Array): number {
  let [sum, all] = [0, 0];
  for (let from = 0; from < pictures.length; from += side * side) {
    for (let row = 1; row < side - 1; row += 1) {
      for (let column = 1; column < side - 1; column += 1) {
        const at = from + row * side + column;
        sum += Math.abs(4 * pictures[at] - pictures[at - 1] - pictures[at + 1] - pictures[at - side] - pictures[at + side]);
        all += 1;
      }
    }
  }
  return sum / all;
}

/** VAE/GAN and VAEs on outlined shapes, by what is lost of a reconstruction and the nats that its code takes. */
async function restoring({ tf, seed, print }: ProofContext): Promise<void> {
  const open = (recipe: string, params: Params) => openTraining(tf, { recipe, dataset: outlined, seed, params, steps });
  const first = open('vae', {});
  const oracle = await openOracle(tf, first.dataset, { seed });
  first.dispose();
  const kept = async (recipe: string, params: Params): Promise<Kept> => {
    const training = open(recipe, { latentSize: 8, ...params });
    await training.train(steps - watched);
    let nats = 0;
    for (let step = 0; step < watched; step += 1) {
      const outcome = await training.game.play({ keepGradients: false });
      const key = Object.keys(outcome.values).find((name) => name.endsWith('/kl'));
      nats += outcome.values[key!] / watched;
      outcome.dispose();
    }
    const lost = await featuresLost(tf, training, oracle);
    training.dispose();
    return { nats, lost };
  };
  const [game, valued] = [await kept('vae-gan', {}), await kept('vae-gan', { likeness: 'pixels' })];
  // A VAE spends more nats at the same β: what it loses at as many is read off between two.
  const [frugal, lavish] = [await kept('vae', { beta: 5 }), await kept('vae', { beta: 3 })];
  oracle.dispose();
  const lost = between(frugal, lavish, game.nats);
  const say = (what: string, verdict: ReturnType<typeof atLeast>) => print({ recipe: 'vae-gan', seed, what, ...verdict });
  const described = `a reconstruction in an independent classifier’s features, outlined shapes 16, 8 latents, ${steps} steps`;
  const beside = `${game.nats.toFixed(1)} nats; ${frugal.lost.toFixed(1)} at ${frugal.nats.toFixed(1)}, ${lavish.lost.toFixed(1)} at ${lavish.nats.toFixed(1)}`;
  say(`distance of ${described}, over a VAE’s at as many nats (${beside})`, atMost(game.lost / lost, 1));
  say(
    `ablation, values compared in place of features (${valued.nats.toFixed(1)} nats): distance over that by features (${game.lost.toFixed(1)})`,
    atLeast(valued.lost / game.lost, 1.2),
  );
}

/** What is lost at so many nats, on the line through the logarithms of two losses. */
function between(first: Kept, second: Kept, nats: number): number {
  const share = (nats - first.nats) / (second.nats - first.nats);
  return Math.exp(Math.log(first.lost) + share * Math.log(second.lost / first.lost));
}

async function featuresLost(tf: Tf, { model, dataset, random }: Training, oracle: Oracle): Promise<number> {
  const batch = freshBatch(tf, dataset, random, count);
  const restored = await take(tf.tidy(() => model.generate!(model.encode!(batch.real))));
  const real = Float32Array.from(await batch.real.data()) as Float32Array;
  tf.dispose(Object.values(batch));
  const [truth, made] = [await oracle.judge(real), await oracle.judge(restored.data)];
  return truth.features.reduce((sum, value, at) => sum + (value - made.features[at]) ** 2, 0) / count;
}
