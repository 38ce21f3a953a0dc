import { realExamples, take, toPixels } from '../examples.ts';
import type { NamedTensor } from '../../../shared/measurement.ts';
import type { Probe } from '../probe.ts';

const pictures = 64;
const points = 500;

export const samples: Probe = {
  name: 'samples',
  title: 'Samples',
  accepts: ['points', 'pictures'],
  help: 'What the generator makes of the same latents at every step of the run; for points with fresh real ones beside them.',
  follows: 'samplesEvery',
  appliesTo: () => true,
  async look({ tf, model, dataset, random, fixed, step }) {
    const count = Math.min(dataset.kind === 'pictures' ? pictures : points, fixed.latents.shape[0]);
    const latents = tf.tidy(() => fixed.latents.slice([0, 0], [count, -1]));
    const made = tf.tidy(() => {
      const condition = fixed.condition?.slice([0, 0], [count, -1]);
      return model.generate(latents, condition);
    });
    const generated = await take(made);
    const codes = await take(latents);
    if (dataset.kind === 'points') {
      const real = await take(realExamples(tf, dataset, random, points));
      return [{ type: 'sample', step, probe: 'samples', kind: 'points', tensors: { real, generated, latents: codes }, meta: {} }];
    }
    const tensors: Record<string, NamedTensor> = { pixels: toPixels(generated), latents: codes };
    if (fixed.labels !== null) tensors.labels = { shape: [count], data: fixed.labels.slice(0, count) };
    return [{ type: 'sample', step, probe: 'samples', kind: 'pictures', tensors, meta: {} }];
  },
};
