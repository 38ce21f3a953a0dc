import { setImmediate } from 'node:timers/promises';
import type { RunConfig } from '../shared/run-config.ts';
import type { LaunchTrainer, Order, TrainerEvent } from '../shared/trainer-protocol.ts';
import type { Tf } from './engine/tensor.ts';
import type { Session } from './engine/train.ts';
import { readCheckpoint, writeCheckpoint } from './trainer/checkpoint-file.ts';
import type { TrainerHome } from './trainer/home.ts';
import { serveTrainer } from './trainer/trainer.ts';

/**
 * The trainer core in this very process, for tests of what decides about many runs: its checkpoints are real files, and in place of a
 * game it adds `gain(config, step)` to a level at every step and records that as w1. A NaN fails the run as a loss would.
 */
export function launchComputed(gain: (config: RunConfig, step: number) => number): LaunchTrainer {
  return () => {
    let hear: (event: TrainerEvent) => void = () => {};
    let heed: (order: Order) => void = () => {};
    let leave: () => void = () => {};
    const port = {
      post: (event: TrainerEvent) => void setImmediate().then(() => hear(event)),
      onOrder: (listen: (order: Order) => void) => {
        heed = listen;
      },
      exit: () => void setImmediate().then(() => leave()),
    };
    serveTrainer(port, home(gain));
    void setImmediate().then(() => hear({ type: 'hello', pid: process.pid }));
    return {
      pid: process.pid,
      post: (order) => heed(order),
      onEvent: (listen) => {
        hear = listen;
      },
      onExit: (listen) => {
        leave = () => listen({ code: 0, signal: null, stderr: '' });
      },
      kill: () => leave(),
    };
  };
}

function home(gain: (config: RunConfig, step: number) => number): TrainerHome {
  const notAsked = () => {
    throw new Error('not asked for');
  };
  return {
    now: () => Date.now(),
    breathe: () => setImmediate(),
    pause: () => setImmediate(),
    engine: {
      openSession: async ({ config, from }) => session(gain, config, from?.step ?? 0, Number(from?.state.level ?? 0)),
      openGenerator: notAsked,
      describe: notAsked,
      architecture: notAsked,
      check: notAsked,
    },
    extend: async () => {},
    inspect: notAsked,
    ready: async () => ({
      tf: { memory: () => ({ numTensors: 0, numBytes: 0 }) } as unknown as Tf,
      ...{ name: 'cpu', device: 'none', facts: null, note: null },
    }),
    onBroken: () => {},
    room: async () => null,
    machine: () => ({ sample: async () => ({}), note: null }),
    environment: () => ({ backend: 'cpu', device: 'none', node: '', platform: '', cpu: '', cores: 1, memoryBytes: 1, tfjs: '', code: '' }),
    openDataset: async () => ({
      ...{ kind: 'points' as const, dimensions: 2 as const, region: [0, 1, 0, 1] as [number, number, number, number], modes: null },
      ...{ examples: null, classes: null, notes: [], draw: () => ({ values: new Float32Array(), labels: null }) },
    }),
    checkpoints: { read: readCheckpoint, write: writeCheckpoint },
    backends: async () => [],
  };
}

function session(gain: (config: RunConfig, step: number) => number, config: RunConfig, from: number, at: number): Session {
  let step = from;
  let level = at;
  return {
    get step() {
      return step;
    },
    async *run() {
      while (step < config.steps) {
        step += 1;
        level += gain(config, step);
        const checkpointDue = config.recording.checkpointEvery > 0 && step % config.recording.checkpointEvery === 0;
        yield { step, measurements: [{ type: 'points', step, values: { w1: level } }], measured: false, checkpointDue };
        if (Number.isNaN(level)) return { as: 'failed', sentence: `The level became NaN at step ${step}.` };
      }
      return { as: 'finished', sentence: `All ${config.steps} steps are done.` };
    },
    snapshot: async () => ({ step, tensors: {}, state: { level } }),
    dispose: () => {},
  };
}
