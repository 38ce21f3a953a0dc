import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** Asking the system what is free takes longer than reading a small file, and that much is always there. */
const small = 64 * 2 ** 20;
/** Of the memory that is free; the rest is for the training. */
export const mostOfMemory = 0.8;
/** One call of the system reads no more than 2 GiB. */
const mostAtOnce = 1 << 30;
/** A pipe that took a file's place meanwhile would keep an open waiting for its writer. Windows has no such flag. */
const unwaiting = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** All of a regular file, or its first `most` bytes; also beyond the 2 GiB that one read of Node's takes. Throws with the end of a sentence. */
export function readRegularFile(path: string, most = Number.POSITIVE_INFINITY): Uint8Array {
  const file = openSync(path, unwaiting);
  try {
    const found = fstatSync(file);
    if (!found.isFile()) throw new Error('it is no file that can be read from its beginning to its end');
    const size = Math.min(most, found.size);
    const free = size > small ? process.availableMemory() : Number.POSITIVE_INFINITY;
    if (size > free * mostOfMemory) throw new TooLarge(size, free);
    const bytes = new Uint8Array(size);
    let at = 0;
    while (at < bytes.length) {
      const got = readSync(file, bytes, at, Math.min(mostAtOnce, bytes.length - at), at);
      if (got === 0) break;
      at += got;
    }
    return bytes.subarray(0, at);
  } finally {
    closeSync(file);
  }
}

/** Its message begins after the file's name. */
export class TooLarge extends Error {
  constructor(size: number, free: number) {
    super(
      `is ${gigabytes(size)}, and ${gigabytes(free)} of memory are free; a file is held in memory whole. Take a part of it, or a machine with more memory.`,
    );
  }
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1).replace('.0', '')} GB`;
}
