import { assign, distances } from '../measuring/assignment.ts';
import { take } from '../measuring/examples.ts';
import { atLeast, openStudy, type Proof, type Study } from '../proof.ts';
import { correlation } from '../measuring/comparisons.ts';
import type { Tf } from '../tensor.ts';

const count = 500;
/** A rate this small holds the generator still; 2000 updates of the critic. */
const still = { generatorRate: 1e-12, generatorWidth: 64, criticWidth: 64, batch: 256, criticSteps: 250 };
const rounds = 8;

/** The critic against the potential that it stands for. */
export const valueSurface: Proof = {
  name: 'value-surface',
  about:
    'With the generator held still the penalised critic takes the shape of the exact Kantorovich potential (arXiv:1704.00028, figure 1a); the clipped one less so.',
  async run({ tf, seed, print }) {
    for (const dataset of ['ring8', 'grid25', 'swiss-roll']) {
      const along = async (recipe: string, params: Record<string, number>) => {
        const study = openStudy(tf, { recipe, dataset, seed, params: { ...still, ...params } });
        for (let round = 0; round < rounds; round += 1) (await study.game.play({ keepGradients: false })).dispose();
        const found = await alongPotential(tf, study);
        study.dispose();
        return found;
      };
      const penalised = await along('wgan-gp', { criticRate: 3e-4, lambda: 1 });
      const clipped = await along('wgan', {});
      const what = `correlation of the critic with the exact potential at real, generated and points between, ${dataset}`;
      print({ recipe: 'wgan-gp', seed, what, ...atLeast(penalised, 0.9) });
      print({
        recipe: 'wgan',
        seed,
        what: `the clipped one’s (${clipped.toFixed(3)}) stays behind by, ${dataset}`,
        ...atLeast(penalised - clipped, 0.02),
      });
    }
  },
};

/** φ(x) = min_j |x − y_j| − v_j, from the dual prices v of the cheapest assignment of real to generated points. */
async function alongPotential(tf: Tf, study: Study): Promise<number> {
  const [real, made] = [study.real(count), await study.generated(count)];
  const { columnPrices } = assign(distances(real, made, 2), count);
  const places = new Float32Array(6 * count);
  places.set(real);
  places.set(made, 2 * count);
  for (let at = 0; at < count; at += 1) {
    const share = study.random.uniform();
    for (let axis = 0; axis < 2; axis += 1) {
      places[4 * count + 2 * at + axis] = share * real[2 * at + axis] + (1 - share) * made[2 * at + axis];
    }
  }
  const potential = Float64Array.from({ length: 3 * count }, (_, place) => {
    let lowest = Number.POSITIVE_INFINITY;
    for (let at = 0; at < count; at += 1) {
      const far = Math.hypot(places[2 * place] - made[2 * at], places[2 * place + 1] - made[2 * at + 1]);
      lowest = Math.min(lowest, far - columnPrices[at]);
    }
    return lowest;
  });
  const said = await take(tf.tidy(() => study.model.score!(tf.tensor2d(places, [3 * count, 2]))));
  return correlation(said.data, potential);
}
