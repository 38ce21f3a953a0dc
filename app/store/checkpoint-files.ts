import { createHash } from 'node:crypto';
import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readdirSync, readFileSync, readSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { checkpointFormat, checkpointName } from '../../shared/checkpoint-format.ts';

/** Hashed at once, where the studio may wait for it; a larger file keeps an empty hash until it is first read. */
const hashedAtOnce = 64 * 1024 * 1024;
const largestHeader = 100_000_000;

/** The names of the files that are really there: a link whose end is away is none. Empty where the folder itself is away. */
export function filesIn(folder: string): Set<string> {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return new Set(
      entries.filter((entry) => entry.isFile() || (entry.isSymbolicLink() && existsSync(join(folder, entry.name)))).map(({ name }) => name),
    );
  } catch {
    return new Set();
  }
}

/** Those of these files that are checkpoints by their name, half-written ones left out. */
export function checkpointNames(files: Iterable<string>): string[] {
  return [...files].filter((name) => /^step-\d+\.safetensors$/.test(name));
}

/**
 * Half-written ones of earlier steps: a later whole checkpoint makes them worthless. Not of this one, which its trainer may be writing
 * once more, since it was asked to.
 */
export function outlivedHalves(files: Iterable<string>, step: number): string[] {
  return [...files].filter((name) => {
    const half = /^step-(\d+)\.safetensors(\.\d+)?\.tmp$/.exec(name);
    return half !== null && Number(half[1]) < step;
  });
}

export interface FoundCheckpoint {
  step: number;
  bytes: number;
  /** As it was written into the file. */
  config: unknown;
}

/**
 * What a file says of itself, without its weights; null where it is no whole checkpoint of its name's step.
 * @throws what the file system says where it can't be read: then nobody knows what it is
 */
export function inspectCheckpoint(folder: string, name: string): FoundCheckpoint | null {
  const file = join(folder, name);
  try {
    const handle = openSync(file, 'r');
    try {
      const { size } = fstatSync(handle);
      const length = Number(readAt(handle, 0, 8).readBigUInt64LE(0));
      if (length > largestHeader || 8 + length > size) return null;
      const { __metadata__: said, ...tensors } = JSON.parse(readAt(handle, 8, length).toString('utf8'));
      const ends = Object.values(tensors as Record<string, { data_offsets: [number, number] }>).map(({ data_offsets: [, end] }) => end);
      const step = Number(said?.step);
      if (8 + length + Math.max(0, ...ends) !== size || said?.format !== checkpointFormat || checkpointName(step) !== name) return null;
      return { step, bytes: size, config: JSON.parse(said.config) };
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    if (isOfFileSystem(error)) throw error;
    return null;
  }
}

/** Empty where the file is too large to be read in passing. @throws what the file system says where it can't be read */
export function hashInPassing(file: string, bytes: number): string {
  return bytes <= hashedAtOnce ? createHash('sha256').update(readFileSync(file)).digest('hex') : '';
}

/** Such as no permission, a failing disk, too many open files: nothing that the file itself is to blame for. */
export function isOfFileSystem(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}

/** Moves a file into `aside/` of its folder, under a name that is free there. @returns where it lies now; its old place where it can't be moved */
export function setAside(folder: string, name: string): string {
  const aside = join(folder, 'aside');
  try {
    mkdirSync(aside, { recursive: true });
    let place = join(aside, name);
    for (let copy = 2; existsSync(place); copy += 1) place = join(aside, `${copy}-${name}`);
    renameSync(join(folder, name), place);
    return place;
  } catch {
    return join(folder, name);
  }
}

function readAt(handle: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const read = readSync(handle, bytes, filled, length - filled, position + filled);
    if (read === 0) throw new Error('the file ends before its header does');
    filled += read;
  }
  return bytes;
}
