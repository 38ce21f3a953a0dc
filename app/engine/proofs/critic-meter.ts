import type { Params } from '../../../shared/params.ts';
import { atLeast, exactW1, openStudy, type Proof } from '../proof.ts';
import { correlation } from '../measuring/comparisons.ts';
import { type Random, seededRandom } from '../random.ts';

/** A critic that is kept close to its optimum: many updates of it a step. */
const params = { criticWidth: 64, batch: 128, lambda: 1, criticRate: 1e-3, criticSteps: 15 };
/** All runs are looked at after as many steps, where a clock says the same of each. */
const [runs, steps, sample] = [8, 40, 500];

/** The critic’s estimate as a meter: of several runs at one step it says which is nearer to the data. */
export const criticMeter: Proof = {
  name: 'critic-meter',
  about: `The penalised critic’s corrected estimate follows exact W1 (arXiv:1701.07875, §4.2) from run to run: ${runs} runs of generators of drawn rate, depth and width, each after ${steps} steps, where a clock has the same for all and the drawn rate tells something.`,
  async run({ tf, seed, print }) {
    for (const dataset of ['ring8', 'grid25', 'swiss-roll']) {
      const [estimates, distances, rates]: number[][] = [[], [], []];
      const random = seededRandom(seed).fork(`critic-meter/${dataset}`);
      for (let run = 0; run < runs; run += 1) {
        const generator = drawnGenerator(random);
        const study = openStudy(tf, { recipe: 'wgan-gp', dataset, seed: 100 * seed + run, steps, params: { ...params, ...generator } });
        for (let step = 0; step < steps; step += 1) (await study.game.play({ keepGradients: false })).dispose();
        estimates.push(corrected(await study.rawEstimate(4)));
        distances.push(exactW1(await study.generated(sample), study.real(sample), study.dataset.dimensions));
        rates.push(-Math.log(generator.generatorRate));
        study.dispose();
      }
      const byCritic = correlation(estimates, distances);
      const byRate = Math.abs(correlation(rates, distances));
      const spread = `W1 ${Math.min(...distances).toFixed(2)} to ${Math.max(...distances).toFixed(2)}`;
      const row = atLeast(byCritic, 0.9);
      print({
        recipe: 'wgan-gp',
        seed,
        what: `correlation of the critic’s corrected estimate with exact W1 over ${runs} runs (${spread}) at step ${steps}, ${dataset}`,
        ...row,
        expected: `${row.expected} and beyond the rival’s`,
        holds: row.holds && byCritic > byRate,
        rival: { name: 'the log of the rate', measured: byRate },
      });
    }
  },
};

function drawnGenerator(random: Random): Params & { generatorRate: number } {
  const one = (choices: number[]) => choices[Math.floor(random.uniform() * choices.length)];
  return { generatorRate: 10 ** (-4.5 + 1.5 * random.uniform()), generatorDepth: one([1, 2, 3]), generatorWidth: one([16, 32, 64]) };
}

/** Ŵ = λ(√(1 + 2·estimate/λ) − 1). */
function corrected(raw: number): number {
  return params.lambda * (Math.sqrt(Math.max(0, 1 + (2 * raw) / params.lambda)) - 1);
}
