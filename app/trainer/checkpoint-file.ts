import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { checkpointFormat, checkpointName } from '../../shared/checkpoint-format.ts';
import { StudioError } from '../../shared/errors.ts';
import type { NamedTensor, Snapshot } from '../../shared/measurement.ts';
import type { RunConfig } from '../../shared/run-config.ts';
import { readSafetensors, writeSafetensors } from '../../shared/safetensors.ts';
import type { WrittenCheckpoint } from './home.ts';

/**
 * A checkpoint is one safetensors file: weights and optimiser slots as tensors; step, the engine's state (JSON)
 * and the run's config (JSON) in its metadata. Any safetensors reader can open it.
 */
export function encodeCheckpoint(snapshot: Snapshot, config: RunConfig): Uint8Array<ArrayBuffer> {
  return writeSafetensors(snapshot.tensors, {
    format: checkpointFormat,
    step: String(snapshot.step),
    state: JSON.stringify(snapshot.state),
    config: JSON.stringify(config),
  });
}

/** @throws StudioError invalid, with what is wrong with the bytes */
export function decodeCheckpoint(bytes: Uint8Array): { snapshot: Snapshot; config: RunConfig } {
  const { tensors, metadata } = readSafetensors(bytes);
  if (metadata.format !== checkpointFormat) throw new StudioError('invalid', 'These safetensors are not a checkpoint of Ganymede.');
  const weights: Record<string, NamedTensor> = {};
  for (const [name, { shape, data }] of Object.entries(tensors)) {
    if (data instanceof Float64Array) throw new StudioError('invalid', `Tensor ${name} of the checkpoint is float64; weights are float32.`);
    weights[name] = { shape, data };
  }
  return {
    snapshot: { step: Number(metadata.step), tensors: weights, state: JSON.parse(metadata.state) as Snapshot['state'] },
    config: JSON.parse(metadata.config) as RunConfig,
  };
}

/** @throws StudioError not-found, damaged where it is not what was recorded, invalid where it makes no sense */
export function readCheckpoint(file: string, sha256 = ''): Snapshot {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new StudioError('not-found', `The checkpoint ${basename(file)} can't be read; was it removed from the workspace?`, { cause });
  }
  if (sha256 !== '' && createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new StudioError('damaged', `The checkpoint ${basename(file)} is damaged: it is not what was recorded.`);
  try {
    return decodeCheckpoint(bytes).snapshot;
  } catch (cause) {
    throw new StudioError('invalid', `The checkpoint ${basename(file)} is damaged. ${(cause as Error).message}`, { cause });
  }
}

/** Written under a temporary name of this process, fsynced, renamed, and the folder fsynced: whole or not there. */
export function writeCheckpoint(folder: string, snapshot: Snapshot, config: RunConfig): WrittenCheckpoint {
  const bytes = encodeCheckpoint(snapshot, config);
  const file = join(folder, checkpointName(snapshot.step));
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    makeFolder(folder);
    writeWhole(temporary, bytes);
    renameSync(temporary, file);
    syncFolder(dirname(file));
  } catch (cause) {
    removeIfThere(temporary);
    throw explainWrite(cause, basename(file), bytes.length);
  }
  return { file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** Only the run's own: where the workspace is away, one made in its place would keep it from coming back. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function writeWhole(file: string, bytes: Uint8Array): void {
  const handle = openSync(file, 'w');
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function syncFolder(folder: string): void {
  // Windows can't open a folder; its rename is already durable enough (NTFS journal).
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function removeIfThere(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The first error is the one worth telling.
  }
}

function explainWrite(cause: unknown, name: string, bytes: number): StudioError {
  const code = (cause as NodeJS.ErrnoException).code;
  const size = `${(bytes / 1e6).toFixed(1)} MB`;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new StudioError(
      'disk-full',
      `The disk is full: the checkpoint ${name} (${size}) could not be written. Free some space and resume.`,
      {
        cause,
      },
    );
  }
  if (['ENOENT', 'ENOTDIR', 'EIO', 'EROFS', 'EACCES', 'EPERM'].includes(String(code))) {
    const sentence = `The checkpoint ${name} (${size}) could not be written: its folder or disk is away or can't be written (${code}).`;
    return new StudioError('unavailable', sentence, { cause });
  }
  return new StudioError('failed', `The checkpoint ${name} (${size}) could not be written: ${(cause as Error).message}.`, { cause });
}
