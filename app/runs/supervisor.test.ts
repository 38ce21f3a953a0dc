import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StudioError } from '../../shared/errors.ts';
import { hasEnded, type Run } from '../../shared/run.ts';
import { resolve, tinyConfig, today } from '../tiny-config.ts';
import { openStore } from '../store/open-store.ts';
import { openRuns } from './supervisor.ts';
import { openStudioInTest, type StudioInTest } from './studio-in-test.ts';
import { finalTensors } from '../final-tensors.ts';

/** Far more steps than a test waits for. */
const endless = 1_000_000;
const upTo = (steps: number) => Array.from({ length: steps }, (_, at) => at + 1);

describe('a run in a trainer of its own', () => {
  let studio: StudioInTest;
  beforeEach(() => {
    studio = openStudioInTest({ resolve, today });
  });
  afterEach(() => studio.close());

  it('is queued, starts, runs and finishes, with every point, checkpoint and sentence recorded', async () => {
    const { runs, store } = studio;
    const { id } = runs.create(tinyConfig());
    const seen = new Set<string>();
    const ended = await studio.until(id, (run) => seen.add(run.status) && run.status === 'finished');
    expect(ended).toMatchObject({ step: 30, sentence: 'All 30 steps are done.', environment: { backend: 'cpu', code: 'test' } });
    expect(ended.trainedFor).toBeGreaterThan(0);
    expect([...seen]).toEqual(expect.arrayContaining(['starting', 'running', 'finished']));
    expect(studio.points(id, 'loss/critic').map(([step]) => step)).toEqual(upTo(30));
    expect(store.checkpoints.list(id).map(({ step }) => step)).toEqual([10, 20, 30]);
    expect(store.log.list(id, 0, 100).map(({ sentence }) => sentence)).toContain('All 30 steps are done.');
  });

  it('pauses between two steps and goes on as if nothing had been', async () => {
    const { runs } = studio;
    const { id } = runs.create(tinyConfig({ steps: 100 }));
    await studio.until(id, (run) => run.step >= 20);
    runs.pause(id);
    const paused = await studio.until(id, (run) => run.status === 'paused');
    expect(studio.points(id, 'loss/critic')).toHaveLength(paused.step);
    runs.checkpoint(id);
    await studio.until(id, () => studio.store.checkpoints.at(id)?.step === paused.step);
    expect(studio.store.runs.get(id)).toMatchObject({ status: 'paused', step: paused.step });
    runs.continue(id);
    expect(await runs.ended(id)).toMatchObject({ status: 'finished', step: 100 });
    const alone = await runs.ended(runs.create(tinyConfig({ steps: 100 })).id);
    expect(finalTensors(studio.store, id)).toEqual(finalTensors(studio.store, alone.id));
  });

  it('stops with a checkpoint and resumes to the very weights of an uninterrupted run', async () => {
    const { runs, store } = studio;
    const config = tinyConfig({ steps: 120 });
    const { id } = runs.create(config);
    for (const step of [3, 30, 70]) {
      await studio.until(id, (run) => run.step >= step);
      runs.stop(id);
      const stopped = await runs.ended(id);
      expect(stopped).toMatchObject({ status: 'stopped', sentence: `Stopped after step ${stopped.step}.` });
      expect(store.checkpoints.at(id)?.step).toBe(stopped.step);
      runs.resume(id);
    }
    expect(await runs.ended(id)).toMatchObject({ status: 'finished', step: 120 });
    const whole = runs.create(config);
    await runs.ended(whole.id);
    expect(finalTensors(store, id)).toEqual(finalTensors(store, whole.id));
    expect(studio.points(id, 'loss/generator')).toEqual(studio.points(whole.id, 'loss/generator'));
  });

  it('that is killed has failed with a sentence, keeps what was acknowledged, and resumes bit for bit', async () => {
    const { runs, store, trainers } = studio;
    const config = tinyConfig({ steps: 90 });
    const { id } = runs.create(config);
    await studio.until(id, (run) => run.step >= 25);
    process.kill(trainers[0].pid!, 'SIGKILL');
    const failed = await runs.ended(id);
    expect(failed).toMatchObject({ status: 'failed', sentence: expect.stringContaining('SIGKILL') });
    expect(studio.points(id, 'loss/critic').map(([step]) => step)).toEqual(upTo(failed.step));
    runs.resume(id);
    expect(await runs.ended(id)).toMatchObject({ status: 'finished', sentence: 'All 90 steps are done.' });
    const whole = runs.create(config);
    await runs.ended(whole.id);
    expect(finalTensors(store, id)).toEqual(finalTensors(store, whole.id));
    expect(studio.points(id, 'loss/critic')).toEqual(studio.points(whole.id, 'loss/critic'));
  });

  it('forks from a checkpoint with a changed knob, its curves beginning with its parent’s', async () => {
    const { runs, store } = studio;
    const parent = await runs.ended(runs.create(tinyConfig()).id);
    const same = await runs.ended(runs.fork(parent.id, { step: 20 }).id);
    const slow = await runs.ended(runs.fork(parent.id, { step: 20, set: { 'params.criticRate': 1e-6, steps: 40 }, name: 'slow' }).id);
    expect(slow).toMatchObject({ name: 'slow', status: 'finished', step: 40, parent: { run: parent.id, step: 20 } });
    expect(slow.config.params.criticRate).toBe(1e-6);
    expect(finalTensors(store, same.id)).toEqual(finalTensors(store, parent.id));
    expect(finalTensors(store, slow.id)).not.toEqual(finalTensors(store, parent.id));
    expect(studio.points(slow.id, 'loss/critic').slice(0, 20)).toEqual(studio.points(parent.id, 'loss/critic').slice(0, 20));
    expect(studio.points(slow.id, 'loss/critic').map(([step]) => step)).toEqual(upTo(40));
  });

  it('forks a run of an earlier version without the knobs that have gone since, and trains', async () => {
    const { runs } = studio;
    const config = tinyConfig();
    const old = { ...config, params: { ...config.params, slowing: 500 } };
    const parent = await runs.ended(runs.create(old).id);
    expect(parent.status).toBe('finished');
    const { id } = runs.fork(parent.id, { step: 20, set: { steps: 40 } });
    expect(await runs.ended(id)).toMatchObject({ status: 'finished', step: 40, config: { params: config.params } });
  });

  it('refuses forks that make no sense, saying which key', async () => {
    const { runs } = studio;
    const parent = await runs.ended(runs.create(tinyConfig()).id);
    expect(() => runs.fork(parent.id, { step: 15 })).toThrow(/no checkpoint at step 15; there are 10, 20, 30/);
    expect(() => runs.fork(parent.id, { step: 30 })).toThrow(/begins at step 30, so its steps must be more/);
    expect(() => runs.fork(parent.id, { step: 10, set: { 'params.nonsense': 1 } })).toThrow(StudioError);
    expect(() => runs.resume(parent.id)).toThrow(/has done all its 30 steps; fork it/);
    const { id, number } = studio.store.runs.create({ name: 'new', config: tinyConfig(), parent: null });
    expect(() => runs.fork(id, {})).toThrow(`Run #${number} has no checkpoint yet; train it until it has one.`);
    expect(() => runs.fork(id, { step: 5 })).toThrow(`Run #${number} has no checkpoint at step 5; it has none.`);
  });

  it('refuses a fork whose networks are others than the checkpoint’s before there is a run', async () => {
    const { runs, store } = studio;
    const parent = await runs.ended(runs.create(tinyConfig()).id);
    const before = store.runs.list({ limit: 1 }).total;
    await expect(runs.checkFork(parent.id, { step: 10, set: { 'params.criticWidth': 8 } })).rejects.toThrow(
      /does not fit this config\. .*critic.* has shape \[2,4\] where these networks have \[2,8\]/,
    );
    await expect(runs.checkFork(parent.id, { step: 10, set: { 'params.clip': 0.5, steps: 40 } })).resolves.toBeUndefined();
    expect(store.runs.list({ limit: 1 }).total).toBe(before);
  });

  it('whose loss is not finite records it and fails with the reason', async () => {
    const { runs, store } = studio;
    const config = tinyConfig({ params: { optimizer: 'sgd', criticRate: 10, generatorRate: 10, clip: 10 }, steps: 500 });
    const { id } = runs.create(config);
    const failed = await runs.ended(id);
    expect(failed).toMatchObject({ status: 'failed', sentence: expect.stringMatching(/(loss|gradient) of the \w+ was (NaN|-?Infinity)/) });
    expect(store.log.list(id, 0, 100).some(({ level }) => level === 'error')).toBe(true);
  });

  it('is deleted with others by one write; live ones stop, queued ones leave the queue and come back to it', async () => {
    const { runs, store } = studio;
    store.settings.patch({ concurrentRuns: 1 });
    const long = tinyConfig({ steps: endless });
    const [live, queued] = [runs.create(long), runs.create(long)];
    await studio.until(live.id, ({ status }) => status === 'running');
    const kinds: string[] = [];
    const leave = runs.changes.subscribe((change) => kinds.push(...change.kinds));
    expect(runs.removeMany([live.id, queued.id]).sort()).toEqual([live.id, queued.id].sort());
    expect(kinds).toContain('removed');
    leave();
    expect(await runs.ended(live.id)).toMatchObject({ status: 'stopped', sentence: 'Stopped because it was deleted.' });
    expect(store.runs.get(queued.id)?.status).toBe('queued');
    expect(runs.restoreMany([live.id, queued.id])).toHaveLength(2);
    await studio.until(queued.id, ({ status }) => status === 'running');
    expect(store.runs.get(live.id)).toMatchObject({ status: 'stopped', deletedAt: null });
  });

  it('waits its turn: as many at once as the setting says, those to start now first', async () => {
    const { runs, store } = studio;
    const long = tinyConfig({ steps: endless });
    const [a, b, c, d] = [
      runs.create(long),
      runs.create(long, { start: 'queue' }),
      runs.create(long, { start: 'queue' }),
      runs.create(long),
    ];
    const statuses = () => [a, b, c, d].map(({ id }) => store.runs.get(id)!.status === 'queued');
    expect(statuses()).toEqual([false, true, true, true]);
    store.settings.patch({ concurrentRuns: 2 });
    runs.changes.announce({ run: null, kinds: ['settings'] });
    expect(statuses()).toEqual([false, true, true, false]);
    runs.stop(b.id);
    expect(store.runs.get(b.id)).toMatchObject({ status: 'stopped', sentence: 'Taken from the queue before it began.' });
    runs.stop(a.id);
    await runs.ended(a.id);
    expect(statuses()).toEqual([false, false, false, false]);
    expect(store.runs.get(c.id)?.status).not.toBe('stopped');
  });

  it('survives being stopped and resumed at the worst moments', async () => {
    const { runs, store } = studio;
    const config = tinyConfig({ steps: 60 });
    const { id } = runs.create(config);
    runs.stop(id);
    expect(() => runs.pause(id)).toThrow(/is stopping; only a run that trains can be paused/);
    expect(() => runs.resume(id)).toThrow(/only a run that has ended/);
    expect(await runs.ended(id)).toMatchObject({ status: 'stopped' });
    runs.resume(id);
    await studio.until(id, (run) => run.status === 'running');
    runs.stop(id);
    await studio.until(id, (run) => run.status === 'stopped');
    // Its trainer is still leaving here.
    runs.resume(id);
    expect(await runs.ended(id)).toMatchObject({ status: 'finished', step: 60 });
    const whole = await runs.ended(runs.create(config).id);
    expect(finalTensors(store, id)).toEqual(finalTensors(store, whole.id));
    expect(studio.points(id, 'loss/critic').map(([step]) => step)).toEqual(upTo(60));
  });

  /** Before its trainer can leave, where the changes tell of it a little later. */
  function justEnded(id: string): Promise<void> {
    const { runs } = studio.store;
    const update = runs.update;
    return new Promise((over) => {
      runs.update = (of, change) => {
        const run = update(of, change);
        if (of === id && hasEnded(run.status)) {
          runs.update = update;
          over();
        }
        return run;
      };
    });
  }

  it('started while its last trainer leaves waits for that one to go, then trains beyond the places, and can be stopped', async () => {
    const { runs, trainers } = studio;
    const long = tinyConfig({ steps: endless });
    const [run, other] = [runs.create(long), runs.create(long)];
    runs.start(other.id);
    await studio.until(run.id, ({ status }) => status === 'running');
    const over = justEnded(run.id);
    runs.stop(run.id);
    await over;
    runs.resume(run.id);
    expect(runs.start(run.id).status).toBe('queued');
    expect(trainers).toHaveLength(2);
    await studio.until(run.id, ({ status }) => status === 'running');
    expect(trainers).toHaveLength(3);
    runs.stop(run.id);
    expect(await runs.ended(run.id)).toMatchObject({ status: 'stopped' });
    expect(trainers).toHaveLength(3);
  });

  it('resumed, deleted and restored while its last trainer leaves waits for that one to go', async () => {
    const { runs, store, trainers } = studio;
    store.settings.patch({ concurrentRuns: 2 });
    const { id } = runs.create(tinyConfig({ steps: endless }));
    await studio.until(id, ({ status }) => status === 'running');
    const over = justEnded(id);
    runs.stop(id);
    await over;
    runs.resume(id);
    runs.remove(id);
    runs.restore(id);
    expect(trainers).toHaveLength(1);
    await studio.until(id, ({ status }) => status === 'running');
    runs.stop(id);
    expect(await runs.ended(id)).toMatchObject({ status: 'stopped' });
    expect(trainers).toHaveLength(2);
  });

  it('resumed while its last trainer leaves, then deleted, stays where it is', async () => {
    const { runs, store, trainers } = studio;
    const { id } = runs.create(tinyConfig({ steps: endless }));
    const next = runs.create(tinyConfig());
    await studio.until(id, ({ status }) => status === 'running');
    const over = justEnded(id);
    runs.stop(id);
    await over;
    runs.resume(id);
    runs.remove(id);
    expect(await runs.ended(next.id)).toMatchObject({ status: 'finished' });
    expect(store.runs.get(id)?.status).toBe('queued');
    expect(trainers).toHaveLength(2);
  });

  it('that is deleted while it trains is stopped', async () => {
    const { runs, store } = studio;
    const { id } = runs.create(tinyConfig({ steps: endless }));
    await studio.until(id, (run) => run.status === 'running');
    runs.remove(id);
    expect(await runs.ended(id)).toMatchObject({ status: 'stopped', sentence: 'Stopped because it was deleted.' });
    runs.restore(id);
    expect(store.runs.get(id)?.deletedAt).toBeNull();
  });

  it('waits for room on a full disk, says so, and loses no point', async () => {
    const { runs, store } = studio;
    const record = store.record;
    let refusals = 2;
    const { id } = runs.create(tinyConfig());
    store.record = (run, batch) => {
      refusals -= 1;
      if (refusals >= 0) throw new StudioError('disk-full', 'The disk is full: 1 MB could not be written.');
      record(run, batch);
    };
    const full = await studio.until(id, (run) => run.sentence.includes('disk is full'));
    expect(full.sentence).toContain('goes on by itself when there is room');
    expect(await runs.ended(id)).toMatchObject({ status: 'finished', step: 30 });
    expect(studio.points(id, 'loss/critic').map(([step]) => step)).toEqual(upTo(30));
  });
});

