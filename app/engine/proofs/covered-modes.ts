import { coverage } from '../metrics/mode-coverage.ts';
import { atLeast, atMost, exactW1, openStudy, type Proof, type ProofRow, type Study } from '../proof.ts';

const small = { generatorWidth: 64, criticWidth: 64, batch: 128 };
const penalised = { ...small, lambda: 0.1, criticRate: 1e-3, generatorRate: 1e-3 };
const sample = 1000;

/**
 * Trained to the end: the penalty covers every part of the data within a few thousand steps; clipping does not in as many.
 */
export const coveredModes: Proof = {
  name: 'covered-modes',
  about: 'WGAN-GP covers ring, grid and roll; clipping with as many updates stays far from the grid.',
  async run({ tf, seed, print }) {
    const cases = [
      { dataset: 'ring8', steps: 2000, w1: 0.3, modes: 8 },
      { dataset: 'grid25', steps: 3000, w1: 0.25, modes: 20 },
      { dataset: 'swiss-roll', steps: 2000, w1: 0.25, modes: null },
    ];
    for (const { dataset, steps, w1, modes } of cases) {
      const study = openStudy(tf, { recipe: 'wgan-gp', dataset, seed, steps, params: penalised });
      const say = (row: Pick<ProofRow, 'what' | 'measured' | 'expected' | 'holds'>) => print({ recipe: 'wgan-gp', seed, ...row });
      await train(study, steps);
      const distance = await distanceNow(study);
      const ideal = exactW1(study.real(sample), study.real(sample), 2);
      say({
        what: `exact W1 of ${sample} points, ${dataset}, ${steps} steps (ideal sampler ${ideal.toFixed(3)})`,
        ...atMost(distance, w1),
      });
      if (modes !== null) {
        const covered = await coverageNow(study);
        say({ what: `modes captured of ${study.dataset.modes!.weights.length}, ${dataset}`, ...atLeast(covered.captured, modes) });
        say({ what: `reverse KL over modes, ${dataset}`, ...atMost(covered.reverseKl, 0.05) });
      }
      study.dispose();
    }
    const clipped = openStudy(tf, { recipe: 'wgan', dataset: 'grid25', seed, steps: 3000, params: small });
    await train(clipped, 3000);
    print({ recipe: 'wgan', seed, what: 'exact W1, grid25, 3000 steps at the paper’s rate', ...atLeast(await distanceNow(clipped), 0.3) });
    clipped.dispose();
  },
};

async function train(study: Study, steps: number): Promise<void> {
  for (let step = 0; step < steps; step += 1) (await study.game.play({ keepGradients: false })).dispose();
}

async function distanceNow(study: Study): Promise<number> {
  return exactW1(await study.generated(sample), study.real(sample), study.dataset.dimensions);
}

async function coverageNow(study: Study): Promise<ReturnType<typeof coverage>> {
  return coverage(await study.generated(2500), study.dataset.dimensions, study.dataset.modes!);
}
