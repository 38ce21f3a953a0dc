import { beforeEach, expect, it } from 'vitest';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { resolve, tinyConfig, today } from '../tiny-config.ts';
import { openStudioInTest } from './studio-in-test.ts';
import { whereFrom } from './where-from.ts';

let store: Store;
beforeEach(() => {
  store = openStore({ folder: ':memory:', now: Date.now });
  store.settings.patch({ backend: 'cpu' });
});
const runOn = (backend: 'auto' | 'wasm') => store.runs.create({ name: 'a', config: tinyConfig({ backend }), parent: null });

it('trains a run that leaves the backend open where the settings say', async () => {
  const studio = openStudioInTest({ resolve, today }, store);
  const { id } = studio.runs.create(tinyConfig({ backend: 'auto', steps: 3 }));
  expect(await studio.runs.ended(id)).toMatchObject({ status: 'finished', environment: { backend: 'cpu' }, config: { backend: 'auto' } });
  await studio.close();
});

it('leaves alone what a config names, and what a run began on', () => {
  expect(whereFrom(store, runOn('wasm')).backend).toBe('wasm');
  const environment = { backend: 'wasm', device: '', node: '', platform: '', cpu: '', cores: 1, memoryBytes: 1, tfjs: '', code: '' };
  const begun = store.runs.update(runOn('auto').id, { environment });
  expect(whereFrom(store, begun).backend).toBe('wasm');
  store.settings.patch({ backend: 'auto' });
  expect(whereFrom(store, runOn('auto')).backend).toBe('auto');
  store.close();
});
