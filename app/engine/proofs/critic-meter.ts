import { atLeast, exactW1, openStudy, type Proof, type Study } from '../proof.ts';

/** A critic that is kept close to its optimum: many updates of it, and a generator that moves slowly. */
const params = { generatorWidth: 64, criticWidth: 64, batch: 128, lambda: 1, criticRate: 1e-3, generatorRate: 1e-4, criticSteps: 15 };
const steps = 600;
const warmUp = 30;
const every = 30;
const sample = 1000;

/** The critic’s estimate as a meter: it falls when exact W1 falls, over the whole of a training. */
export const criticMeter: Proof = {
  name: 'critic-meter',
  about:
    'The penalised critic’s corrected estimate follows exact W1 while the generator learns (arXiv:1701.07875, §4.2; rank correlation over training).',
  async run({ tf, seed, print }) {
    for (const dataset of ['ring8', 'grid25', 'swiss-roll']) {
      const study = openStudy(tf, { recipe: 'wgan-gp', dataset, seed, steps, params });
      const course: [number, number][] = [];
      for (let step = 1; step <= steps; step += 1) {
        (await study.game.play({ keepGradients: false })).dispose();
        if (step >= warmUp && step % every === 0) course.push([await study.rawEstimate(4), await distanceNow(study)]);
      }
      print({
        recipe: 'wgan-gp',
        seed,
        what: `rank correlation of the critic’s estimate with exact W1, ${dataset}, ${course.length} looks`,
        ...atLeast(spearman(course), 0.8),
      });
      study.dispose();
    }
  },
};

async function distanceNow(study: Study): Promise<number> {
  return exactW1(await study.generated(sample), study.real(sample), study.dataset.dimensions);
}

function spearman(pairs: [number, number][]): number {
  const ranks = (values: number[]) => values.map((value) => values.filter((other) => other < value).length);
  const a = ranks(pairs.map(([first]) => first));
  const b = ranks(pairs.map(([, second]) => second));
  const middle = (pairs.length - 1) / 2;
  const product = a.reduce((sum, rank, at) => sum + (rank - middle) * (b[at] - middle), 0);
  const square = (values: number[]) => values.reduce((sum, rank) => sum + (rank - middle) ** 2, 0);
  return product / Math.sqrt(square(a) * square(b));
}
