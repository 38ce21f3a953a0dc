import { take } from '../examples.ts';
import { coverage } from '../metrics/mode-coverage.ts';
import { atLeast, openStudy, type Proof, type Study } from '../proof.ts';
import type { Tf } from '../tensor.ts';

const [steps, count] = [3000, 1000];
const params = { generatorWidth: 128, batch: 128 };

/** A generator with an encoder learnt against the same discriminator. */
export const inference: Proof = {
  name: 'inference',
  about:
    'On the grid ALI covers at least as many modes as a GAN with the same generator, and what its encoder and generator restore lies in the mode it came from (arXiv:1606.00704).',
  async run({ tf, seed, print }) {
    const trained = async (recipe: string, own: Record<string, number>) => {
      const study = openStudy(tf, { recipe, dataset: 'grid25', seed, params: { ...params, ...own }, steps });
      for (let step = 0; step < steps; step += 1) (await study.game.play({ keepGradients: false })).dispose();
      return study;
    };
    const modesOf = async (study: Study) => coverage(await study.generated(2500), 2, study.dataset.modes!).captured;
    const ali = await trained('ali', {});
    const [covered, restored] = [await modesOf(ali), await sameMode(tf, ali)];
    ali.dispose();
    const plain = await trained('gan-non-saturating', { discriminatorWidth: 128 });
    const alone = await modesOf(plain);
    plain.dispose();
    print({
      recipe: 'ali',
      seed,
      what: `modes of 25 less those of a GAN (${covered} and ${alone}), ${steps} steps`,
      ...atLeast(covered - alone, 0),
    });
    print({
      recipe: 'ali',
      seed,
      what: `restored points nearest to the mode they came from (chance 0.04), ${steps} steps`,
      ...atLeast(restored, 0.5),
    });
  },
};

async function sameMode(tf: Tf, { model, dataset, real }: Study): Promise<number> {
  const points = real(count);
  const { data } = await take(tf.tidy(() => model.generate!(model.encode!(tf.tensor2d(points, [count, 2])))));
  const { centers } = dataset.modes!;
  const modeOf = (values: Float32Array, at: number) => {
    let [best, least] = [0, Number.POSITIVE_INFINITY];
    for (let mode = 0; mode < centers.length / 2; mode += 1) {
      const far = Math.hypot(values[2 * at] - centers[2 * mode], values[2 * at + 1] - centers[2 * mode + 1]);
      if (far < least) [best, least] = [mode, far];
    }
    return best;
  };
  let same = 0;
  for (let at = 0; at < count; at += 1) if (modeOf(points, at) === modeOf(data, at)) same += 1;
  return same / count;
}
