import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Writes what is read into a file, on the disk when it is done, and hashes it on the way; nothing of it is held, and nothing stays where it fails. */
export async function writeHashed(source: Readable, file: string, signal?: AbortSignal): Promise<{ hash: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  const measure = new Transform({
    transform(chunk, _encoding, next) {
      hash.update(chunk);
      bytes += chunk.length;
      next(null, chunk);
    },
  });
  await mkdir(dirname(file), { recursive: true });
  try {
    await pipeline(source, measure, createWriteStream(file, { flush: true }), { signal });
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
  return { hash: hash.digest('hex'), bytes };
}
