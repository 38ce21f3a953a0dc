import { disposeFixed, drawFixed } from '../measuring/examples.ts';
import { interpolateGradients } from '../probes/interpolate-gradients.ts';
import { exactW1, near, openStudy, type Proof, type ProofRow, type Study } from '../proof.ts';

/** Where it is large, a slope of 1 and an estimate that nobody corrects are as good. */
const lambda = 0.1;
/** A rate this small holds the generator still: the critic meets one fixed pair of distributions. */
const still = { generatorRate: 1e-12, generatorWidth: 64, criticWidth: 64, batch: 256, criticSteps: 250 };

/**
 * Against a generator held still, where the optimum is known: the penalty lets the slope rise to 1 + W/2λ, and
 * Ŵ = λ(√(1 + 2·estimate/λ) − 1) gives the earth mover’s distance back from the penalised estimate.
 */
export const fixedGenerator: Proof = {
  name: 'fixed-generator',
  about: 'With the generator held still: slope near 1 + W/2λ under a penalty, and the corrected estimate near exact W1.',
  async run({ tf, seed, print }) {
    for (const dataset of ['ring8', 'grid25', 'swiss-roll']) {
      const params = { ...still, lambda, criticRate: 3e-4 };
      const study = openStudy(tf, { recipe: 'wgan-gp', dataset, seed, params });
      const exact = await exactDistance(study);
      await train(study, 8);
      const raw = await study.rawEstimate(8);
      const corrected = lambda * (Math.sqrt(1 + (2 * raw) / lambda) - 1);
      const say = (row: Pick<ProofRow, 'what' | 'measured' | 'expected' | 'holds'>) => print({ recipe: 'wgan-gp', seed, ...row });
      say({
        what: `corrected estimate against exact W1, ${dataset}, λ = ${lambda}`,
        ...beats(corrected, exact, { name: 'the raw estimate', measured: raw }),
      });
      say({
        what: `mean ‖∇D‖ between real and generated, ${dataset}, λ = ${lambda}`,
        ...beats(await slope(tf, study), 1 + exact / (2 * lambda), { name: 'slope 1', measured: 1 }),
      });
      study.dispose();
      const clipped = openStudy(tf, { recipe: 'wgan', dataset, seed, params: still });
      await train(clipped, 8);
      const measured = await slope(tf, clipped);
      print({
        recipe: 'wgan',
        seed,
        what: `mean ‖∇D‖ between real and generated, ${dataset}`,
        measured,
        expected: 'outside 0.5 … 2',
        holds: measured < 0.5 || measured > 2,
      });
      clipped.dispose();
    }
  },
};

/** Within a tenth of the truth, where the rival is not. */
function beats(value: number, truth: number, rival: { name: string; measured: number }) {
  const row = near(value, truth, 0.1);
  return { ...row, rival, holds: row.holds && !near(rival.measured, truth, 0.1).holds };
}

async function exactDistance(study: Study): Promise<number> {
  const size = 1000;
  let sum = 0;
  for (let time = 0; time < 3; time += 1) sum += exactW1(await study.generated(size), study.real(size), study.dataset.dimensions);
  return sum / 3;
}

async function train(study: Study, steps: number): Promise<void> {
  for (let step = 0; step < steps; step += 1) (await study.game.play({ keepGradients: false })).dispose();
}

async function slope(tf: Parameters<Proof['run']>[0]['tf'], { model, dataset, random }: Study): Promise<number> {
  const fixed = drawFixed(tf, model, dataset, random, 1);
  const seen = await interpolateGradients.look({ tf, step: 1, model, dataset, random, fixed, gradients: {} });
  disposeFixed(tf, fixed);
  const found = seen.find((measurement) => measurement.type === 'distribution');
  if (found === undefined) throw new Error('The probe of ‖∇D‖ gave no distribution.');
  return found.distribution.mean;
}
