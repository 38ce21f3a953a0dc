import type { Architecture } from './architecture.ts';
import type { ErrorCode, Issue } from './errors.ts';
import type { ExtensionCode, Finding, Inspection } from './extension.ts';
import type { ExtensionHashes } from './extension-hashes.ts';
import type { DataKind } from './params.ts';
import type { BackendChoice, BackendDevice, BackendName } from './backend-choice.ts';
import type { DatasetConfig, RunConfig } from './run-config.ts';
import type { Environment } from './run.ts';
import type { Measurement, NamedTensor, SampleKind, SampleMeta } from './measurement.ts';

/**
 * Everything that may cross between the studio and a trainer process: orders in, events out, as plain data.
 * A trainer trains one run, or answers questions (the workbench), never both.
 */
export type Order =
  | TrainOrder
  | { type: 'pause' }
  | { type: 'continue' }
  | { type: 'checkpoint' }
  /** Ask to end after this step, with a checkpoint. After `ended`, or where nothing is trained: leave. */
  | { type: 'stop' }
  /** The recorder has committed everything up to and with this batch. */
  | { type: 'acknowledge'; batch: number }
  /** `extensions`: the user's own files that the question is about; they are loaded first. */
  | { type: 'ask'; id: number; question: Question; extensions: ExtensionCode[] };

export interface TrainOrder {
  type: 'train';
  run: string;
  config: RunConfig;
  /** The user's own files that it is made of, as the run keeps them. */
  extensions: ExtensionCode[];
  /** Of several GPUs the one to use, where the config leaves it open. */
  gpu: number | null;
  /** Absolute path of the checkpoint to go on from; null starts at step 0. */
  from: string | null;
  /** Of the file to go on from, as it was recorded; left out where none was. Other bytes are refused as damaged. */
  sha256?: string;
  /** Absolute path of the folder that takes this run's checkpoint files. */
  checkpointFolder: string;
  /** Unix milliseconds: all that the run has recorded so far, by whatever clock, was before this. */
  notBefore: number;
  /** A fork keeps weights, optimiser and random states of its parent, and draws on; a resume likewise. */
  lineage: 'new' | 'resume' | 'fork';
  /** The step after which it rests, with a checkpoint, though its config has more; null trains to the end. */
  until: number | null;
}

export type Question =
  | { kind: 'describe'; config: RunConfig }
  /** Whether a training with this config could go on from the checkpoint. */
  | { kind: 'fit'; config: RunConfig; checkpoint: string; sha256?: string }
  | { kind: 'preview'; dataset: DatasetConfig; seed: number; count: number; extensions?: ExtensionHashes }
  /** Load a checkpoint's generator and keep it warm under `generator`. */
  | { kind: 'open'; generator: string; checkpoint: string; sha256?: string; config: RunConfig }
  /** `exact`: in the data's own range as float32, with the condition. */
  | { kind: 'generate'; generator: string; latents: NamedTensor; labels: Int32Array | null; exact?: boolean }
  /** A few real examples as latents. */
  | { kind: 'encode'; generator: string }
  /** What the networks are, where the recipe is not one of ours; `state` is a checkpoint's. */
  | { kind: 'architecture'; config: RunConfig; state: Record<string, unknown> }
  /** Holds a recipe of the user's own to the contract that ours pass, on the data of this config. */
  | { kind: 'check'; config: RunConfig }
  /** Reads a file of somebody's own: its syntax, and where it may be run what it declares. Asked of a process that does nothing else. */
  | { kind: 'extension'; file: string; sha256: string; text: string; mayRun: boolean }
  | { kind: 'close'; generator: string }
  /** Those that are named, else all. */
  | { kind: 'backends'; names?: BackendName[] };

export type TrainerEvent =
  /** Sent once after launch, before any order is read. A trainer in a cluster's queue says where it is. */
  | { type: 'hello'; pid: number; job?: string; host?: string }
  /** Data is being read from the user's disk; no order is heard until it is. */
  | { type: 'reading'; files: number; of: number }
  | { type: 'ready'; environment: Environment; step: number }
  | BatchEvent
  | CheckpointEvent
  | { type: 'paused'; step: number }
  | { type: 'continued'; step: number }
  /** A checkpoint can't be written for now (a sentence), or was after all (null); until then no step is made. */
  | { type: 'waiting'; sentence: string | null }
  /** Of a trainer in a cluster's queue: its node was wanted back (TERM) or its time was over (USR2). With a checkpoint of that step; another start goes on. */
  | { type: 'left'; signal: 'TERM' | 'USR2'; step: number }
  /** The last event of a training; the process leaves on the `stop` that answers it, so that no event is lost. */
  | { type: 'ended'; as: 'finished' | 'stopped' | 'failed'; step: number; sentence: string; details?: string }
  /** How far the answer is. */
  | { type: 'progress'; id: number; progress: Measuring }
  | { type: 'answer'; id: number; answer: Answer }
  | { type: 'refusal'; id: number; code: ErrorCode; sentence: string; issues: Issue[]; details?: string };

