import { beforeEach, expect, it } from 'vitest';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { resolve, tinyConfig, today } from '../tiny-config.ts';
import { openStudioInTest } from './studio-in-test.ts';
import { wantedThreads, whereFrom } from './where-from.ts';

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

it('shares the cores among the runs at once, unless a config or the settings name a number of threads', () => {
  const threads = (cores: number, config = {}) => wantedThreads(store, tinyConfig(config), cores);
  expect([1, 2, 6, 128].map((cores) => threads(cores))).toEqual([1, 2, 6, 8]);
  store.settings.patch({ concurrentRuns: 4 });
  expect([1, 2, 6, 8].map((cores) => threads(cores))).toEqual([1, 1, 1, 2]);
  store.settings.patch({ threadsPerRun: 3 });
  expect(threads(2)).toBe(3);
  expect(threads(2, { threads: 1 })).toBe(1);
  store.close();
});
