import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { StudioError } from '../../shared/errors.ts';
import type { Ending, Session, StepReport } from '../engine/train.ts';
import type { Tf } from '../engine/tensor.ts';
import type { RunConfig } from '../../shared/run-config.ts';
import type { Order, TrainerEvent, TrainOrder } from '../../shared/trainer-protocol.ts';
import { mostUnacknowledged } from './batches.ts';
import type { TrainerHome } from './home.ts';
import { serveTrainer } from './trainer.ts';

const config = { backend: 'cpu', dataset: { name: 'none', params: {} }, seed: 1 } as unknown as RunConfig;
const train: TrainOrder = {
  type: 'train',
  run: 'r',
  config,
  extensions: [],
  gpu: null,
  from: null,
  checkpointFolder: 'folder',
  lineage: 'new',
  until: null,
  notBefore: 0,
};

/** A training that measures one loss a step, as fast as it is asked to, until `breaksAt` or for ever. */
function session(breaksAt: number): Session {
  let step = 0;
  return {
    get step() {
      return step;
    },
    async *run(): AsyncGenerator<StepReport, Ending, void> {
      for (;;) {
        step += 1;
        if (step === breaksAt) throw new Error('the ground opened');
        yield { step, measurements: [{ type: 'points', step, values: { loss: step } }], measured: false, checkpointDue: false };
      }
    },
    snapshot: async () => ({ step, tensors: {}, state: {} }),
    dispose: () => {},
  };
}

/** The core with its wire in hand, one step a millisecond by its own clock. */
function launch({ breaksAt = Number.POSITIVE_INFINITY, writes = true, fullFor = 0 } = {}) {
  const clock = { time: 0 };
  const events: TrainerEvent[] = [];
  const exits: number[] = [];
  let obey: (order: Order) => void = () => {};
  let turns = 0;
  const home: TrainerHome = {
    now: () => (clock.time += 1),
    async breathe() {
      turns += 1;
      await setImmediate();
    },
    pause: () => setImmediate(),
    engine: {
      openSession: async () => session(breaksAt),
      openGenerator: () => {
        throw new Error('not asked for');
      },
      describe: () => {
        throw new Error('not asked for');
      },
      architecture: () => {
        throw new Error('not asked for');
      },
      check: () => {
        throw new Error('not asked for');
      },
    },
    extend: async () => {},
    inspect: () => Promise.reject(new Error('not asked for')),
    ready: async () => ({
      tf: { memory: () => ({ numTensors: 1, numBytes: 4 }) } as unknown as Tf,
      name: 'cpu',
      device: 'test',
      facts: null,
      note: null,
    }),
    onBroken: () => {},
    room: async () => null,
    machine: () => ({ sample: async () => ({}), note: null }),
    environment: ({ name, device }) => ({
      ...{ backend: name, device, node: '', platform: '', cpu: '', cores: 1, memoryBytes: 1, tfjs: '', code: '' },
    }),
    openDataset: async () => ({
      ...{ kind: 'points' as const, dimensions: 2 as const, region: [0, 1, 0, 1] as [number, number, number, number], modes: null },
      ...{ examples: null, classes: null, notes: ['one picture was left out'], draw: () => ({ values: new Float32Array(), labels: null }) },
    }),
    checkpoints: {
      read: () => {
        throw new Error('not asked for');
      },
      write: (folder, { step }) => {
        if (!writes) throw new Error('the disk is full');
        fullFor -= 1;
        if (fullFor >= 0) throw new StudioError('disk-full', 'The disk is full.');
        return { file: `${folder}/${step}`, bytes: 1, sha256: 'x' };
      },
    },
    backends: async () => [],
  };
  serveTrainer({ post: (event) => events.push(event), onOrder: (listen) => (obey = listen), exit: (code) => exits.push(code) }, home);
  return {
    events,
    exits,
    order: (order: Order) => obey(order),
    turns: () => turns,
    /** Lets the event loop turn until the condition holds. */
    async until(condition: () => boolean) {
      for (let turn = 0; turn < 100_000 && !condition(); turn += 1) await setImmediate();
      expect(condition()).toBe(true);
    },
    batches: () => events.filter((event) => event.type === 'batch'),
    types: () => events.map(({ type }) => type),
  };
}

