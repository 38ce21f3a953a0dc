import { sentenceOf, StudioError } from '../../shared/errors.ts';
import { type BackendChoice, type BackendDevice, type BackendName, backendNames, type Gpu, partsOf } from '../../shared/backend-choice.ts';
import type { BackendReport } from '../../shared/trainer-protocol.ts';
import { backends } from './backends/index.ts';
import type { TorchSource } from './backends/loading/load-torch.ts';
import { devicesOf } from './devices.ts';
import type { AdoptedLoop } from './kernels/loops.ts';
import { knownNumbers, referenceStep, timed } from './reference-step.ts';
import type { Tf } from './tensor.ts';

/** What a backend needs of the process it runs in; the engine itself touches no Node module and no window. */
export interface BackendHome {
  /** Bridges what tfjs-node 4.22 still expects of node:util and Node 23 took away. */
  prepareNode?(): void;
  /** A WebGPU `GPU` object, or null where there is none: npm webgpu (Dawn) under Node, navigator.gpu in a window. */
  gpu?(device: number | null): Promise<unknown | null>;
  /** The names of the adapters that WebGPU can be asked for, by their numbers. */
  adapters?(): Promise<string[]>;
  /** What NVIDIA's driver tells of its GPUs. */
  gpus?(): Promise<Gpu[]>;
  /** Where tfjs's .wasm files lie, with a slash at the end; left out where tfjs finds them beside itself. */
  wasmPath?: string;
  /** libtorch and the addon that reaches it. @throws StudioError unavailable saying what is missing */
  torch?(use: 'native' | 'cuda'): TorchSource;
  /** Which of several GPUs to compute on, counted from 0; left out: the first for `cuda`, the fastest for `webgpu`. */
  gpuIndex?: number;
  /** Threads that a run may compute with, this one included: wasm's setting. Left out, there is one, and more may come later. */
  threads?: number;
  /** What it takes to have more than one; left out where the process can't. */
  sharing?: Sharing;
  memoryBytes?: number;
  cores?: number;
  /** Milliseconds, for the reports; without it they carry no times. */
  now?(): number;
}

export interface Sharing {
  /** The bytes of one of tfjs's .wasm files. */
  wasmFile(name: string): Uint8Array<ArrayBuffer>;
  /** An address that fetch can load these bytes from. */
  addressOf(bytes: Uint8Array<ArrayBuffer>): string;
  /**
   * Runs the export `serve` of a WebAssembly module over a shared memory in a thread of its own; the export `fail` if that breaks off.
   * Resolves when the thread has begun, and calls `onEnd` when it is gone. Rejects where it never begins, and then nothing of it is left.
   * What it resolves with tells the thread of a further module over that memory, whose export `run` does tasks of `kind`.
   */
  startThread(work: { module: object; memory: object; task: number }, onEnd: () => void): Promise<(loop: AdoptedLoop) => void>;
}

/** One way to compute. The collection is backends/, its list backends/index.ts, best first. */
export interface Backend {
  name: BackendName;
  /** Loads tfjs and makes this the active backend. @throws StudioError unavailable, saying why and how to get it */
  open(home: BackendHome): Promise<ReadiedBackend>;
}
export interface ReadiedBackend {
  tf: Tf;
  /** The device that really computes. */
  device: string;
  /** What was asked for and can't be, as a sentence. */
  note?: string;
  /** The device's number among those of the backend (null where it can't be told), and its driver, where it knows them better than the system. */
  index?: number | null;
  driver?: string;
  /** Why `auto` goes on to what comes after it, where it does: what the device does, without a full stop. */
  passedOver?: string;
  /** Resolves with what to say when the device is lost or refuses a command: what it computes from then on is worth nothing. */
  broken?: Promise<StudioError>;
}

export interface OpenedBackend {
  tf: Tf;
  name: BackendName;
  device: string;
  /** What the driver tells of that device, where it can be asked. */
  facts: BackendDevice | null;
  broken: Promise<StudioError> | null;
  /** Why nothing better is used, where `auto` chose; null where there is nothing to say. */
  note: string | null;
}

