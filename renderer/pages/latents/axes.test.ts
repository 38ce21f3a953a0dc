import { expect, test } from 'vitest';
import type { OpenedGenerator } from '../../../shared/api/latents.ts';
import { axesOf, codesOf, valuesOf, withHeld, withValue } from './axes.ts';

const generator: OpenedGenerator = {
  checkpoint: 1,
  run: 'r',
  step: 1,
  latentSize: 7,
  latentKind: 'normal',
  parts: [
    { name: 'noise', from: 0, size: 2, kind: 'normal' },
    { name: 'category', from: 2, size: 3, kind: 'categorical' },
    { name: 'codes', from: 5, size: 2, kind: 'uniform' },
  ],
  classes: 2,
  conditions: { kind: 'class', names: ['disk', 'square'] },
  encodes: false,
  output: { kind: 'pictures', size: 16, channels: 1 },
};
const latent = Float32Array.of(0.1, 0.2, 1, 0, 0, 0.3, 0.4);

test('what stands for something comes first', () => {
  expect(axesOf(generator).map(({ title }) => title)).toEqual(['class', 'category', 'codes 1', 'codes 2', 'noise 1', 'noise 2']);
  expect(codesOf(generator).map(({ key }) => key)).toEqual(['p1', 'p2.0', 'p2.1']);
  expect(codesOf({ ...generator, parts: [{ name: 'latent', from: 0, size: 7, kind: 'uniform' }] })).toEqual([]);
});

test('one thing varies and the rest stays', () => {
  const [, category, code] = axesOf(generator);
  expect([...withValue(latent, category, 2)]).toEqual([...Float32Array.of(0.1, 0.2, 0, 0, 1, 0.3, 0.4)]);
  expect([...withValue(latent, code, -1)]).toEqual([...Float32Array.of(0.1, 0.2, 1, 0, 0, -1, 0.4)]);
  expect([...latent]).toEqual([...Float32Array.of(0.1, 0.2, 1, 0, 0, 0.3, 0.4)]);
});

test('held codes are set in every latent, unknown ones are not', () => {
  expect([...withHeld(latent, generator, { p1: 1, 'p2.1': 0.5, p9: 4, 'p0.0': 9 })]).toEqual([
    ...Float32Array.of(0.1, 0.2, 0, 1, 0, 0.3, 0.5),
  ]);
});

test('numbers go a little beyond training, names a stretch around the one that is looked at', () => {
  const [condition, , code] = axesOf(generator);
  const values = valuesOf(code, null, 0);
  expect([values[0].value, values[4].value, values[8].value]).toEqual([-1.5, 0, 1.5]);
  expect(valuesOf(code, 2, 0)[8].value).toBe(2);
  expect(valuesOf(condition, null, 0).map(({ name }) => name)).toEqual(['disk', 'square']);
  const many = { ...condition, kind: 'condition' as const, names: Array.from({ length: 30 }, (_, at) => `sentence ${at}`) };
  expect(valuesOf(many, null, 29).map(({ value }) => value)).toEqual(Array.from({ length: 12 }, (_, at) => 18 + at));
  expect(valuesOf(many, null, 13)[0].value).toBe(12);
});
