import type { Measurement, NamedTensor, Snapshot } from '../../shared/measurement.ts';
import type { RunConfig } from '../../shared/run-config.ts';
import type { Description, OutputShape } from '../../shared/trainer-protocol.ts';
import type { Dataset } from './dataset.ts';
import type { Tf } from './tensor.ts';

/** One training, from its first step or from a snapshot. Reads no clock, opens no file. */
export interface Session {
  /** Steps done so far. */
  readonly step: number;
  /** One report a step; the consumer pauses by not asking for the next and stops by `return()`. */
  run(): AsyncGenerator<StepReport, Ending, void>;
  /** May be called between two reports. */
  snapshot(): Snapshot;
  dispose(): void;
}
export interface StepReport {
  step: number;
  measurements: Measurement[];
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
}
export type OpenSession = (options: SessionOptions) => Promise<Session>;

/** A generator alone, for the latent lab and `sample`: from a snapshot's tensors; the dataset is not needed. */
export interface Generator {
  latentSize: number;
  classes: number | null;
  output: OutputShape;
  /** latents [n,latentSize]; → `pixels` [n,h,w,c] uint8 or `points` [n,d] float32. */
  generate(latents: NamedTensor, labels: Int32Array | null): Promise<Record<string, NamedTensor>>;
  dispose(): void;
}
export type OpenGenerator = (options: { tf: Tf; config: RunConfig; snapshot: Snapshot }) => Generator;

/** Networks and counts without training; with `steps` > 0 it runs that many real steps for the caller to time. */
export type Describe = (options: { tf: Tf; config: RunConfig; dataset: Dataset }) => {
  networks: Description['networks'];
  step(): Promise<void>;
  tensorBytes(): number;
  dispose(): void;
};
