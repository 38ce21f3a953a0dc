import { expect, it, vi } from 'vitest';
import type { Gpu } from '../../shared/backend-choice.ts';
import { StudioError } from '../../shared/errors.ts';
import type { LaunchTrainer } from '../../shared/trainer-protocol.ts';
import { openStore } from '../store/open-store.ts';
import { resolve, tinyConfig, today } from '../tiny-config.ts';
import { openGpus } from './seating.ts';
import { openRuns } from './supervisor.ts';
import { trainerByHand } from './trainer-in-test.ts';

/** A driver that answers when it is told to. */
function slowDriver() {
  const answers: ((gpus: Gpu[]) => void)[] = [];
  const listGpus = () => new Promise<Gpu[]>((answer) => answers.push(answer));
  return { answers, gpus: openGpus({ listGpus, mayHaveGpus: () => true }) };
}
const launchNone: LaunchTrainer = () => {
  throw new Error('nothing is to be launched');
};

it('leaves a studio that was closed alone when the driver tells of its GPUs at last', async () => {
  const store = openStore({ folder: ':memory:', now: Date.now });
  const { answers, gpus } = slowDriver();
  const runs = openRuns({ store, launchTrainer: launchNone, now: Date.now, resolve, today, gpus });
  await runs.close();
  store.close();
  const asked = vi.spyOn(store.settings, 'get');
  answers[0]([]);
  await vi.waitFor(() => expect(gpus.list()).toEqual([]));
  await Promise.resolve();
  expect(asked).not.toHaveBeenCalled();
});

it('asks for the GPUs in a studio that only looks as soon as a run is to start', async () => {
  const store = openStore({ folder: ':memory:', now: Date.now });
  const { answers, gpus } = slowDriver();
  const { hand, launchTrainer } = trainerByHand();
  const runs = openRuns({ store, launchTrainer, now: Date.now, resolve, today, gpus, startQueued: false });
  expect(answers).toHaveLength(0);
  const { id } = runs.create(tinyConfig());
  expect(answers).toHaveLength(1);
  answers[0]([]);
  await vi.waitFor(() => expect(store.runs.get(id)?.status).toBe('starting'));
  const closed = runs.close();
  hand.leave();
  await closed;
  store.close();
});

it('says that runs wait as long as any of them does, and no longer', async () => {
  const store = openStore({ folder: ':memory:', now: Date.now });
  store.settings.patch({ concurrentRuns: 2 });
  const made: ReturnType<typeof trainerByHand>[] = [];
  const launchTrainer: LaunchTrainer = (options) => {
    made.push(trainerByHand());
    return made.at(-1)!.launchTrainer(options);
  };
  const runs = openRuns({ store, launchTrainer, now: Date.now, resolve, today });
  const ids = [1, 2].map(() => runs.create(tinyConfig()).id);
  const [one, two] = made.map(({ hand }) => hand);
  const said = () => store.notices.list().map(({ kind, sentence }) => `${kind}: ${sentence}`);
  one.emit({ type: 'waiting', sentence: 'The disk of the checkpoints is full.' });
  two.emit({ type: 'waiting', sentence: 'The disk of the checkpoints is full.' });
  two.emit({ type: 'waiting', sentence: null });
  expect(said()).toEqual(['waits: The disk of the checkpoints is full.']);
  one.emit({ type: 'ended', as: 'failed', step: 3, sentence: 'It broke.' });
  expect(said()).toEqual([]);
  two.emit({ type: 'waiting', sentence: 'The disk is full.' });
  expect(said()).toEqual(['waits: The disk is full.']);
  const refused = new StudioError('disk-full', 'The disk is full.');
  const update = vi.spyOn(store.runs, 'update').mockImplementationOnce(() => {
    throw refused;
  });
  one.leave();
  two.leave();
  await Promise.all(ids.map((id) => runs.ended(id)));
  expect(said()).toEqual([]);
  update.mockRestore();
  await runs.close();
  store.close();
});
