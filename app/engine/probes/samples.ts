import { conditionOf } from '../batch.ts';
import { generates, realExamples, take, toPixels } from '../measuring/examples.ts';
import type { Measurement, NamedTensor, SampleKind, SampleMeta } from '../../../shared/measurement.ts';
import type { Probe } from '../probe.ts';
import { usedWords } from '../measuring/used-words.ts';

const counts = { points: 500, pictures: 64, pairs: 16, domains: 16, captions: 64, voxels: 16, sound: 4 };

export const samples: Probe = {
  name: 'samples',
  title: 'Samples',
  accepts: ['points', 'pictures', 'captions', 'voxels', 'sound'],
  help: 'What the generator makes of the same latents (and conditions) at every step of the run; for points with fresh real ones beside them.',
  follows: 'samplesEvery',
  appliesTo: generates,
  async look({ tf, model, dataset, random, fixed, step }) {
    if (!generates(model)) return [];
    const count = Math.min(counts[dataset.kind], fixed.latents.shape[0]);
    const first = <T extends { slice(begin: number[], size: number[]): T; rank: number }>(tensor: T) =>
      tensor.slice(new Array(tensor.rank).fill(0), [count, ...new Array(tensor.rank - 1).fill(-1)]);
    const latents = tf.tidy(() => first(fixed.latents));
    const condition = conditionOf(model, fixed.batch);
    const made = tf.tidy(() => model.generate(latents, condition === undefined ? undefined : first(condition)));
    const generated = await take(made);
    const tensors: Record<string, NamedTensor> = { latents: await take(latents) };
    if (model.conditionedOn === 'class' && fixed.draw.labels !== null) {
      tensors.labels = { shape: [count], data: fixed.draw.labels.slice(0, count) };
    }
    const names = tensors.labels !== undefined && dataset.classes !== null ? { names: dataset.classes } : {};
    const sample = (kind: SampleKind, more: Record<string, NamedTensor>, meta: SampleMeta = {}): Measurement[] => [
      { type: 'sample', step, probe: 'samples', kind, tensors: { ...more, ...tensors }, meta: { ...meta, ...names } },
    ];
    switch (dataset.kind) {
      case 'points':
        return sample('points', { real: await take(realExamples(tf, dataset, random, counts.points)), generated });
      case 'voxels':
        return sample('voxels', { voxels: toShades(generated) });
      case 'sound':
        return sample('sound', { waves: generated }, { rate: dataset.rate });
      case 'captions': {
        if (model.conditionedOn !== 'sentence') return sample('pictures', { pixels: toPixels(generated) });
        const { words, sentences } = usedWords(dataset.words, fixed.draw.words!.slice(0, count * dataset.length));
        const asked = { shape: [count, dataset.length], data: sentences[0] };
        return sample('captions', { pixels: toPixels(generated), truth: asked, said: asked }, { words });
      }
      case 'pictures':
        return sample('pictures', { pixels: toPixels(generated) });
      case 'pairs':
      case 'domains':
        return [];
    }
  },
};

/** 0…1 → 0…255; the channel goes. */
function toShades({ shape, data }: { shape: number[]; data: Float32Array }): NamedTensor {
  return { shape: shape.slice(0, 4), data: Uint8Array.from(data, (value) => Math.round(255 * Math.min(1, Math.max(0, value)))) };
}
