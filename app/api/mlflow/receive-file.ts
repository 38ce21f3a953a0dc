import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StudioError } from '../../../shared/errors.ts';

/** Up to here a file is held in memory: pictures are, so that they can be shown. */
const mostHeld = 16_000_000;
/** What a workspace without a disk takes. */
const mostWithoutDisk = 100_000_000;

export interface ReceivedFile {
  bytes: number;
  content: Uint8Array | { hash: string; file: string };
}

/** The body of a request, however long it is: what is large is hashed on its way into a file under `incoming`, and never held. */
export async function receiveFile(request: Request, incoming: string | null): Promise<ReceivedFile> {
  const reader = request.body?.getReader();
  const held: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const next = await reader?.read();
    if (next === undefined || next.done) return { bytes, content: new Uint8Array(Buffer.concat(held)) };
    held.push(next.value);
    bytes += next.value.length;
    if (bytes <= mostHeld) continue;
    if (incoming !== null) return toFile(held, reader!, incoming);
    if (bytes > mostWithoutDisk) throw new StudioError('invalid', 'The file is too large for a workspace without a folder.');
  }
}

async function toFile(held: Uint8Array[], reader: ReadableStreamDefaultReader<Uint8Array>, incoming: string): Promise<ReceivedFile> {
  const file = join(incoming, randomUUID());
  const hash = createHash('sha256');
  let bytes = 0;
  const measure = new Transform({
    transform(chunk, _encoding, next) {
      hash.update(chunk);
      bytes += chunk.length;
      next(null, chunk);
    },
  });
  await mkdir(incoming, { recursive: true });
  try {
    await pipeline(Readable.from(chunks(held, reader)), measure, createWriteStream(file, { flush: true }));
  } catch (cause) {
    await rm(file, { force: true });
    const isFull = (cause as NodeJS.ErrnoException).code === 'ENOSPC';
    throw new StudioError(isFull ? 'disk-full' : 'unavailable', `The file could not be written into ${incoming}.`, { cause });
  }
  return { bytes, content: { hash: hash.digest('hex'), file } };
}

async function* chunks(held: Uint8Array[], reader: ReadableStreamDefaultReader<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* held;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