/** Measurements of about 50 ms or 256 items, whichever comes first. Numbers count up from 1. */
export interface BatchEvent {
  type: 'batch';
  batch: number;
  /** Unix milliseconds at which each measurement was taken, same order. */
  times: Float64Array;
  measurements: Measurement[];
  progress: { step: number; stepsPerSecond: number | null; tensors: number; tensorBytes: number };
}

/** Sent after the file was written to a temporary name, fsynced and renamed. */
export interface CheckpointEvent {
  type: 'checkpoint';
  step: number;
  file: string;
  bytes: number;
  sha256: string;
  reason: 'schedule' | 'asked' | 'rest' | 'stop' | 'end';
}

export type Answer =
  | { kind: 'describe'; description: Description }
  /** Null where it fits, else the sentence that says what does not. */
  | { kind: 'fit'; misfit: string | null }
  | { kind: 'preview'; preview: Preview }
  | ({ kind: 'open'; generator: string } & GeneratorShape)
  | { kind: 'generate'; tensors: Record<string, NamedTensor>; milliseconds: number }
  | { kind: 'encode'; tensors: Record<string, NamedTensor> }
  | { kind: 'architecture'; architecture: Architecture | null }
  | { kind: 'check'; findings: Finding[] }
  /** Unchecked: a stranger's code may have had its hand in it. */
  | { kind: 'extension'; inspection: Inspection }
  | { kind: 'close' }
  | { kind: 'backends'; backends: BackendReport[] };

/** What a checkpoint's generator takes and makes. */
export interface GeneratorShape {
  latentSize: number;
  /** What each stretch of a latent is; one part where the recipe says nothing. */
  parts: LatentPart[];
  /** How many conditions there are to choose from (classes, where it is conditioned on a class); null where it takes none. */
  classes: number | null;
  conditions: Conditions | null;
  /** Whether real examples can be told as latents. */
  encodes: boolean;
  output: OutputShape;
}
/** What can be chosen beside a latent. A label is an index into `names`: a class, a sentence of the data, or one of its pictures. */
export interface Conditions {
  kind: 'class' | 'sentence' | 'picture';
  names: string[];
}
/** A stretch of a latent: plain noise, or a code that stands for something (InfoGAN). */
export interface LatentPart {
  name: string;
  from: number;
  size: number;
  /** categorical: one-hot. noise: uniform in 0…1, one for each value that is drawn (autoregressive). */
  kind: 'normal' | 'uniform' | 'categorical' | 'noise';
  /** Of a normal without its tails: drawn again where it lies further from 0. */
  within?: number;
}
export type OutputShape =
  | { kind: 'points'; dimensions: number }
  | { kind: 'pictures'; size: number; channels: number }
  | { kind: 'voxels'; size: number }
  | { kind: 'sound'; length: number; rate: number };

/** A description while it is measured: the networks, and how many steps have been taken of at most how many. */
export interface Measuring {
  networks: Description['networks'];
  backend: string;
  steps: number;
  of: number;
}

/** A network summary and an estimate, measured by a few real steps where `measured`. */
export interface Description {
  networks: { name: string; layers: { name: string; kind: string; output: number[]; parameters: number }[]; parameters: number }[];
  backend: string;
  millisecondsPerStep: number;
  /** Held between two steps. */
  tensorBytes: number;
  /** At the height of a step: weights, activations, gradients and the batch together. */
  peakBytes: number;
  /** Of what it would compute on; null where nobody tells. */
  deviceBytes: { whole: number; free: number } | null;
  measured: boolean;
}

export interface Preview {
  kind: DataKind;
  sampleKind: SampleKind;
  /** As a sample of that kind; beside them `labels` and, of known factors, `factor/<name>`, each [n]. */
  tensors: Record<string, NamedTensor>;
  meta: SampleMeta;
  /** How many examples there are; null for a generator without end. */
  examples: number | null;
  classes: string[] | null;
  /** Files left out and why, and the like. */
  notes: string[];
}

/** What `doctor` prints: a real probe of each backend. */
export interface BackendReport {
  name: string;
  available: boolean;
  device: string;
  /** Each one that a run may name; none where there is but one. */
  devices: BackendDevice[];
  /** Why it is not available and how to get it, or why `auto` passes it over; else empty. */
  sentence: string;
  /** What the device does that `auto` passes it over for. */
  passedOver?: string;
  /** Milliseconds of a fixed reference step, and the largest relative error against cpu; null where unavailable. */
  milliseconds: number | null;
  error: number | null;
}

/** The wire under the protocol; implementations live with the doors. */
export interface TrainerTransport {
  post(order: Order): void;
  onEvent(listen: (event: TrainerEvent) => void): void;
  /** `code` null where a signal ended it. */
  onExit(listen: (exit: { code: number | null; signal: string | null; stderr: string }) => void): void;
  kill(): void;
  readonly pid: number | undefined;
}
/**
 * `backend` is what the process will be asked to compute on: not every home has every one. One that is confined reads a stranger's file and
 * nothing else: where the home can, it writes no file, starts no process and has little memory.
 */
export type LaunchTrainer = (options: { name: string; backend: BackendChoice; isConfined?: boolean }) => TrainerTransport;
