import { coverage } from '../metrics/mode-coverage.ts';
import { atLeast, atMost, exactW1, openStudy, type Proof, type Study } from '../proof.ts';

const steps = 3000;
const network = { generatorWidth: 128, batch: 128 };
const judged = { ...network, discriminatorWidth: 128 };

/** What each objective does on the ring and the grid, expected failures included. */
export const objectives: Proof = {
  name: 'objectives',
  about: 'On the ring every objective finds its modes; on the grid the first GAN collapses where kernels and penalties do not.',
  async run({ tf, seed, print }) {
    const measure = async (recipe: string, dataset: string, params: Record<string, number | string>, count = steps) => {
      const study = openStudy(tf, { recipe, dataset, seed, params, steps: count });
      for (let step = 0; step < count; step += 1) (await study.game.play({ keepGradients: false })).dispose();
      const found = await figures(study);
      study.dispose();
      return found;
    };
    const rings: [string, Record<string, number | string>, number][] = [
      ['lsgan', judged, 6],
      ['hinge-gan', judged, 6],
      ['ls-gan', judged, 6],
      ['r1-gan', judged, 6],
      ['feature-matching', judged, 6],
      ['minibatch-gan', network, 7],
      ['mmd-gan', network, 6],
      ['sn-gan', network, 6],
      ['ali', network, 6],
    ];
    for (const [recipe, params, least] of rings) {
      const { modes, w1 } = await measure(recipe, 'ring8', params);
      print({ recipe, seed, what: `modes captured of 8, ring, ${steps} steps (W1 ${w1.toFixed(2)})`, ...atLeast(modes, least) });
    }
    const calm = await measure('gan-non-saturating', 'ring8', { ...judged, decaySteps: steps });
    const falling = `ring, ${steps} steps at falling rates`;
    print({ recipe: 'gan-non-saturating', seed, what: `modes captured of 8, ${falling}`, ...atLeast(calm.modes, 7) });
    print({ recipe: 'gan-non-saturating', seed, what: `exact W1, ${falling}`, ...atMost(calm.w1, 0.3) });
    const collapsed = await measure('gan-non-saturating', 'grid25', judged);
    print({
      recipe: 'gan-non-saturating',
      seed,
      what: `expected failure: reverse KL over modes, grid, ${steps} steps`,
      ...atLeast(collapsed.reverseKl, 0.3),
    });
    print({
      recipe: 'gan-non-saturating',
      seed,
      what: `expected failure: exact W1, grid, ${steps} steps`,
      ...atLeast(collapsed.w1, 0.3),
    });
    const kernel = await measure('gmmn', 'grid25', { generatorWidth: 128, batch: 256 }, 4000);
    print({ recipe: 'gmmn', seed, what: 'exact W1, grid, 4000 steps', ...atMost(kernel.w1, 0.2) });
    print({ recipe: 'gmmn', seed, what: 'modes captured of 25, grid, 4000 steps', ...atLeast(kernel.modes, 25) });
    const linear = await measure('gmmn', 'grid25', { generatorWidth: 128, batch: 256, kernel: 'linear' }, 1000);
    print({ recipe: 'gmmn', seed, what: 'ablation, linear kernel: W1 over that of the mixture', ...atLeast(linear.w1 / kernel.w1, 3) });
  },
};

async function figures(study: Study) {
  const made = await study.generated(2500);
  const { captured, reverseKl } = coverage(made, 2, study.dataset.modes!);
  return { modes: captured, reverseKl, w1: exactW1(made.slice(0, 2000), study.real(1000), 2) };
}
