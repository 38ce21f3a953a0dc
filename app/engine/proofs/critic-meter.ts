import { atLeast, exactW1, openStudy, type Proof } from '../proof.ts';
import { correlation } from '../measuring/comparisons.ts';

/** A critic that is kept close to its optimum: many updates of it, and a generator that moves slowly. */
const params = { generatorWidth: 64, criticWidth: 64, batch: 128, lambda: 1, criticRate: 1e-3, generatorRate: 1e-4, criticSteps: 15 };
const steps = 600;
/** Looks stand closer where W1 falls, each this much farther on; before the fourth step the critic has hardly learnt. */
const [first, apart] = [4, 1.3];
const sample = 1000;

/** The critic’s estimate as a meter: it falls when exact W1 falls, over the whole of a training. */
export const criticMeter: Proof = {
  name: 'critic-meter',
  about:
    'The penalised critic’s corrected estimate follows exact W1 while the generator learns (arXiv:1701.07875, §4.2; correlation over training).',
  async run({ tf, seed, print }) {
    for (const dataset of ['ring8', 'grid25', 'swiss-roll']) {
      const study = openStudy(tf, { recipe: 'wgan-gp', dataset, seed, steps, params });
      const [estimates, distances]: number[][] = [[], []];
      let next = first;
      for (let step = 1; step <= steps; step += 1) {
        (await study.game.play({ keepGradients: false })).dispose();
        if (step < next) continue;
        next = Math.ceil(step * apart);
        estimates.push(corrected(await study.rawEstimate(4)));
        distances.push(exactW1(await study.generated(sample), study.real(sample), study.dataset.dimensions));
      }
      print({
        recipe: 'wgan-gp',
        seed,
        what: `correlation of the critic’s corrected estimate with exact W1, ${dataset}, ${distances.length} looks over ${steps} steps`,
        ...atLeast(correlation(estimates, distances), 0.9),
      });
      study.dispose();
    }
  },
};

/** Ŵ = λ(√(1 + 2·estimate/λ) − 1). */
function corrected(raw: number): number {
  return params.lambda * (Math.sqrt(Math.max(0, 1 + (2 * raw) / params.lambda)) - 1);
}
