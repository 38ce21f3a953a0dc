import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NativeLibraries, NativeProgress, NativeUse } from '../../shared/api/native.ts';
import { StudioError } from '../../shared/errors.ts';
import type { BackendReport } from '../../shared/trainer-protocol.ts';
import { chosenFile, nativeFolder } from '../trainer/torch/find-torch.ts';
import { fetchWheels } from './fetch-wheels.ts';
import { describePlans, planFor, type Plan } from './plan.ts';
import { userPython } from './python.ts';
import { unpackWheel } from './unpack-wheel.ts';
import { isWanted } from './wheel-list.ts';

export interface InstallerOptions {
  /** The folder of the lists, native-cpu.txt and its like. */
  lists: string;
  /** The backend tried in a process of its own, which finds what is chosen by then. @throws what the signal was aborted with, or its like */
  tryBackend(use: NativeUse, signal: AbortSignal): Promise<BackendReport>;
  freeBytes?(folder: string): number;
}

/** Fetches or takes over a libtorch, proves it by the reference step, and keeps what passes. One at a time. */
export interface Installer {
  look(): Promise<NativeLibraries>;
  now(): NativeProgress;
  /** @throws StudioError conflict while one is on its way, unavailable where there is nothing to be had */
  start(use: NativeUse): Promise<NativeProgress>;
  cancel(): Promise<NativeProgress>;
  close(): Promise<void>;
}

export function openInstaller({ lists, tryBackend, freeBytes = freeIn }: InstallerOptions): Installer {
  let now: NativeProgress = { state: 'idle' };
  let working: { abort: AbortController; ended: Promise<void> } | null = null;

  async function start(use: NativeUse): Promise<NativeProgress> {
    if (working !== null) throw new StudioError('conflict', 'A library is being installed already; wait for it, or cancel it.');
    const abort = new AbortController();
    working = { abort, ended: Promise.resolve() };
    let plan: Plan;
    try {
      plan = await planFor(use, lists);
    } catch (error) {
      working = null;
      throw error;
    }
    report(use, 'downloading', 0, plan.kind === 'fetch' ? plan.list.downloadBytes : 0);
    const ended = install(use, plan, abort.signal)
      .then(
        (done) => {
          now = done;
        },
        (error: unknown) => {
          const sentence = error instanceof Error ? error.message : String(error);
          now = abort.signal.aborted
            ? { state: 'cancelled', use, sentence: 'Cancelled; what was fetched whole is kept for the next time.' }
            : { state: 'failed', use, sentence };
        },
      )
      .finally(() => {
        working = null;
      });
    working = { abort, ended };
    return now;
  }

  async function install(use: NativeUse, plan: Plan, signal: AbortSignal): Promise<NativeProgress> {
    if (plan.kind === 'there') return await prove(use, plan.torch.folder, signal);
    const part = `${plan.folder}.part`;
    try {
      const made = await fetchTree(use, plan, part, signal);
      const proven = () => prove(use, join(plan.folder, 'torch', 'lib'), signal);
      const done = await inPlaceOf(plan.folder, made, join(part, 'replaced'), proven);
      rmSync(part, { recursive: true, force: true });
      return done;
    } catch (error) {
      // A cancelled one goes on where it was; anything else begins anew.
      rmSync(signal.aborted ? join(part, 'tree') : part, { recursive: true, force: true });
      throw isFull(error) ? new StudioError('disk-full', 'The disk is full; what was fetched is removed again.', { cause: error }) : error;
    }
  }

  /** The libraries of the plan's wheels, in a folder under `part`. */
  async function fetchTree(use: NativeUse, plan: Extract<Plan, { kind: 'fetch' }>, part: string, signal: AbortSignal): Promise<string> {
    signal.throwIfAborted();
    checkSpace(plan, freeBytes);
    const { downloadBytes, unpackedBytes } = plan.list;
    const onFetched = (bytes: number) => report(use, 'downloading', Math.min(bytes, downloadBytes), downloadBytes);
    const wheels = await fetchWheels({ list: plan.list, python: userPython(), folder: part, onBytes: onFetched, signal });
    const tree = join(part, 'tree');
    rmSync(tree, { recursive: true, force: true });
    mkdirSync(tree, { recursive: true });
    let unpacked = 0;
    const onBytes = (count: number) => {
      unpacked += count;
      report(use, 'unpacking', Math.min(unpacked, unpackedBytes), unpackedBytes);
    };
    for (const wheel of wheels) await unpackWheel({ wheel, into: tree, isWanted: (path) => isWanted(use, path), onBytes, signal });
    return tree;
  }

  /** What does not compute the reference step right is not chosen. */
  async function prove(use: NativeUse, folder: string, signal: AbortSignal): Promise<NativeProgress> {
    signal.throwIfAborted();
    report(use, 'trying', 0, 0);
    const before = readChosen();
    writeChosen({ ...before, [use]: folder });
    try {
      const { available, device, sentence } = await tryBackend(use, signal);
      if (!available) throw new StudioError('unavailable', `It does not work here. ${sentence}`.trim());
      return { state: 'done', use, device, folder };
    } catch (error) {
      writeChosen(before);
      throw error;
    }
  }

  function report(use: NativeUse, phase: 'downloading' | 'unpacking' | 'trying', bytes: number, of: number): void {
    now = { state: 'working', use, phase, bytes, of };
  }

  async function cancel(): Promise<NativeProgress> {
    const current = working;
    current?.abort.abort(new StudioError('conflict', 'Cancelled.'));
    await current?.ended;
    return now;
  }

  return {
    look: async () => ({ plans: await describePlans(lists), now }),
    now: () => now,
    start,
    cancel,
    close: async () => {
      await cancel();
    },
  };
}

