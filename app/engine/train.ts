import type { Measurement, NamedTensor, Snapshot } from '../../shared/measurement.ts';
import type { RunConfig } from '../../shared/run-config.ts';
import type { Description, GeneratorShape } from '../../shared/trainer-protocol.ts';
import type { Dataset } from './dataset.ts';
import { openGame, type StepOutcome } from './game.ts';
import { openObservation } from './observation.ts';
import { watchHealth } from '../../shared/health-watch.ts';
import { stopRuleWatch } from './stop-rule.ts';
import type { Tf } from './tensor.ts';

export { describe } from './describe.ts';
export { openGenerator } from './generator.ts';

/** One training, from its first step or from a snapshot. Reads no clock, opens no file. */
export interface Session {
  /** Steps done so far. */
  readonly step: number;
  /**
   * One report a step, before them one of step 0; the consumer pauses by not asking for the next and stops by `return()`.
   * On wasm and cpu nothing here waits for the outside: the consumer must let its own event loop turn between reports.
   */
  run(): AsyncGenerator<StepReport, Ending, void>;
  /** May be called between two reports. */
  snapshot(): Promise<Snapshot>;
  dispose(): void;
}
export interface StepReport {
  step: number;
  measurements: Measurement[];
  /** More was looked at than the losses: its time is not a step's. */
  measured: boolean;
  checkpointDue: boolean;
}
export interface Ending {
  as: 'finished' | 'failed';
  /** Why: all steps done, the stop rule that held, or the loss that was not finite. */
  sentence: string;
}

export interface SessionOptions {
  tf: Tf;
  config: RunConfig;
  dataset: Dataset;
  from: Snapshot | null;
  /** False computes every update through tfjs instead of replaying recordings. The numbers are the same. */
  replays?: boolean;
  /** What is measured beside the training since it was last asked, such as memory: recorded and watched with the step that it falls into. */
  beside?: () => Measurement[];
}
export type OpenSession = (options: SessionOptions) => Promise<Session>;

/** A generator alone, for the latent lab and `sample`: from a snapshot's tensors. */
export interface Generator extends GeneratorShape {
  /** latents [n,latentSize]; → `pixels` [n,h,w,c] uint8, `points` [n,d] float32, `voxels` [n,s,s,s] uint8 or `waves` [n,length] float32; beside them `given` uint8 where a picture is the condition. Without labels: the first condition. `exact`: pictures in −1…1 and solids in 0…1 as float32, and what it was told as `condition`. */
  generate(latents: NamedTensor, labels: Int32Array | null, exact?: boolean): Promise<Record<string, NamedTensor>>;
  /** A few real examples, named as `generate` names them, with `latents` and, where they have classes, `labels`. @throws StudioError where it has no encoder */
  encode(): Promise<Record<string, NamedTensor>>;
  dispose(): void;
}
/** The dataset is asked for where its sentences or pictures are the conditions, or where it costs nothing and names the classes. */
export type OpenGenerator = (options: {
  tf: Tf;
  config: RunConfig;
  snapshot: Snapshot;
  openDataset: () => Promise<Dataset>;
}) => Promise<Generator>;

/** Networks and counts without training; `step` runs one real step for the caller to time. */
export type Describe = (options: { tf: Tf; config: RunConfig; dataset: Dataset }) => {
  networks: Description['networks'];
  step(): Promise<void>;
  tensorBytes(): number;
  dispose(): void;
};

/** The loop: play a step, measure what is due, report. It knows no recipe. */
export const openSession: OpenSession = async ({ tf, config, dataset, from, replays, beside = () => [] }) => {
  const game = openGame({ tf, config, dataset, replays });
  const notes: Measurement[] = from === null ? [] : game.restore(from);
  const observation = openObservation({ tf, config, dataset, game });
  const stop = stopRuleWatch(config.stop, from?.state.stopRule);
  const health = watchHealth({ state: from?.state.health });
  const { recording, steps } = config;

  async function* run(): AsyncGenerator<StepReport, Ending, void> {
    if (game.step === 0) {
      const measurements = watched([...notes.splice(0), ...(await observation.measure({})), ...beside()]);
      yield { step: 0, measurements, measured: true, checkpointDue: false };
    }
    while (game.step < steps) {
      const wantsGradients = recording.distributionsEvery > 0 && isDue(game.step + 1, recording.distributionsEvery);
      const outcome = await game.play({ keepGradients: wantsGradients });
      const observed = outcome.nonFinite === null ? await observation.measure(outcome.gradients) : [];
      const measurements = watched([...notes.splice(0), ...ownPoints(outcome), ...outcome.notes, ...observed, ...beside()]);
      outcome.dispose();
      const failure = outcome.nonFinite !== null && config.onNonFinite === 'end' ? outcome.nonFinite : null;
      const held = failure === null ? stop.see(measurements) : null;
      yield { step: game.step, measurements, measured: observed.length > 0, checkpointDue: isDue(game.step, recording.checkpointEvery) };
      if (failure !== null) return { as: 'failed', sentence: `${failure} The training ended there.` };
      if (held !== null) return { as: 'finished', sentence: held };
    }
    return { as: 'finished', sentence: `All ${steps} steps are done.` };
  }

  /** With what the health rules find in it. */
  function watched(measurements: Measurement[]): Measurement[] {
    return [...measurements, ...health.see(measurements).map((finding): Measurement => ({ type: 'finding', ...finding }))];
  }

  /** A loss that is not finite is recorded whatever the interval; nothing is measured on weights that it may have spoilt. */
  function ownPoints({ nonFinite, values }: StepOutcome): Measurement[] {
    const { step } = game;
    const isWanted = nonFinite !== null || step === 1 || step === steps || isDue(step, recording.pointsEvery);
    return isWanted ? [{ type: 'points', step, values }] : [];
  }

  return {
    get step() {
      return game.step;
    },
    run,
    snapshot: async () => {
      const { step, tensors, state } = await game.snapshot();
      return { step, tensors, state: { ...state, stopRule: stop.state(), health: health.state() } };
    },
    dispose() {
      observation.dispose();
      game.dispose();
    },
  };
};

function isDue(step: number, every: number): boolean {
  return every > 0 && step % every === 0;
}