describe('a full disk', () => {
  let studio: StudioInTest;
  beforeEach(() => {
    studio = openStudioInTest({ resolve, today });
  });
  afterEach(() => studio.close());

  /** The first change of a run to `status` finds no room. */
  function fillAt(status: Run['status']): void {
    const { runs } = studio.store;
    const update = runs.update;
    runs.update = (id, change) => {
      if (change.status !== status) return update(id, change);
      runs.update = update;
      throw new StudioError('disk-full', 'The disk is full.');
    };
  }

  it('keeps the place of a run that is next when another trainer dies, and starts it when there is room', async () => {
    const { runs, trainers } = studio;
    const [dying, next] = [runs.create(tinyConfig({ steps: endless })), runs.create(tinyConfig())];
    await studio.until(dying.id, ({ status }) => status === 'running');
    fillAt('starting');
    process.kill(trainers[0].pid!, 'SIGKILL');
    expect(await runs.ended(dying.id)).toMatchObject({ status: 'failed' });
    expect(studio.store.runs.get(next.id)?.status).toBe('queued');
    expect(await runs.ended(next.id)).toMatchObject({ status: 'finished', step: 30 });
  });

  it('lets a new run wait in the queue, and says so to whoever starts it by hand', async () => {
    const { runs } = studio;
    fillAt('starting');
    const { id, status } = runs.create(tinyConfig());
    expect(status).toBe('queued');
    fillAt('starting');
    expect(() => runs.start(id)).toThrow('The disk is full.');
    expect(await runs.ended(id)).toMatchObject({ status: 'finished', step: 30 });
  });

  it('leaves nothing of a fork whose curves find no room', async () => {
    const { runs, store } = studio;
    const parent = await runs.ended(runs.create(tinyConfig()).id);
    const copy = store.series.copy;
    store.series.copy = () => {
      throw new StudioError('disk-full', 'The disk is full.');
    };
    expect(() => runs.fork(parent.id, { step: 20 })).toThrow('The disk is full.');
    expect(store.runs.list({}).runs.map(({ id }) => id)).toEqual([parent.id]);
    store.series.copy = copy;
    expect(await runs.ended(runs.fork(parent.id, { step: 20 }).id)).toMatchObject({ status: 'finished', step: 30 });
  });
});

