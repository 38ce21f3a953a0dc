import { conditionOf } from '../batch.ts';
import { generates, take, toPixels } from '../measuring/examples.ts';
import type { Probe } from '../probe.ts';

const count = 2;

/** A drawn picture, and what was predicted for each of its values before it was drawn. */
export const unfolding: Probe = {
  name: 'unfolding',
  title: 'One value after another',
  accepts: ['pictures'],
  help: 'Pictures drawn from the same noise at every step of the run, with the distribution predicted for each value from those before it.',
  follows: 'samplesEvery',
  appliesTo: (model, dataset) => generates(model) && model.predict !== undefined && dataset.kind === 'pictures',
  async look({ tf, model, fixed, step }) {
    const { predict } = model;
    if (!generates(model) || predict === undefined) return [];
    const few = <T extends { rank: number; slice(begin: number[], size: number[]): T }>(tensor: T) =>
      tensor.slice(new Array(tensor.rank).fill(0), [count, ...new Array(tensor.rank - 1).fill(-1)]);
    const seen = tf.tidy(() => {
      const all = conditionOf(model, fixed.batch);
      const condition = all === undefined ? undefined : few(all);
      const pictures = model.generate(few(fixed.latents), condition);
      return [pictures, predict(pictures, condition)];
    });
    const [pictures, probabilities] = await Promise.all(seen.map(take));
    const tensors = { pixels: toPixels(pictures), probabilities };
    return [{ type: 'sample', step, probe: 'unfolding', kind: 'unfolding', tensors, meta: { levels: probabilities.shape[2] } }];
  },
};
