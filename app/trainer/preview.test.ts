import { expect, test } from 'vitest';
import { presetOf } from '../../shared/resolve-params.ts';
import type { Params } from '../../shared/params.ts';
import { datasets, findDataset, madeDataset } from '../engine/datasets/index.ts';
import { previewOf } from './preview.ts';

const count = 12;
const made = datasets.filter(({ files }) => files === undefined);

function preview(name: string, seed = 1, params: Params = {}) {
  const recipe = madeDataset(name);
  const usual = Object.fromEntries(recipe.params.map((spec) => [spec.key, presetOf(spec, recipe.kind, 'small').value]));
  return previewOf(recipe.open({ params: { ...usual, ...params }, seed: 1 }), seed, count);
}

test.each(made.map(({ name }) => name))('%s: every tensor has as many numbers as its shape says, the same from the same seed', (name) => {
  const { tensors, kind } = preview(name);
  expect(kind).toBe(findDataset(name).kind);
  expect(Object.keys(tensors).length).toBeGreaterThan(0);
  for (const { shape, data } of Object.values(tensors)) expect(data).toHaveLength(shape.reduce((product, side) => product * side, 1));
  expect(preview(name).tensors).toEqual(tensors);
  expect(preview(name, 2).tensors).not.toEqual(tensors);
});

test('captions carry the words they use and no others', () => {
  const { tensors, meta } = preview('captioned-shapes');
  const { data, shape } = tensors.truth;
  const [first] = Array.from({ length: shape[0] }, (_, at) =>
    Array.from(data.slice(at * shape[1], (at + 1) * shape[1]), (word) => meta.words![Number(word)]).join(' '),
  );
  expect(first).toMatch(/^a (small|big) (red|green|blue|white) \w+ at the (top|bottom|left|right|centre)$/);
  expect(new Set(data).size).toBe(meta.words!.length - 1);
});

test('no more are shown than there are', () => {
  const recipe = madeDataset('ring8');
  const dataset = recipe.open({ params: { deviation: 0.02 }, seed: 1 });
  expect(previewOf({ ...dataset, examples: 3 }, 1, count).tensors.real.shape[0]).toBe(3);
});