describe('opening and closing', () => {
  it('closes with a checkpoint, leaves the queue as it is, and finds both again', async () => {
    const store = openStore({ folder: ':memory:', now: Date.now });
    const first = openStudioInTest({ resolve, today }, store);
    const { id } = first.runs.create(tinyConfig({ steps: 60 }));
    const waiting = first.runs.create(tinyConfig());
    await first.until(id, (run) => run.step >= 15);
    await first.runs.close();
    const stopped = store.runs.get(id)!;
    expect(stopped).toMatchObject({
      status: 'stopped',
      sentence: `Stopped at step ${stopped.step} because the studio was closed; resume it to go on.`,
    });
    expect(store.checkpoints.at(id)?.step).toBe(stopped.step);
    expect(store.runs.get(waiting.id)?.status).toBe('queued');

    const second = openStudioInTest({ resolve, today }, store);
    expect(await second.runs.ended(waiting.id)).toMatchObject({ status: 'finished' });
    second.runs.resume(id);
    expect(await second.runs.ended(id)).toMatchObject({ status: 'finished', step: 60 });
    await second.close();
  });

  it('launches nothing any more once it closes, not even what is started by hand', async () => {
    const { runs, store, trainers, until } = openStudioInTest({ resolve, today });
    const [live, waiting] = [runs.create(tinyConfig({ steps: endless })), runs.create(tinyConfig())];
    await until(live.id, ({ status }) => status === 'running');
    const closed = runs.close();
    expect(runs.start(waiting.id).status).toBe('queued');
    await closed;
    expect(trainers).toHaveLength(1);
    store.close();
  });

  it('calls what was live interrupted, with where it can go on from', () => {
    const store = openStore({ folder: ':memory:', now: Date.now });
    const dead = store.runs.create({ name: 'dead', config: tinyConfig(), parent: null });
    store.runs.update(dead.id, { status: 'running', step: 17 });
    const runs = openRuns({
      store,
      launchTrainer: () => {
        throw new Error('nothing is to be launched');
      },
      now: Date.now,
      resolve,
      today,
    });
    expect(runs.resume).toBeTypeOf('function');
    expect(store.runs.get(dead.id)).toMatchObject({
      status: 'interrupted',
      sentence: expect.stringMatching(/at step 17.*starts it again/),
    });
    store.close();
  });

  it('turns a trainer that can not be launched into a failed run', () => {
    const store = openStore({ folder: ':memory:', now: Date.now });
    const runs = openRuns({
      store,
      launchTrainer: () => {
        throw new Error('no such program');
      },
      now: Date.now,
      resolve,
      today,
    });
    const run = runs.create(tinyConfig());
    expect(run).toMatchObject({ status: 'failed', sentence: 'The trainer could not be started: no such program' });
    store.close();
  });
});
