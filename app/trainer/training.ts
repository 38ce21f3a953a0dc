import type { Session } from '../engine/train.ts';
import { StudioError } from '../../shared/errors.ts';
import type { CheckpointEvent, TrainerEvent, TrainOrder } from '../../shared/trainer-protocol.ts';
import { createBatches, type Batches } from './batches.ts';
import { explain } from './explain.ts';
import { gatherUse } from './gather-use.ts';
import type { OnFile, ReadyBackend, TrainerHome, WrittenCheckpoint } from './home.ts';
import type { Snapshot } from '../../shared/measurement.ts';
import { pace } from './pace.ts';
import { unsaid } from '../../shared/health-watch.ts';

/** Milliseconds after which a checkpoint that could not be written is tried again. */
const againAfter = 1000;

/** What may be asked of a training while it goes on. Orders take effect between two steps. */
export interface Training {
  pause(): void;
  continue(): void;
  checkpoint(): void;
  stop(): void;
  acknowledge(batch: number): void;
  fail(error: unknown): void;
}

export function startTraining(order: TrainOrder, home: TrainerHome, post: (event: TrainerEvent) => void): Training {
  const wishes = { paused: false, checkpoint: false, stop: false };
  let wake: () => void = () => {};
  let batches: Batches | null = null;
  let reached = 0;

  function wish(change: Partial<typeof wishes>): void {
    Object.assign(wishes, change);
    wake();
  }
  const woken = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });

  async function train(): Promise<void> {
    await home.extend(order.extensions);
    const backend = await home.ready(order.config, order.gpu);
    const dataset = await home.openDataset(order.config.dataset, order.config.seed, {
      onFile: seldom(home.now, post),
      isStopped: () => wishes.stop,
    });
    const from = order.from === null ? null : home.checkpoints.read(order.from, order.sha256);
    const machine = home.machine(backend);
    const used = gatherUse(machine, home.now);
    const session = await home.engine.openSession({
      ...{ tf: backend.tf, config: order.config, dataset },
      from: from !== null && order.lineage === 'fork' ? { ...from, state: { ...from.state, health: unsaid(from.state.health) } } : from,
      beside: () => used(session.step),
    });
    reached = session.step;
    try {
      post({ type: 'ready', environment: home.environment(backend, dataset), step: session.step });
      const note = (level: 'info' | 'warning', sentence: string) => ({ type: 'note' as const, step: session.step, level, sentence });
      const notes = [
        ...(backend.note === null ? [] : [note('info', `Trains on ${backend.name}. ${backend.note}`)]),
        ...(machine.note === null ? [] : [note('info', machine.note)]),
        ...dataset.notes.map((sentence) => note('warning', sentence)),
      ];
      await steps(session, backend, from === null ? notes : []);
    } finally {
      session.dispose();
    }
  }

  async function steps(session: Session, { tf }: ReadyBackend, notes: Parameters<Batches['add']>[0]): Promise<void> {
    const speed = pace(home.now());
    // The machine's clock was set back since the last sitting: curves go on where they ended.
    const ahead = Math.max(0, order.notBefore - home.now());
    let lastCheckpoint = order.lineage === 'resume' ? session.step : -1;
    const out = createBatches({
      now: () => home.now() + ahead,
      post,
      progress: () => {
        const memory = tf.memory();
        return { step: session.step, stepsPerSecond: speed.perSecond(), tensors: memory.numTensors, tensorBytes: memory.numBytes };
      },
    });
    batches = out;
    out.add(notes);

    async function checkpoint(reason: CheckpointEvent['reason']): Promise<void> {
      out.flush();
      if (lastCheckpoint === session.step && reason !== 'asked') return;
      const written = await writeWhenPossible(await session.snapshot());
      lastCheckpoint = session.step;
      post({ type: 'checkpoint', step: session.step, reason, ...written });
    }

    /** A full disk or a folder that is away costs no training: it waits, unless it shall stop. */
    async function writeWhenPossible(snapshot: Snapshot): Promise<WrittenCheckpoint> {
      for (let isWaiting = false; ; isWaiting = true) {
        try {
          const written = home.checkpoints.write(order.checkpointFolder, snapshot, order.config);
          if (isWaiting) post({ type: 'waiting', sentence: null });
          return written;
        } catch (error) {
          const passes = error instanceof StudioError && (error.code === 'disk-full' || error.code === 'unavailable');
          if (!passes || wishes.stop) throw error;
          post({ type: 'waiting', sentence: error.message });
          await Promise.race([home.pause(againAfter), woken()]);
        }
      }
    }

    let resting = false;
    const reports = session.run();
    for (;;) {
      if (wishes.checkpoint) {
        wishes.checkpoint = false;
        await checkpoint('asked');
        continue;
      }
      if (wishes.stop) {
        await checkpoint('stop');
        await reports.return({ as: 'finished', sentence: '' });
        post({ type: 'ended', as: 'stopped', step: session.step, sentence: `Stopped after step ${session.step}.` });
        return;
      }
      if (order.until !== null && order.until < order.config.steps && session.step >= order.until) {
        await checkpoint('rest');
        await reports.return({ as: 'finished', sentence: '' });
        const sentence = `Rests after step ${session.step}; its sweep says whether it goes on.`;
        post({ type: 'ended', as: 'stopped', step: session.step, sentence });
        return;
      }
      if (wishes.paused) {
        if (!resting) {
          resting = true;
          out.flush();
          post({ type: 'paused', step: session.step });
        }
        await woken();
        continue;
      }
      if (resting) {
        resting = false;
        speed.rest(home.now());
        post({ type: 'continued', step: session.step });
      }
      if (!out.hasRoom()) {
        await Promise.race([out.room(), woken()]);
        continue;
      }
      const result = await reports.next();
      if (result.done) {
        if (result.value.as === 'finished') await checkpoint('end');
        out.flush();
        post({ type: 'ended', as: result.value.as, step: session.step, sentence: result.value.sentence });
        return;
      }
      reached = session.step;
      out.add(result.value.measurements);
      speed.step(home.now(), result.value.measured);
      out.flushIfDue(speed.lastStep());
      if (result.value.checkpointDue) await checkpoint('schedule');
      await home.breathe();
    }
  }

  function fail(error: unknown): void {
    batches?.flush();
    const { sentence, details } = explain(error, 'Resuming goes on from the last checkpoint.');
    post({ type: 'ended', as: 'failed', step: reached, sentence, details });
  }

  train().catch((error: unknown) => {
    const isStopped = wishes.stop && batches === null && error instanceof StudioError && error.code === 'conflict';
    // Stopped while the data was read: nothing was trained, and nothing is lost.
    if (isStopped)
      post({ type: 'ended', as: 'stopped', step: reached, sentence: 'Stopped while the data was being read, before the first step.' });
    // Where a device is lost, its own reason comes a moment after what tripped over it, and says more.
    else
      home
        .breathe()
        .then(home.breathe)
        .then(() => fail(error));
  });

  return {
    pause: () => wish({ paused: true }),
    continue: () => wish({ paused: false }),
    checkpoint: () => wish({ checkpoint: true }),
    stop: () => wish({ stop: true }),
    acknowledge: (batch) => batches?.acknowledge(batch),
    fail,
  };
}

/** Once a second is enough to see that it goes on. */
function seldom(now: () => number, post: (event: TrainerEvent) => void): OnFile {
  let last = now();
  return (files, of) => {
    if (now() - last < 1000) return;
    last = now();
    post({ type: 'reading', files, of });
  };
}
