import { contest, expandSweep, sweepPlan } from '../../../shared/sweep.ts';
import { catalogue } from '../catalogue.ts';
import { exactW1, meanAbove, openStudy, type Proof } from '../proof.ts';
import type { Params } from '../../../shared/params.ts';

const [steps, batch, architectures, limit] = [400, 64, 3, 0.45];
/** A step of WGAN-GP, five updates of a critic whose slope is differentiated, takes as long as so many of the GAN’s (measured: 18.5 s against 3.3 s). */
const dearer = 5.6;
const sample = 1000;

/** resources/examples/sweeps/stress.yaml, shorter. */
const plan = (seed: number) =>
  sweepPlan.parse({
    name: 'Stress test',
    base: { dataset: 'grid25', steps, seed },
    variants: {
      gan: { recipe: 'gan-non-saturating', params: { batch } },
      'wgan-gp': { recipe: 'wgan-gp', params: { batch, lambda: 0.1, criticRate: 0.001, generatorRate: 0.001 } },
    },
    how: 'random',
    count: architectures,
    seed,
    seeds: [seed],
    vary: {
      'params.generatorDepth': { values: [2, 4, 8, 12] },
      'params.judgeDepth': { values: [2, 4, 8, 12] },
      'params.generatorWidth': { values: [16, 32, 64] },
      'params.judgeWidth': { values: [16, 32, 64] },
      'params.judgeActivation': { values: ['relu', 'leaky-relu'] },
    },
  });

/** Random architectures, one method against the other at each: with as many updates, and with as much work. */
export const stress: Proof = {
  name: 'stress',
  about: `At random architectures, ${architectures} a seed, WGAN-GP succeeds more often than the first GAN (arXiv:1704.00028, §5.1 and table 2; success: exact W1 on the grid below ${limit}), with as many updates of the generator; and whether it still does where the GAN may work as long. All rates fall to nothing.`,
  async run({ tf, seed, print }) {
    const arms: { length: Record<string, number>; words: string }[] = [
      { length: { gan: steps, 'wgan-gp': steps }, words: `${steps} steps each` },
      {
        length: { gan: Math.round(dearer * steps), 'wgan-gp': steps },
        words: `as much work: ${Math.round(dearer * steps)} steps of the GAN`,
      },
    ];
    const known = new Map<string, number | null>();
    for (const { length, words } of arms) {
      const ended: { variant: string; at: number; seed: number; hasEnded: boolean; value: number | null }[] = [];
      for (const { variant, at, config } of expandSweep(plan(seed), catalogue('proof', []))) {
        const { recipe, params } = config as { recipe: string; params: Params };
        const key = `${variant} ${at} ${length[variant]}`;
        if (!known.has(key)) known.set(key, await distanceAfter(recipe, params, length[variant]));
        ended.push({ variant, at, seed, hasEnded: true, value: known.get(key)! });
      }
      const { onlyFirst, onlySecond, both, neither } = contest(ended, ['gan', 'wgan-gp'], { series: 'w1', is: 'below', value: limit });
      const table = `only GAN ${onlyFirst}, only WGAN-GP ${onlySecond}, both ${both}, neither ${neither}`;
      const what = `architectures of ${architectures} that only WGAN-GP trains less those that only the GAN does, ${words} (${table})`;
      print({ recipe: 'wgan-gp', seed, what, ...meanAbove(onlySecond - onlyFirst, 0) });
    }

    /** null where a loss was not finite: it has lost. */
    async function distanceAfter(recipe: string, params: Params, length: number): Promise<number | null> {
      const study = openStudy(tf, { recipe, dataset: 'grid25', seed, params, steps: length });
      for (const player of study.model.players) player.rateAt = (step) => Math.max(0, 1 - step / length);
      let isSound = true;
      for (let step = 0; step < length && isSound; step += 1) {
        const outcome = await study.game.play({ keepGradients: false });
        isSound = outcome.nonFinite === null;
        outcome.dispose();
      }
      const value = isSound ? exactW1(await study.generated(sample), study.real(sample), 2) : null;
      study.dispose();
      return value;
    }
  },
};
