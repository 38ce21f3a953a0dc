import { above, atLeast, atMost, openStudy, type Proof } from '../proof.ts';
import { normalFigures, pointFigures } from '../proof-rivals.ts';

const [steps, kernelSteps, linearSteps] = [1500, 2500, 800];
const network = { generatorWidth: 128, batch: 128 };
const judged = { ...network, discriminatorWidth: 128 };

/** What each objective does on the ring and the grid, expected failures included. */
export const objectives: Proof = {
  name: 'objectives',
  about:
    'On the ring every objective finds its modes and stays near them, nearer than one normal does, whose points lie in every mode too; on the grid the first GAN collapses where kernels and penalties do not.',
  async run({ tf, seed, print }) {
    const measure = async (recipe: string, dataset: string, params: Record<string, number | string>, count = steps) => {
      const study = openStudy(tf, { recipe, dataset, seed, params, steps: count });
      for (let step = 0; step < count; step += 1) (await study.game.play({ keepGradients: false })).dispose();
      const found = await pointFigures(study);
      study.dispose();
      return found;
    };
    const ring = openStudy(tf, { recipe: 'gan', dataset: 'ring8', seed, params: {} });
    const normal = await normalFigures(ring);
    ring.dispose();
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
      const { modes, quality, w1 } = await measure(recipe, 'ring8', params);
      print({ recipe, seed, what: `modes captured of 8, ring, ${steps} steps (W1 ${w1.toFixed(2)})`, ...atLeast(modes, least) });
      const near = `share of points near a mode, ring, ${steps} steps`;
      print({ recipe, seed, what: near, ...above(quality, { name: 'one normal', measured: normal.quality }, 0.1) });
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
    const kernel = await measure('gmmn', 'grid25', { generatorWidth: 128, batch: 256 }, kernelSteps);
    print({ recipe: 'gmmn', seed, what: `exact W1, grid, ${kernelSteps} steps`, ...atMost(kernel.w1, 0.2) });
    print({ recipe: 'gmmn', seed, what: `modes captured of 25, grid, ${kernelSteps} steps`, ...atLeast(kernel.modes, 25) });
    const linear = await measure('gmmn', 'grid25', { generatorWidth: 128, batch: 256, kernel: 'linear' }, linearSteps);
    print({ recipe: 'gmmn', seed, what: 'ablation, linear kernel: W1 over that of the mixture', ...atLeast(linear.w1 / kernel.w1, 3) });
  },
};