describe('the trainer core', () => {
  it('records no time before what was recorded already, by whatever clock', async () => {
    const trainer = launch();
    trainer.order({ ...train, notBefore: 5000 });
    await trainer.until(() => trainer.batches().length > 1);
    const times = trainer.batches().flatMap((batch) => [...batch.times]);
    expect(times[0]).toBeGreaterThanOrEqual(5000);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('waits when the recorder does not keep up, and loses nothing', async () => {
    const trainer = launch();
    trainer.order(train);
    await trainer.until(() => trainer.batches().length === mostUnacknowledged);
    const turns = trainer.turns();
    for (let turn = 0; turn < 200; turn += 1) await setImmediate();
    expect(trainer.batches()).toHaveLength(mostUnacknowledged);
    expect(trainer.turns()).toBe(turns);
    trainer.order({ type: 'acknowledge', batch: 3 });
    await trainer.until(() => trainer.batches().length === mostUnacknowledged + 3);
    const steps = trainer
      .batches()
      .flatMap(({ measurements }) => measurements.filter(({ type }) => type === 'points').map(({ step }) => step));
    expect(steps).toEqual(steps.map((_, at) => at + 1));
  });

  it('can be stopped while it waits, and leaves on the stop that answers its end', async () => {
    const trainer = launch();
    trainer.order(train);
    await trainer.until(() => trainer.batches().length === mostUnacknowledged);
    trainer.order({ type: 'stop' });
    await trainer.until(() => trainer.types().at(-1) === 'ended');
    expect(trainer.types().at(-2)).toBe('checkpoint');
    expect(trainer.events.at(-1)).toMatchObject({ as: 'stopped' });
    expect(trainer.exits).toEqual([]);
    trainer.order({ type: 'stop' });
    expect(trainer.exits).toEqual([0]);
  });

  it('takes no step while paused, writes a checkpoint when asked, and goes on', async () => {
    const trainer = launch();
    trainer.order(train);
    await trainer.until(() => trainer.types().includes('batch'));
    trainer.order({ type: 'pause' });
    await trainer.until(() => trainer.types().includes('paused'));
    const turns = trainer.turns();
    trainer.order({ type: 'checkpoint' });
    await trainer.until(() => trainer.types().includes('checkpoint'));
    expect(trainer.turns()).toBe(turns);
    expect(trainer.types().filter((type) => type === 'paused')).toHaveLength(1);
    trainer.order({ type: 'continue' });
    await trainer.until(() => trainer.types().includes('continued') && trainer.turns() > turns);
  });

  it('stops at the first moment when told so before it is ready', async () => {
    const trainer = launch();
    trainer.order(train);
    trainer.order({ type: 'stop' });
    await trainer.until(() => trainer.types().includes('ended'));
    expect(trainer.types()).toEqual(['ready', 'batch', 'checkpoint', 'ended']);
    expect(trainer.batches()[0].measurements).toMatchObject([{ type: 'note', level: 'warning', sentence: 'one picture was left out' }]);
  });

  it('sends what was measured before it broke off, then the reason', async () => {
    const trainer = launch({ breaksAt: 5 });
    trainer.order(train);
    await trainer.until(() => trainer.types().includes('ended'));
    expect(trainer.batches().flatMap(({ measurements }) => measurements.map(({ step }) => step))).toEqual([0, 1, 2, 3, 4]);
    expect(trainer.events.at(-1)).toMatchObject({ as: 'failed', step: 4, sentence: expect.stringContaining('the ground opened') });
  });

  it('waits with a checkpoint that finds no room, loses no step of it, and ends where it is stopped meanwhile', async () => {
    const trainer = launch({ fullFor: 3 });
    trainer.order(train);
    trainer.order({ type: 'checkpoint' });
    await trainer.until(() => trainer.types().includes('checkpoint'));
    const waited = trainer.events.filter(({ type }) => type === 'waiting');
    expect(waited.map((event) => event.type === 'waiting' && event.sentence)).toEqual([...Array(3).fill('The disk is full.'), null]);
    const full = launch({ fullFor: Number.POSITIVE_INFINITY });
    full.order(train);
    full.order({ type: 'checkpoint' });
    await full.until(() => full.types().includes('waiting'));
    full.order({ type: 'stop' });
    await full.until(() => full.types().includes('ended'));
    expect(full.events.at(-1)).toMatchObject({ as: 'failed', sentence: 'The disk is full.' });
  });

  it('ends as failed when a checkpoint can not be written', async () => {
    const trainer = launch({ writes: false });
    trainer.order(train);
    trainer.order({ type: 'checkpoint' });
    await trainer.until(() => trainer.types().includes('ended'));
    expect(trainer.events.at(-1)).toMatchObject({ as: 'failed', sentence: expect.stringContaining('the disk is full') });
  });
});