/** Lays `made` where `folder` is; what was there comes back where the new one is not proven, and goes by way of `replaced` where it is. */
async function inPlaceOf<Proven>(folder: string, made: string, replaced: string, prove: () => Promise<Proven>): Promise<Proven> {
  const before = `${folder}.before`;
  const restore = () => {
    if (!existsSync(before)) return;
    rmSync(folder, { recursive: true, force: true });
    renameSync(before, folder);
  };
  // A studio that fell while it tried left the one that works aside.
  restore();
  if (existsSync(folder)) renameSync(folder, before);
  renameSync(made, folder);
  try {
    const proven = await prove();
    // By one rename: half removed, it must not come back.
    rmSync(replaced, { recursive: true, force: true });
    if (existsSync(before)) renameSync(before, replaced);
    return proven;
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    restore();
    throw error;
  }
}

type Chosen = Partial<Record<NativeUse, string>>;

function readChosen(): Chosen {
  try {
    return JSON.parse(readFileSync(join(nativeFolder(), chosenFile), 'utf8')) as Chosen;
  } catch {
    return {};
  }
}

function writeChosen(chosen: Chosen): void {
  mkdirSync(nativeFolder(), { recursive: true });
  const place = join(nativeFolder(), chosenFile);
  writeFileSync(`${place}.${process.pid}`, `${JSON.stringify(chosen, null, 2)}\n`);
  renameSync(`${place}.${process.pid}`, place);
}

function checkSpace({ list, folder }: Extract<Plan, { kind: 'fetch' }>, freeBytes: (folder: string) => number): void {
  mkdirSync(nativeFolder(), { recursive: true });
  const needed = list.downloadBytes + list.unpackedBytes;
  const free = freeBytes(nativeFolder());
  if (free >= needed) return;
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
  throw new StudioError('disk-full', `${folder} needs ${gigabytes(needed)} while it is made, and ${gigabytes(free)} are free.`);
}

function freeIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

function isFull(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | null)?.code === 'ENOSPC';
}
