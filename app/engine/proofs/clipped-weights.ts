import { atLeast, atMost, openStudy, type Proof, shareAtBound } from '../proof.ts';

const criticUpdates = 2000;
const small = { generatorWidth: 64, criticWidth: 64, batch: 128 };

/** Clipping drives most weights of the critic to ±c; a penalty spreads them. */
export const clippedWeights: Proof = {
  name: 'clipped-weights',
  about: 'Under clipping the critic’s weights pile up at ±c, under a gradient penalty they do not (arXiv:1704.00028, figure 1b).',
  async run({ tf, seed, print }) {
    for (const dataset of ['ring8', 'grid25', 'swiss-roll']) {
      for (const recipe of ['wgan', 'wgan-gp']) {
        const study = openStudy(tf, { recipe, dataset, seed, params: small });
        const perStep = study.model.schedule(1).find(({ player }) => player === 'critic')!.updates;
        for (let updates = 0; updates < criticUpdates; updates += perStep) (await study.game.play({ keepGradients: false })).dispose();
        const share = await shareAtBound(study.model, 'critic');
        const what = `share of critic weights within 5 % of the bound, ${dataset}, ${criticUpdates} critic updates`;
        print({ recipe, seed, what, ...(recipe === 'wgan' ? atLeast(share, 0.6) : atMost(share, 0.05)) });
        study.dispose();
      }
    }
  },
};
