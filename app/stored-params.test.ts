import { expect, test } from 'vitest';
import { todaysConfig, todaysParams } from '../shared/stored-params.ts';
import { catalogue } from './engine/catalogue.ts';
import { resolve } from './tiny-config.ts';

const known = catalogue('test', []);

test('every recipe’s and dataset’s own config stays as it is', () => {
  for (const recipe of known.recipes) {
    const dataset = known.datasets.find(
      ({ kind, params }) => recipe.accepts.includes(kind) && params.every(({ type }) => type !== 'path'),
    )!;
    const config = resolve({ recipe: recipe.name, dataset: dataset.name });
    expect(todaysConfig(known, config)).toEqual(config);
  }
});

test('a stored config lacks knobs that have come since and has some that have gone', () => {
  const config = resolve({ recipe: 'gan-3d', dataset: { name: 'solids', params: { size: '16' } }, preset: 'paper' });
  const { decaySteps, batch, ...kept } = config.params;
  const old = { ...config, params: { ...kept, slowing: 500 }, dataset: { name: 'solids', params: { size: '16', hollow: true } } };
  expect(todaysConfig(known, old)).toEqual({ ...config, params: { ...kept, decaySteps, batch } });
  const { specs, stored } = { specs: known.recipes.find(({ name }) => name === 'gan-3d')!.params, stored: old.params };
  expect(todaysParams({ specs, stored, kind: 'voxels', preset: 'paper' })).toMatchObject({
    come: ['decaySteps', 'batch'],
    gone: ['slowing'],
  });
});

test('what this Ganymede does not know at all stays', () => {
  const config = { ...resolve({ recipe: 'wgan', dataset: 'ring8' }), recipe: 'of-tomorrow' };
  expect(todaysConfig(known, config)).toBe(config);
});

test('a knob that was once part of another takes what that one said, and no note is needed', () => {
  const config = resolve({ recipe: 'wgan', dataset: 'ring8', params: { beta2: 0.97 } });
  const { rmspropDecay: _, ...before } = config.params;
  const { specs, stored } = { specs: known.recipes.find(({ name }) => name === 'wgan')!.params, stored: before };
  const today = todaysParams({ specs, stored, kind: 'points', preset: 'small' });
  expect(today.params.rmspropDecay).toBe(0.97);
  expect(today).toMatchObject({ come: [], gone: [] });
});

test('a config from before anything was held out holds nothing out: it goes on with the data it has trained on', () => {
  const stored = known.datasets.filter(({ params }) => params.some(({ key }) => key === 'heldOut'));
  expect(stored.length).toBeGreaterThan(5);
  for (const { params: specs, kind, name } of stored) {
    const today = resolve({ recipe: 'wgan', dataset: 'ring8' });
    const { heldOut: _, ...before } = Object.fromEntries(specs.map(({ key, presets }) => [key, presets.small.value]));
    expect(todaysParams({ specs, stored: before, kind, preset: 'small' })).toMatchObject({ params: { heldOut: 0 }, come: [], gone: [] });
    expect(todaysConfig(known, { ...today, dataset: { name, params: before } })).toMatchObject({ dataset: { params: { heldOut: 0 } } });
  }
});
