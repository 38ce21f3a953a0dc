import { expect, it } from 'vitest';
import type { Change } from '../../shared/api/studio.ts';
import { openStore } from '../store/open-store.ts';
import { tinyConfig } from '../tiny-config.ts';
import { openChanges } from './changes.ts';
import { openRecorder } from './recorder.ts';

// Status and name of a run are asked for at once when they change: were a batch one of those changes, every page and every
// `train` in a terminal would ask for whole lists twenty times a second.
it('tells numbers apart from a change of the run itself', () => {
  const store = openStore({ folder: ':memory:', now: Date.now });
  const { id } = store.runs.create({ name: 'told', config: tinyConfig(), parent: null });
  const changes = openChanges(Date.now);
  const heard: Change['kinds'][] = [];
  changes.subscribe(({ kinds }) => heard.push(kinds));
  const recorder = openRecorder({
    ...{ run: id, store, changes, acknowledge: () => {}, trainedFor: () => 0, onEvent: () => {}, onFull: () => {} },
    onBroken: (error) => {
      throw error;
    },
  });
  recorder.take({
    type: 'batch',
    batch: 1,
    times: Float64Array.of(1),
    measurements: [{ type: 'points', step: 3, values: { loss: 1 } }],
    progress: { step: 3, stepsPerSecond: 1, tensors: 0, tensorBytes: 0 },
  });
  recorder.close();
  changes.close();
  store.close();
  expect(heard).toEqual([['progress', 'points']]);
});
