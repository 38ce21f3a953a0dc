import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { StudioError } from '../../shared/errors.ts';

/**
 * Writes a file whole or not at all, as its content comes; `-` is standard output.
 * @returns how many bytes
 * @throws StudioError disk-full, unavailable, and the content's own
 */
export async function writeOut(
  path: string,
  content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  { signal }: { signal?: AbortSignal } = {},
): Promise<number> {
  let size = 0;
  async function* counted() {
    for await (const chunk of content) {
      size += chunk.length;
      yield chunk;
    }
  }
  try {
    await (path === '-' ? pipeline(counted, process.stdout, { end: false, signal }) : writeWhole(resolve(path), counted(), signal));
  } catch (cause) {
    if (cause instanceof StudioError || signal?.aborted) throw cause;
    const full = cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC';
    throw new StudioError(
      full ? 'disk-full' : 'unavailable',
      `${path === '-' ? 'Standard output' : path} can't be written${full ? ': the disk is full' : ''}.`,
      { cause },
    );
  }
  return size;
}

async function writeWhole(file: string, content: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<void> {
  const partial = `${file}.partial-${process.pid}`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(partial, content, { signal });
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
