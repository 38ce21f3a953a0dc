import { atLeast, atMost, openStudy, type Proof, type Study } from '../proof.ts';

const criticUpdates = 2000;
const small = { generatorWidth: 64, criticWidth: 64, batch: 128 };
/** The paper’s, and the same bound for both: of the penalty’s critic nothing holds it there. */
const bound = 0.01;
/** Weights that lie evenly within ±c. */
const evenly = 0.05;

/** Clipping drives most weights of the critic to ±c; a penalty does not. Both begin well within: as drawn, most would be beyond, and one clip at ±c were enough. */
export const clippedWeights: Proof = {
  name: 'clipped-weights',
  about:
    'Under clipping the critic’s weights move to ±c and pile up there, under a gradient penalty they do not (arXiv:1704.00028, figure 1b). Both critics begin with their weights within ±c/2.',
  async run({ tf, seed, print }) {
    for (const dataset of ['ring8', 'grid25', 'swiss-roll']) {
      for (const recipe of ['wgan', 'wgan-gp']) {
        const study = openStudy(tf, { recipe, dataset, seed, params: { ...small, ...(recipe === 'wgan' ? { clip: bound } : {}) } });
        await shrink(study);
        const perStep = study.model.schedule(1).find(({ player }) => player === 'critic')!.updates;
        for (let updates = 0; updates < criticUpdates; updates += perStep) (await study.game.play({ keepGradients: false })).dispose();
        const share = await shareAtBound(study);
        study.dispose();
        const what = `share of critic weights within 5 % of ±${bound}, ${dataset}, ${criticUpdates} critic updates`;
        const rival = { name: 'weights evenly within ±c', measured: evenly };
        print({ recipe, seed, what, rival, ...(recipe === 'wgan' ? atLeast(share, 5 * evenly) : atMost(share, evenly)) });
      }
    }
  },
};

/** Scales the critic’s variables so that the largest of each is c/2. */
async function shrink(study: Study): Promise<void> {
  for (const variable of criticVariables(study)) {
    const values = Float32Array.from(await variable.data());
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (largest > bound / 2) variable.assign(variable.mul(bound / 2 / largest));
  }
}

async function shareAtBound(study: Study): Promise<number> {
  let [close, all] = [0, 0];
  for (const variable of criticVariables(study)) {
    const values = await variable.data();
    for (const value of values) close += Math.abs(Math.abs(value) / bound - 1) <= 0.05 ? 1 : 0;
    all += values.length;
  }
  return close / all;
}

function criticVariables({ model }: Study) {
  return model.networks.find(({ name }) => name === 'critic')!.variables.map(({ variable }) => variable);
}
