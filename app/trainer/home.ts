import type { Dataset } from '../engine/dataset.ts';
import type { Tf } from '../engine/tensor.ts';
import type { Describe, OpenGenerator, OpenSession } from '../engine/train.ts';
import type { Architecture } from '../../shared/architecture.ts';
import type { ExtensionCode, Finding, Inspection } from '../../shared/extension.ts';
import type { BackendDevice, BackendName } from '../../shared/backend-choice.ts';
import type { StudioError } from '../../shared/errors.ts';
import type { Snapshot } from '../../shared/measurement.ts';
import type { Environment } from '../../shared/run.ts';
import type { DatasetConfig, RunConfig } from '../../shared/run-config.ts';
import type { BackendReport, Description, Order, Question, TrainerEvent } from '../../shared/trainer-protocol.ts';

/** What the trainer core needs of the process that it lives in; the core itself opens no file and knows no Node. */
export interface TrainerHome {
  /** Unix milliseconds. */
  now(): number;
  /** Lets orders arrive and events leave: resolves in a later turn of the event loop. */
  breathe(): Promise<void>;
  pause(milliseconds: number): Promise<void>;
  engine: {
    openSession: OpenSession;
    openGenerator: OpenGenerator;
    describe: Describe;
    architecture(config: RunConfig, state: object): Architecture | null;
    /** Holds a config's recipe to the contract of recipes. */
    check(options: { tf: Tf; config: RunConfig; dataset: Dataset }): Promise<Finding[]>;
  };
  /** From now on these files of the user's own are part of the engine, and no others. Each is run once. */
  extend(extensions: readonly ExtensionCode[]): Promise<void>;
  /** Reads a file of somebody's own. */
  inspect(question: Extract<Question, { kind: 'extension' }>): Promise<Inspection>;
  /** Loads tfjs and makes the backend the active one; cheap when it already is. @throws StudioError unavailable */
  ready(wanted: Pick<RunConfig, 'backend' | 'threads'>, gpu?: number | null): Promise<ReadyBackend>;
  /** Hears why what an opened backend computes is worth nothing any more: a device that is lost or refuses its work. */
  onBroken(listen: (why: StudioError) => void): void;
  /** The memory of what it computes on: the GPU's, or what this machine and 32-bit addresses leave; null where nobody tells. */
  room(backend: ReadyBackend): Promise<Description['deviceBytes']>;
  environment(backend: ReadyBackend, dataset: Dataset): Environment;
  /** What is used while it trains. */
  machine(backend: ReadyBackend): Machine;
  openDataset: OpenDataset;
  checkpoints: {
    /** Held against the hash that was recorded, where one was. @throws StudioError invalid, not-found, damaged */
    read(file: string, sha256?: string): Snapshot;
    /** Returns once the file is whole on the disk at its place. @throws StudioError disk-full, unavailable where its folder is away */
    write(folder: string, snapshot: Snapshot, config: RunConfig): WrittenCheckpoint;
  };
  backends(names?: BackendName[]): Promise<BackendReport[]>;
}

/** `onFile` hears of every file of the user's that was read; reading ends with a StudioError 'conflict' when isStopped says so. */
export type OpenDataset = (
  config: DatasetConfig,
  seed: number,
  options?: { onFile?: OnFile; isStopped?: () => boolean },
) => Promise<Dataset>;
export type OnFile = (files: number, of: number) => void;

export interface ReadyBackend {
  tf: Tf;
  name: string;
  device: string;
  facts: BackendDevice | null;
  /** Why nothing better is used; null where there is nothing to say. */
  note: string | null;
}

/** CPU, memory and GPU of the process and its machine, as series under `system/`. */
export interface Machine {
  sample(): Promise<Record<string, number>>;
  /** Why something of it is not told; null where there is nothing to say. */
  note: string | null;
}

export interface WrittenCheckpoint {
  file: string;
  bytes: number;
  sha256: string;
}

/** The trainer's side of the wire. */
export interface TrainerPort {
  post(event: TrainerEvent): void;
  onOrder(listen: (order: Order) => void): void;
  /** Ends the process after what was posted has left. */
  exit(code: number): void;
}
