import { generates, take, toPixels } from '../measuring/examples.ts';
import type { Probe } from '../probe.ts';
import type { Tensor, Tf } from '../tensor.ts';

const rows = 6;
const mostClasses = 12;

/** One latent under every class: what stays is the latent's, what changes is the class's. */
export const conditions: Probe = {
  name: 'conditions',
  title: 'One latent, every class',
  accepts: ['pictures'],
  help: 'Each row is one latent made under every class, the same latents at every step: style stays along a row, class changes.',
  follows: 'samplesEvery',
  appliesTo: (model, dataset) => generates(model) && model.conditionedOn === 'class' && dataset.classes !== null && model.latent.size > 0,
  async look({ tf, model, dataset, fixed, step }) {
    if (!generates(model) || dataset.classes === null) return [];
    const shown = dataset.classes.slice(0, mostClasses);
    const classes = dataset.classes.length;
    const made = tf.tidy(() => {
      const latents = repeated(tf, fixed.latents.slice([0, 0], [rows, -1]), shown.length);
      const labels = Int32Array.from({ length: rows * shown.length }, (_, at) => at % shown.length);
      const pictures = model.generate(latents, tf.oneHot(tf.tensor1d(labels, 'int32'), classes).toFloat());
      return pictures.reshape([rows, shown.length, ...pictures.shape.slice(1)]);
    });
    const tensors = { pixels: toPixels(await take(made)) };
    return [{ type: 'sample', step, probe: 'conditions', kind: 'grid', tensors, meta: { columns: shown } }];
  },
};

/** Every row `times` times, one after another. */
function repeated(tf: Tf, rowsOf: Tensor, times: number): Tensor {
  const [count, width] = rowsOf.shape as [number, number];
  return tf.tile(rowsOf.expandDims(1), [1, times, 1]).reshape([count * times, width]);
}
