import { afterAll, describe, expect, test } from 'vitest';
import type { Measurement, SampleMeasurement } from '../../../shared/measurement.ts';
import type { Params } from '../../../shared/params.ts';
import { resolveConfig } from '../../../shared/resolve-config.ts';
import { openBackend } from '../backend.ts';
import { catalogue } from '../catalogue.ts';
import { madeDataset } from '../datasets/index.ts';
import { openSession } from '../train.ts';
import { normalQuantile } from './latent-map.ts';

const { tf } = await openBackend('cpu', {});
const before = tf.memory().numTensors;
afterAll(() => expect(tf.memory().numTensors).toBe(before));

/** The samples of a run of two steps, by probe. */
async function samplesOf(recipe: string, dataset: { name: string; params?: Params }, params: Params = {}) {
  const recording = { metricsEvery: 0, distributionsEvery: 0, samplesEvery: 2 };
  const resolved = resolveConfig(catalogue('0', []), { recipe, dataset, params, steps: 2, recording });
  if ('issues' in resolved) throw new Error(JSON.stringify(resolved.issues));
  const { config } = resolved;
  const opened = madeDataset(config.dataset.name).open({ params: config.dataset.params, seed: 1 });
  const session = await openSession({ tf, config, dataset: opened, from: null });
  const found: Measurement[] = [];
  for await (const report of session.run()) found.push(...report.measurements);
  session.dispose();
  const samples = found.filter((measurement): measurement is SampleMeasurement => measurement.type === 'sample');
  return new Map(samples.map((sample) => [sample.probe, sample]));
}

const digits = { name: 'stroke-digits', params: { size: '16' } };
const narrow = { encoderWidth: 8, decoderWidth: 8, batch: 4 };

describe('what the families show', () => {
  test('a VAE: input beside reconstruction, the map of its plane, its codes by class', async () => {
    const found = await samplesOf('vae', digits, narrow);
    expect(found.get('side-by-side')).toMatchObject({ kind: 'grid', meta: { columns: ['input', 'reconstruction'] } });
    expect(found.get('side-by-side')!.tensors.pixels.shape).toEqual([8, 2, 16, 16, 1]);
    expect(found.get('latent-map')!.tensors.pixels.shape).toEqual([12, 12, 16, 16, 1]);
    const { tensors, meta } = found.get('embedding')!;
    expect(tensors.points.shape).toEqual([256, 2]);
    expect(tensors.labels.shape).toEqual([256]);
    expect(tensors.codes).toBeUndefined();
    expect(meta.names).toHaveLength(10);
  });

  test('a conditional one: the same latent under every class, and labels with its samples', async () => {
    const found = await samplesOf('cvae', digits, narrow);
    expect(found.get('conditions')!.tensors.pixels.shape).toEqual([6, 10, 16, 16, 1]);
    expect(found.get('samples')!.tensors.labels.shape).toEqual([64]);
    expect(found.has('latent-map')).toBe(false);
  });

  test('InfoGAN: a row a latent, a column a value of the code', async () => {
    const found = await samplesOf('infogan', digits, {
      generatorWidth: 8,
      discriminatorWidth: 8,
      features: 4,
      categories: 3,
      numbers: 1,
      batch: 4,
    });
    const { tensors, meta } = found.get('codes')!;
    expect(tensors.pixels.shape).toEqual([8, 9, 16, 16, 1]);
    expect(meta.rows![0]).toBe('category, latent 1');
    // Walked along the number, the picture changes; beyond the last category it stays.
    const row = (at: number) => tensors.pixels.data.slice(at * 9 * 256, (at + 1) * 9 * 256);
    expect(row(4).slice(0, 256)).not.toEqual(row(4).slice(8 * 256));
    expect(row(0).slice(2 * 256, 3 * 256)).toEqual(row(0).slice(8 * 256));
  });

  test('PixelCNN: what was predicted for each pixel, rows that sum to 1', async () => {
    const found = await samplesOf('pixelcnn', { name: 'markov-texture', params: { size: '8' } }, { width: 4, blockDepth: 1, batch: 4 });
    const { pixels, probabilities } = found.get('unfolding')!.tensors;
    expect(pixels.shape).toEqual([2, 8, 8, 1]);
    expect(probabilities.shape).toEqual([2, 64, 2]);
    for (let at = 0; at < 128; at += 1) expect(probabilities.data[2 * at] + probabilities.data[2 * at + 1]).toBeCloseTo(1, 5);
  });

  test('two domains: both in one plane, or side by side', async () => {
    const blobs = await samplesOf('dann', { name: 'blob-domains' }, { bodyWidth: 8, batch: 4 });
    const { tensors, meta } = blobs.get('embedding')!;
    expect(tensors.points.shape).toEqual([256, 2]);
    const [count, axes] = tensors.codes.shape;
    const lengths = Array.from({ length: axes }, (_, axis) =>
      Array.from({ length: count }, (_row, row) => tensors.codes.data[row * axes + axis] ** 2).reduce((sum, value) => sum + value, 0),
    );
    // Axes come by their spread, and the first two are the picture.
    const seen = lengths.filter((length) => length > 1e-9 * lengths[0]);
    expect(seen).toEqual([...seen].sort((a, b) => b - a));
    expect([tensors.codes.data[0], tensors.codes.data[1]]).toEqual([tensors.points.data[0], tensors.points.data[1]]);
    expect(meta.share).toBeCloseTo(1, 6);
    expect([...new Set(tensors.domains.data)]).toEqual([0, 1]);
    expect(meta).toMatchObject({ domains: ['source', 'target'], axes: expect.stringContaining('principal axes') });
    const cycle = await samplesOf('cyclegan', { name: 'shape-domains' }, { translatorWidth: 2, discriminatorWidth: 2, batch: 2 });
    expect(cycle.get('side-by-side')!.meta.columns).toEqual(['a', 'a → b', 'a → b → a', 'b', 'b → a', 'b → a → b']);
  });
});

test('quantiles of the standard normal', () => {
  expect(normalQuantile(0.5)).toBeCloseTo(0, 12);
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 9);
  expect(normalQuantile(0.02)).toBeCloseTo(-normalQuantile(0.98), 9);
});
