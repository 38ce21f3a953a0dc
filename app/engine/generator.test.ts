import { afterAll, describe, expect, test } from 'vitest';
import type { RecipeEntry } from '../../shared/catalogue.ts';
import type { Params } from '../../shared/params.ts';
import { resolveConfig } from '../../shared/resolve-config.ts';
import { openBackend } from './backend.ts';
import { catalogue } from './catalogue.ts';
import { madeDataset } from './datasets/index.ts';
import { openGenerator } from './generator.ts';
import { openSession } from './train.ts';

const { tf } = await openBackend('cpu', {});
const before = tf.memory().numTensors;
afterAll(() => expect(tf.memory().numTensors).toBe(before));

async function opened(recipe: string, dataset: { name: string; params: Params }, params: Params, lacking?: string) {
  const resolved = resolveConfig(catalogue('0', []), { recipe, dataset, params, steps: 1 });
  if ('issues' in resolved) throw new Error(JSON.stringify(resolved.issues));
  const { config } = resolved;
  const data = madeDataset(config.dataset.name).open({ params: config.dataset.params, seed: 1 });
  const session = await openSession({ tf, config, dataset: data, from: null });
  const snapshot = await session.snapshot();
  session.dispose();
  const stored = Object.fromEntries(Object.entries(config.params).filter(([key]) => key !== lacking));
  return openGenerator({ tf, config: { ...config, params: stored }, snapshot, openDataset: async () => data });
}

test('opens a run that was trained before there was a param', async () => {
  const shapes = { name: 'shapes', params: { size: '16' } };
  const generator = await opened('gan-non-saturating', shapes, { generatorWidth: 4, discriminatorWidth: 4, batch: 2 }, 'generatorBody');
  const { pixels } = await generator.generate(latentsOf(2, generator.latentSize), null);
  expect(pixels.shape).toEqual([2, 16, 16, 1]);
  generator.dispose();
});
const latentsOf = (count: number, size: number) => ({ shape: [count, size], data: new Float32Array(count * size).fill(0.3) });

const small = { size: '16' };
const systems: [string, { name: string; params: Params }, Params, kind: string, conditions: number][] = [
  ['cgan', { name: 'stroke-digits', params: small }, { generatorWidth: 8, discriminatorWidth: 8, batch: 2 }, 'class', 10],
  ['text-to-picture', { name: 'captioned-shapes', params: small }, { batch: 2 }, 'sentence', 1],
  ['pix2pix', { name: 'paired-shapes', params: small }, { batch: 2 }, 'picture', 24],
  ['cyclegan', { name: 'shape-domains', params: small }, { translatorWidth: 2, discriminatorWidth: 2, batch: 2 }, 'picture', 24],
];

describe.each(systems)('%s', (recipe, dataset, params, kind, least) => {
  test('says what it can be told, and what it is told changes what it makes', async () => {
    const generator = await opened(recipe, dataset, params);
    const { latentSize, conditions, classes } = generator;
    expect(conditions?.kind).toBe(kind);
    expect(conditions!.names.length).toBeGreaterThanOrEqual(least);
    expect(new Set(conditions!.names).size).toBe(classes);
    const { pixels, given } = await generator.generate(latentsOf(3, latentSize), Int32Array.of(0, 1, 0));
    expect(pixels.shape.slice(0, 3)).toEqual([3, 16, 16]);
    const [first, second, third] = [0, 1, 2].map((at) =>
      pixels.data.slice((at * pixels.data.length) / 3, ((at + 1) * pixels.data.length) / 3),
    );
    expect(first).toEqual(third);
    expect(first).not.toEqual(second);
    expect(given?.shape[0]).toBe(kind === 'picture' ? 3 : undefined);
    const exact = await generator.generate(latentsOf(3, latentSize), Int32Array.of(0, 1, 0), true);
    expect(exact.pixels.data).toBeInstanceOf(Float32Array);
    expect(exact.condition.shape[0]).toBe(3);
    expect(Uint8Array.from(exact.pixels.data, (value) => Math.round(Math.min(255, Math.max(0, (value + 1) * 127.5))))).toEqual(pixels.data);
    await expect(generator.generate(latentsOf(1, latentSize), Int32Array.of(classes!))).rejects.toThrow(/numbered from 0/);
    generator.dispose();
  });
});

test('classes go by their names, sentences by their words', async () => {
  const digits = await opened('cgan', { name: 'stroke-digits', params: small }, { generatorWidth: 8, discriminatorWidth: 8, batch: 2 });
  expect(digits.conditions!.names[3]).toBe('3');
  digits.dispose();
  const told = await opened('text-to-picture', { name: 'captioned-shapes', params: small }, { batch: 2 });
  expect(told.conditions!.names.every((name) => /^a (big|small) \w+ \w+ at the \w+$/.test(name))).toBe(true);
  told.dispose();
});

test('a system that makes nothing says so and leaves nothing behind', async () => {
  await expect(opened('captioning', { name: 'captioned-shapes', params: small }, { memory: 4, eyeWidth: 4 })).rejects.toThrow(
    /makes nothing from latents/,
  );
});

describe.each([
  ['vae', { encoderWidth: 8, decoderWidth: 8, batch: 2 }, false],
  ['cvae', { encoderWidth: 8, decoderWidth: 8, batch: 2 }, true],
  ['ali', { batch: 2 }, false],
] as [string, Params, boolean][])('%s', (recipe, params, isTold) => {
  test('finds latents of real examples that its generator takes', async () => {
    const generator = await opened(recipe, { name: 'stroke-digits', params: small }, params);
    expect(generator.encodes).toBe(true);
    const { latents, pixels, labels } = await generator.encode();
    expect(latents.shape).toEqual([24, generator.latentSize]);
    expect(pixels.shape).toEqual([24, 16, 16, 1]);
    expect(pixels.data).toBeInstanceOf(Uint8Array);
    expect(labels.data).toHaveLength(24);
    expect((await generator.encode()).latents).toEqual(latents);
    const again = await generator.generate(latents, isTold ? Int32Array.from(labels.data) : null);
    expect(again.pixels.shape).toEqual([24, 16, 16, 1]);
    generator.dispose();
  });
});

test('a generator without an encoder says so', async () => {
  const generator = await opened('cgan', { name: 'stroke-digits', params: small }, { generatorWidth: 8, discriminatorWidth: 8, batch: 2 });
  expect(generator.encodes).toBe(false);
  await expect(generator.encode()).rejects.toThrow(/no encoder/);
  generator.dispose();
});

const narrow = ({ params }: RecipeEntry): Params =>
  Object.fromEntries(
    params
      .filter(({ type, group }) => type === 'integer' && group === 'networks')
      .map(({ key, min, presets }) => [key, Math.max(min ?? 1, Math.min(Number(presets.small.value), 4))]),
  );
const onPoints = catalogue('0', []).recipes.filter(({ accepts }) => accepts.includes('points'));

describe.each(onPoints.map((recipe) => [recipe.name, recipe] as const))('%s on points', (name, recipe) => {
  test('opens, makes points of its latents and conditions, and of its own codes where it says that they are latents', async () => {
    const generator = await opened(name, { name: 'ring8', params: {} }, narrow(recipe));
    const { latentSize, classes } = generator;
    const labels = classes === null ? null : Int32Array.of(0, classes - 1);
    expect((await generator.generate(latentsOf(2, latentSize), labels)).points.shape).toEqual([2, 2]);
    if (generator.encodes) expect((await generator.encode()).latents.shape).toEqual([24, latentSize]);
    generator.dispose();
  });
});
