import type { Params } from '../../../shared/params.ts';
import { slopeNorms } from '../regularizer.ts';
import { readMade } from '../measuring/examples.ts';
import { above, below, openStudy, type Proof, type Study, within } from '../proof.ts';
import { normalFigures, pointFigures } from '../proof-rivals.ts';
import type { Tf } from '../tensor.ts';

const params = { generatorWidth: 64, discriminatorWidth: 64, batch: 128 };
/** Both sides try as many rates; a step of DRAGAN, whose slope is differentiated, takes about two of the GAN’s. */
const rates = [1e-3, 3e-4];
const [steps, dearer] = [1000, 2];

/** DRAGAN against the GAN it mends: the slope near the data, and what is made. */
export const localPenalty: Proof = {
  name: 'local-penalty',
  about: `DRAGAN keeps its discriminator near slope 1 around the data, where a GAN’s grows steep, and so loses fewer modes (arXiv:1705.07215): on the grid, each side by the better of ${rates.length} rates and with as much work, ${steps} steps against ${dearer * steps}.`,
  async run({ tf, seed, print }) {
    const best = async (recipe: string, own: Params, length: number) => {
      let found: Awaited<ReturnType<typeof figures>> | null = null;
      for (const rate of rates) {
        const study = openStudy(tf, {
          recipe,
          dataset: 'grid25',
          seed,
          steps: length,
          params: { ...params, discriminatorRate: rate, generatorRate: rate, ...own },
        });
        for (let step = 0; step < length; step += 1) (await study.game.play({ keepGradients: false })).dispose();
        const now = await figures(tf, study);
        study.dispose();
        if (found === null || now.w1 < found.w1) found = now;
      }
      return found!;
    };
    const held = await best('dragan', {}, steps);
    const free = await best('gan-non-saturating', {}, dearer * steps);
    const what = `grid, ${steps} steps, the GAN ${dearer * steps}`;
    const gan = (measured: number) => ({ name: 'a GAN', measured });
    const slope = within(held.slope, 0.5, 1.5);
    const slopes = { ...slope, rival: gan(free.slope), holds: slope.holds && !within(free.slope, 0.5, 1.5).holds };
    print({ recipe: 'dragan', seed, what: `mean ‖∇D‖ close to real points, ${what}`, ...slopes });
    print({ recipe: 'dragan', seed, what: `exact W1, ${what} (one normal ${held.normal.toFixed(3)})`, ...below(held.w1, gan(free.w1)) });
    print({ recipe: 'dragan', seed, what: `modes captured of 25, ${what}`, ...above(held.modes, gan(free.modes)) });
    print({ recipe: 'dragan', seed, what: `reverse KL over modes, ${what}`, ...below(held.reverseKl, gan(free.reverseKl)) });
  },
};

async function figures(tf: Tf, study: Study) {
  const normal = (await normalFigures(study)).w1;
  return { ...(await pointFigures(study)), slope: await slopeNearData(tf, study), normal };
}

/** Where the penalty looks: real points moved by up to half a deviation of the data. */
async function slopeNearData(tf: Tf, { model, real, random }: Study): Promise<number> {
  const discriminator = model.networks.find(({ name }) => name === 'discriminator')!;
  const points = real(1000);
  const middle = points.reduce((sum, value) => sum + value, 0) / points.length;
  const deviation = Math.sqrt(points.reduce((sum, value) => sum + (value - middle) ** 2, 0) / points.length);
  for (let at = 0; at < points.length; at += 2) {
    const share = 0.5 * deviation * random.uniform();
    for (let axis = 0; axis < 2; axis += 1) points[at + axis] += share * random.uniform();
  }
  const norms = await readMade(tf, () => slopeNorms(tf, discriminator, tf.tensor2d(points, [points.length / 2, 2])));
  return norms.reduce((sum, value) => sum + value, 0) / norms.length;
}
