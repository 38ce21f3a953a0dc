import { toPixels } from '../measuring/examples.ts';
import type { Probe } from '../probe.ts';
import { usedWords } from '../measuring/used-words.ts';

const count = 24;

/** What is said of the same pictures at every step, beside what is true. */
export const captions: Probe = {
  name: 'captions',
  title: 'Captions',
  accepts: ['captions'],
  help: 'The sentence said of the same real pictures at every step of the run, and the true one.',
  follows: 'samplesEvery',
  appliesTo: (model) => model.caption !== undefined,
  async look({ tf, model, dataset, fixed, step }) {
    const { caption } = model;
    if (caption === undefined || dataset.kind !== 'captions') return [];
    const { size, channels, length } = dataset;
    const said = tf.tidy(() => caption(fixed.batch.real.slice([0, 0, 0, 0], [count, -1, -1, -1])));
    const data = Int32Array.from(await said.data());
    said.dispose();
    const { words, sentences } = usedWords(dataset.words, data, fixed.draw.words!.slice(0, count * length));
    const shape = [count, size, size, channels];
    const tensors = {
      pixels: toPixels({ shape, data: fixed.draw.values.slice(0, count * size * size * channels) }),
      said: { shape: [count, length], data: sentences[0] },
      truth: { shape: [count, length], data: sentences[1] },
    };
    return [{ type: 'sample', step, probe: 'captions', kind: 'captions', tensors, meta: { words } }];
  },
};