/** The largest relative error of a backend that may train. */
const largestError = 0.01;

/**
 * Makes a backend the active one of this process. `auto` takes the best that computes the reference step right; `gpu` is the one to
 * use of several, where the choice leaves it open.
 * @throws StudioError unavailable
 */
export async function openBackend(choice: BackendChoice, home: BackendHome, gpu: number | null = null): Promise<OpenedBackend> {
  const { name: wanted, device: chosen } = partsOf(choice);
  const index = chosen ?? gpu;
  if (wanted !== 'auto') {
    const { tf, device, note, facts, broken } = await openedFor(wanted, home, index);
    return { tf, name: wanted, device, facts, broken, note: note ?? null };
  }
  const refusals: string[] = [];
  for (const { name } of backends) {
    try {
      const { tf, device, note, passedOver, facts, broken } = await openedFor(name, home, index);
      if (passedOver !== undefined) {
        refusals.push(`${name}: ${device} ${passedOver}.`);
        continue;
      }
      const notes = [...(note === undefined ? [] : [note]), ...(refusals.length === 0 ? [] : [`Not used: ${refusals.join(' ')}`])];
      return { tf, name, device, facts, broken, note: notes.length === 0 ? null : notes.join(' ') };
    } catch (error) {
      refusals.push(`${name}: ${sentenceOf(error)}`);
    }
  }
  throw new StudioError('unavailable', `No backend works on this machine. ${refusals.join(' ')}`);
}

/** Every backend tried for real, for `doctor`. The active backend afterwards is cpu: open the one to train with again. */
export async function reportBackends(home: BackendHome, names: readonly BackendName[] = backendNames): Promise<BackendReport[]> {
  const reports: BackendReport[] = [];
  for (const name of names) {
    try {
      const { tf, device, passedOver, error } = await opened(name, home);
      const milliseconds = await timing(tf, home);
      const said = passedOver === undefined ? '' : `It works, but ${passedOver}: auto never chooses it.`;
      reports.push({
        name,
        available: true,
        device,
        devices: await devicesOf(name, home),
        sentence: said,
        passedOver,
        milliseconds,
        error,
      });
    } catch (error) {
      reports.push({ name, available: false, device: '', devices: [], sentence: sentenceOf(error), milliseconds: null, error: null });
    }
  }
  return reports;
}

async function openedFor(name: BackendName, given: BackendHome, index: number | null) {
  const home = index === null ? given : { ...given, gpuIndex: index };
  const { tf, device, note, passedOver, driver, broken = null, index: found = index ?? 0 } = await opened(name, home);
  const facts = (await devicesOf(name, home)).find(({ choice }) => choice === `${name}:${found}`);
  return {
    tf,
    device,
    note,
    passedOver,
    broken,
    facts: facts === undefined ? null : { ...facts, driver: facts.driver ?? driver ?? null },
  };
}

/** Open, and proven by the reference step against known numbers. */
async function opened(name: BackendName, home: BackendHome): Promise<ReadiedBackend & { error: number }> {
  const backend = backends.find((candidate) => candidate.name === name)!;
  const readied = await backend.open(home);
  const numbers = await referenceStep(readied.tf);
  const error = Math.max(...numbers.map((value, at) => Math.abs(value - knownNumbers[at]!) / Math.max(Math.abs(knownNumbers[at]!), 0.01)));
  if (!(error <= largestError)) {
    throw new StudioError(
      'unavailable',
      `The backend ${name} on ${readied.device} computes wrong numbers (relative error ${error.toPrecision(2)} in a reference step); use another backend.`,
    );
  }
  return { ...readied, error };
}

/** Of the second of two, since the first compiles. */
async function timing(tf: Tf, { now }: BackendHome): Promise<number | null> {
  if (now === undefined) {
    return null;
  }
  await referenceStep(tf, timed);
  const start = now();
  await referenceStep(tf, timed);
  return now() - start;
}
