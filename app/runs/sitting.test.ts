import { expect, it } from 'vitest';
import { StudioError } from '../../shared/errors.ts';
import type { Order, TrainerEvent } from '../../shared/trainer-protocol.ts';
import { openStore } from '../store/open-store.ts';
import { tinyConfig } from '../tiny-config.ts';
import { openChanges } from './changes.ts';
import { openSitting } from './sitting.ts';

it('orders the trainer to stop even where the status finds no room on the disk', async () => {
  const store = openStore({ folder: ':memory:', now: Date.now });
  const run = store.runs.create({ name: 'full', config: tinyConfig(), parent: null });
  const orders: Order['type'][] = [];
  let emit: (event: TrainerEvent) => void = () => {};
  let leave: () => void = () => {};
  const changes = openChanges(Date.now);
  const sitting = openSitting({
    run,
    store,
    changes,
    now: Date.now,
    launchTrainer: () => ({
      pid: 1,
      post: ({ type }) => orders.push(type),
      onEvent: (listen) => {
        emit = listen;
      },
      onExit: (listen) => {
        leave = () => listen({ code: 0, signal: null, stderr: '' });
      },
      kill: () => leave(),
    }),
  });
  emit({ type: 'hello', pid: 1 });
  expect(orders).toEqual(['train']);

  const update = store.runs.update;
  store.runs.update = () => {
    throw new StudioError('disk-full', 'The disk is full.');
  };
  sitting.stop({ within: 1000 });
  expect(orders).toEqual(['train', 'stop']);
  expect(sitting.isStopping).toBe(true);

  store.runs.update = update;
  leave();
  await sitting.over;
  expect(['failed', 'stopped']).toContain(store.runs.get(run.id)?.status);
  changes.close();
  store.close();
});
