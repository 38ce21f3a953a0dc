import { afterAll, describe, expect, test } from 'vitest';
import type { Params } from '../../../shared/params.ts';
import { openBackend } from '../backend.ts';
import { conditionOf } from '../batch.ts';
import { freshBatch } from '../measuring/examples.ts';
import type { MetricContext } from '../metric.ts';
import { openTraining } from '../proof.ts';
import { seededRandom } from '../random.ts';
import { bitsPerDimension } from './bits-per-dimension.ts';

const { tf } = await openBackend('cpu', {});
const before = tf.memory().numTensors;
afterAll(() => expect(tf.memory().numTensors).toBe(before));

const systems: { recipe: string; dataset: { name: string; params: Params }; params: Params; count: number }[] = [
  { recipe: 'pixelcnn', dataset: { name: 'markov-texture', params: { size: '8' } }, params: { width: 4, blockDepth: 1 }, count: 128 },
  {
    recipe: 'wavenet',
    dataset: { name: 'tones', params: { length: 24, source: 'resonance' } },
    params: { width: 4, skipWidth: 4, levels: 8 },
    count: 64,
  },
  { recipe: 'wavenet', dataset: { name: 'tones', params: { length: 24 } }, params: { width: 4, skipWidth: 4, levels: 8 }, count: 64 },
];

describe.each(systems)('bits per dimension of $recipe on $dataset.params', ({ recipe, dataset: data, params, count }) => {
  test('is what the predictions say of each value that came, added up one by one', async () => {
    const { model, dataset, dispose } = openTraining(tf, { recipe, dataset: data, seed: 1, params });
    const batch = freshBatch(tf, dataset, seededRandom(9), count);
    const condition = conditionOf(model, batch);
    const [width, levels] = tf.tidy(() => model.predict!(batch.real, condition).shape.slice(1));
    const predicted = tf.tidy(() => model.predict!(batch.real, condition).dataSync());
    let bits = 0;
    batch.real.dataSync().forEach((value, at) => {
      bits -= Math.log2(predicted[at * levels + levelOf(value, levels)]);
    });
    const context = { tf, model, dataset, width, random: seededRandom(9) } as MetricContext;
    const found = await bitsPerDimension.measure(context);
    expect(Math.abs(found['bits-per-dimension'] / (bits / (count * width)) - 1)).toBeLessThan(1e-6);
    expect(found['bits-per-dimension/error']).toBeGreaterThan(0);
    const isKnown = 'entropy' in dataset || 'entropyAt' in dataset;
    expect('bits-per-dimension/ideal' in found).toBe(isKnown);
    tf.dispose(Object.values(batch).filter((tensor) => tensor !== null));
    dispose();
  });

  function levelOf(value: number, levels: number): number {
    const loud = recipe === 'wavenet' ? (Math.sign(value) * Math.log(1 + (levels - 1) * Math.abs(value))) / Math.log(levels) : value;
    return Math.min(levels - 1, Math.floor(((loud + 1) / 2) * levels));
  }
});
