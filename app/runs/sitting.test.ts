import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { StudioError } from '../../shared/errors.ts';
import type { Environment } from '../../shared/run.ts';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { tinyConfig } from '../tiny-config.ts';
import { openChanges } from './changes.ts';
import { openSitting, type SittingOptions } from './sitting.ts';
import { trainerByHand } from './trainer-in-test.ts';

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

it('ends as what became of its trainer as soon as the store takes it', async () => {
  const store = openStore({ folder: ':memory:', now: Date.now });
  const run = store.runs.create({ name: 'killed', config: tinyConfig(), parent: null });
  const changes = openChanges(Date.now);
  const { hand, launchTrainer } = trainerByHand();
  const sitting = openSitting({ run, store, changes, now: Date.now, launchTrainer });
  hand.emit({ type: 'hello', pid: 1 });
  hand.emit({ type: 'ready', environment: environment(), step: 0 });
  refuseOnce(store, new StudioError('disk-full', 'The disk is full.'));
  hand.leave({ code: null, signal: 'SIGKILL', stderr: '' });
  await sitting.over;
  expect(store.runs.get(run.id)).toMatchObject({ status: 'failed', sentence: expect.stringContaining('SIGKILL') });
  changes.close();
  store.close();
});

it('that can not be recorded any more fails with the reason, even where the store refuses that as well', async () => {
  const store = openStore({ folder: ':memory:', now: Date.now });
  const run = store.runs.create({ name: 'broken', config: tinyConfig(), parent: null });
  const changes = openChanges(Date.now);
  const { orders, hand, launchTrainer } = trainerByHand();
  const sitting = openSitting({ run, store, changes, now: Date.now, launchTrainer });
  hand.emit({ type: 'hello', pid: 1 });
  hand.emit({ type: 'ready', environment: environment(), step: 0 });
  const broken = new Error('disk I/O error');
  store.record = () => {
    throw broken;
  };
  refuseOnce(store, broken);
  hand.emit({
    type: 'batch',
    batch: 1,
    times: Float64Array.of(1),
    measurements: [{ type: 'points', step: 1, values: { loss: 1 } }],
    progress: { step: 1, stepsPerSecond: 1, tensors: 0, tensorBytes: 0 },
  });
  expect(orders).toContain('stop');
  hand.leave();
  await sitting.over;
  expect(store.runs.get(run.id)).toMatchObject({
    status: 'failed',
    sentence: 'What was measured could not be recorded: disk I/O error',
  });
  changes.close();
  store.close();
});

it('launches no trainer where there is no folder for its checkpoints', () => {
  const store = openStore({ folder: ':memory:', now: Date.now });
  const run = store.runs.create({ name: 'no folder', config: tinyConfig(), parent: null });
  const changes = openChanges(Date.now);
  const place = store.checkpoints.folder(run.id);
  rmSync(place, { recursive: true });
  writeFileSync(place, 'in the way');
  let launched = 0;
  const launchTrainer: SittingOptions['launchTrainer'] = (options) => {
    launched += 1;
    return trainerByHand().launchTrainer(options);
  };
  expect(() => openSitting({ run, store, changes, now: Date.now, launchTrainer })).toThrow();
  expect(launched).toBe(0);
  expect(store.runs.get(run.id)?.status).toBe('queued');
  changes.close();
  store.close();
});

it('that is stopped with a word of its own says the step at which its trainer ended', async () => {
  const store = openStore({ folder: ':memory:', now: Date.now });
  const run = store.runs.create({ name: 'closed', config: tinyConfig(), parent: null });
  const changes = openChanges(Date.now);
  const { hand, launchTrainer } = trainerByHand();
  const sitting = openSitting({ run, store, changes, now: Date.now, launchTrainer });
  hand.emit({ type: 'hello', pid: 1 });
  hand.emit({ type: 'ready', environment: environment(), step: 0 });
  sitting.stop({ within: 1000, sentence: (step) => `Closed at step ${step}.` });
  hand.emit({ type: 'ended', as: 'stopped', step: 7, sentence: 'Stopped after step 7.' });
  hand.leave();
  await sitting.over;
  expect(store.runs.get(run.id)).toMatchObject({ status: 'stopped', sentence: 'Closed at step 7.' });
  changes.close();
  store.close();
});

it('that is closed on a full disk lets its trainer go at once, and does not wait for room', async () => {
  const store = openStore({ folder: ':memory:', now: Date.now });
  const run = store.runs.create({ name: 'full', config: tinyConfig(), parent: null });
  const changes = openChanges(Date.now);
  const { orders, hand, launchTrainer } = trainerByHand();
  const sitting = openSitting({ run, store, changes, now: Date.now, launchTrainer });
  hand.emit({ type: 'hello', pid: 1 });
  hand.emit({ type: 'ready', environment: environment(), step: 0 });
  expect(sitting.obstacle).toBeNull();
  store.record = () => {
    throw new StudioError('disk-full', 'The disk is full.');
  };
  const progress = { step: 1, stepsPerSecond: null, tensors: 0, tensorBytes: 0 };
  hand.emit({ type: 'batch', batch: 1, times: new Float64Array(), measurements: [], progress });
  expect(sitting.obstacle).toBe('The disk is full.');
  sitting.close({ within: 60_000, sentence: (step) => `Closed at step ${step}.` });
  hand.emit({ type: 'ended', as: 'stopped', step: 1, sentence: '' });
  expect(orders).toEqual(['train', 'stop', 'stop']);
  hand.leave();
  await sitting.over;
  expect(store.runs.get(run.id)).toMatchObject({ status: 'failed', sentence: expect.stringMatching(/disk is full.*last checkpoint/) });
  changes.close();
  store.close();
});

it('warns where the files are others than those that the run began with, once it goes on', async () => {
  const store = openStore({ folder: ':memory:', now: Date.now });
  const changes = openChanges(Date.now);
  const { id } = store.runs.create({ name: 'own data', config: tinyConfig(), parent: null });
  const sit = async (data: string) => {
    const { hand, launchTrainer } = trainerByHand();
    const sitting = openSitting({ run: store.runs.get(id)!, store, changes, now: Date.now, launchTrainer });
    hand.emit({ type: 'hello', pid: 1 });
    hand.emit({ type: 'ready', environment: { ...environment(), data }, step: 10 });
    const file = join(store.checkpoints.folder(id), 'step-10');
    writeFileSync(file, 'x');
    hand.emit({ type: 'checkpoint', step: 10, file, bytes: 1, sha256: 'x', reason: 'stop' });
    hand.emit({ type: 'ended', as: 'stopped', step: 10, sentence: 'Stopped.' });
    hand.leave();
    await sitting.over;
    return store.log.list(id, 0, 100).filter(({ level }) => level === 'warning');
  };
  expect(await sit('one')).toEqual([]);
  expect(await sit('one')).toEqual([]);
  expect(await sit('two')).toMatchObject([
    { step: 10, sentence: expect.stringMatching(/data is not what this run was trained on.*step 10/) },
  ]);
  changes.close();
  store.close();
});

/** The next change of a run is refused, those after it are not. */
function refuseOnce(store: Store, error: Error): void {
  const update = store.runs.update;
  store.runs.update = () => {
    store.runs.update = update;
    throw error;
  };
}

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
