import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { StudioError } from '../../../shared/errors.ts';
import { writeHashed } from '../../imports/write-hashed.ts';

/** Up to here a file is held in memory, and a picture that is to be shown. */
const mostHeld = { file: 64 * 1024, picture: 16_000_000 };
/** What a workspace without a disk takes. */
const mostWithoutDisk = 100_000_000;

export interface ReceivedFile {
  bytes: number;
  content: Uint8Array | { hash: string; file: string };
}

/** The body of a request, however long it is: what is large is hashed on its way into a file under `incoming`, and never held. */
export async function receiveFile(
  request: Request,
  { incoming, what }: { incoming: string | null; what: keyof typeof mostHeld },
): Promise<ReceivedFile> {
  const reader = request.body?.getReader();
  const held: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const next = await reader?.read();
    if (next === undefined || next.done) return { bytes, content: new Uint8Array(Buffer.concat(held)) };
    held.push(next.value);
    bytes += next.value.length;
    if (bytes <= mostHeld[what]) continue;
    if (incoming !== null) return toFile(held, reader!, incoming);
    if (bytes > mostWithoutDisk) throw new StudioError('invalid', 'The file is too large for a workspace without a folder.');
  }
}

async function toFile(held: Uint8Array[], reader: ReadableStreamDefaultReader<Uint8Array>, incoming: string): Promise<ReceivedFile> {
  const file = join(incoming, randomUUID());
  try {
    const { hash, bytes } = await writeHashed(Readable.from(chunks(held, reader)), file);
    return { bytes, content: { hash, file } };
  } catch (cause) {
    const isFull = (cause as NodeJS.ErrnoException).code === 'ENOSPC';
    throw new StudioError(isFull ? 'disk-full' : 'unavailable', `The file could not be written into ${incoming}.`, { cause });
  }
}

async function* chunks(held: Uint8Array[], reader: ReadableStreamDefaultReader<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* held;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
