import { expect, it } from 'vitest';
import { StudioError } from '../../shared/errors.ts';
import type { Environment } from '../../shared/run.ts';
import type { Order, TrainerEvent } from '../../shared/trainer-protocol.ts';
import { openStore } from '../store/open-store.ts';
import { tinyConfig } from '../tiny-config.ts';
import { openChanges } from './changes.ts';
import { openSitting, type SittingOptions } from './sitting.ts';

/** A trainer whose events are said by hand. */
function trainerByHand() {
  const orders: Order['type'][] = [];
  const hand = { emit: (_event: TrainerEvent): void => {}, leave: (): void => {} };
  const launchTrainer: SittingOptions['launchTrainer'] = () => ({
    pid: 1,
    post: ({ type }) => orders.push(type),
    onEvent: (listen) => {
      hand.emit = listen;
    },
    onExit: (listen) => {
      hand.leave = () => listen({ code: 0, signal: null, stderr: '' });
    },
    kill: () => hand.leave(),
  });
  return { orders, hand, launchTrainer };
}

it('says how far the data is read, until it is', async () => {
  const store = openStore({ folder: ':memory:', now: Date.now });
  const run = store.runs.create({ name: 'own pictures', config: tinyConfig(), parent: null });
  const changes = openChanges(Date.now);
  const { hand, launchTrainer } = trainerByHand();
  const sitting = openSitting({ run, store, changes, now: Date.now, launchTrainer });
  const said = () => store.runs.get(run.id);
  hand.emit({ type: 'hello', pid: 1 });
  hand.emit({ type: 'reading', files: 12, of: 300 });
  expect(said()).toMatchObject({ status: 'starting', sentence: 'Reading the data: 12 of 300 files.' });
  hand.emit({ type: 'ready', environment: environment(), step: 0 });
  expect(said()).toMatchObject({ status: 'running', sentence: '' });
  hand.leave();
  await sitting.over;
  changes.close();
  store.close();
});

function environment(): Environment {
  return { backend: 'cpu', device: 'cpu', node: '24', platform: 'linux', cpu: 'one', cores: 1, memoryBytes: 1, tfjs: '4', code: 'test' };
}

it('orders the trainer to stop even where the status finds no room on the disk', async () => {
  const store = openStore({ folder: ':memory:', now: Date.now });
  const run = store.runs.create({ name: 'full', config: tinyConfig(), parent: null });
  const changes = openChanges(Date.now);
  const { orders, hand, launchTrainer } = trainerByHand();
  const sitting = openSitting({ run, store, changes, now: Date.now, launchTrainer });
  hand.emit({ type: 'hello', pid: 1 });
  expect(orders).toEqual(['train']);

  const update = store.runs.update;
  store.runs.update = () => {
    throw new StudioError('disk-full', 'The disk is full.');
  };
  sitting.stop({ within: 1000 });
  expect(orders).toEqual(['train', 'stop']);
  expect(sitting.isStopping).toBe(true);

  store.runs.update = update;
  hand.leave();
  await sitting.over;
  expect(['failed', 'stopped']).toContain(store.runs.get(run.id)?.status);
  changes.close();
  store.close();
});
