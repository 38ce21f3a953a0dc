import { fDivergenceNames } from '../objectives/f-divergence.ts';
import { above, below, openStudy, type Proof } from '../proof.ts';
import { normalFigures, pointFigures } from '../proof-rivals.ts';

const steps = 1500;
/** Up to a constant this one is Jensen–Shannon’s, and its training the same. */
const names = fDivergenceNames.filter((name) => name !== 'gan');
const params = { generatorWidth: 128, discriminatorWidth: 128, batch: 128 };

/** The game of every f-divergence, played to the end: does what it makes look like the data? */
export const fGenerators: Proof = {
  name: 'f-generators',
  about:
    'f-GAN (arXiv:1606.00709) trains a generator under every divergence of the family: on the ring each comes nearer to the data than the best that needs no network, one normal. All rates fall to nothing.',
  unseen: [6, 7],
  async run({ tf, seed, print }) {
    for (const divergence of names) {
      const study = openStudy(tf, { recipe: 'f-gan', dataset: 'ring8', seed, steps, params: { ...params, divergence } });
      for (const player of study.model.players) player.rateAt = (step) => Math.max(0, 1 - step / steps);
      let isSound = true;
      for (let step = 0; step < steps && isSound; step += 1) {
        const outcome = await study.game.play({ keepGradients: false });
        isSound = outcome.nonFinite === null;
        outcome.dispose();
      }
      const normal = await normalFigures(study);
      const { w1, quality } = isSound ? await pointFigures(study) : { w1: Number.POSITIVE_INFINITY, quality: 0 };
      study.dispose();
      const where = `ring, ${divergence}, ${steps} steps`;
      const rival = (measured: number) => ({ name: 'one normal', measured });
      print({ recipe: 'f-gan', seed, what: `exact W1, ${where}`, ...below(w1, rival(normal.w1)) });
      print({ recipe: 'f-gan', seed, what: `share of points near a mode, ${where}`, ...above(quality, rival(normal.quality), 0.1) });
    }
  },
};
