import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createTarDecoder } from 'modern-tar';
import { StudioError } from '../../shared/errors.ts';
import type { PublishedFile } from '../../shared/published.ts';

/**
 * Takes what is named out of a .tar.gz into a folder, under the last part of its path. No path of the archive is ever joined to one of the
 * disk: what is not named word for word, links included, is passed over.
 * @throws StudioError unavailable where something named is missing or of another length
 */
export async function unpack(
  archive: string,
  { name, members = [] }: PublishedFile,
  { folder, onBytes, signal }: { folder: string; onBytes(bytes: number): void; signal: AbortSignal },
): Promise<void> {
  const wanted = new Map(members.map(({ path, bytes }) => [path, bytes]));
  const source = Readable.toWeb(createReadStream(archive)) as ReadableStream<Uint8Array<ArrayBuffer>>;
  const entries = source.pipeThrough(new DecompressionStream('gzip')).pipeThrough(createTarDecoder());
  let done = 0;
  for await (const { header, body } of entries) {
    signal.throwIfAborted();
    const bytes = wanted.get(header.name);
    if (bytes === undefined || header.type !== 'file') {
      await body.cancel();
      continue;
    }
    const place = join(folder, header.name.split('/').at(-1)!);
    const written = await write(body, place, (count) => onBytes(done + count), signal);
    if (written !== bytes)
      throw new StudioError('unavailable', `${header.name} in ${name} is ${written} bytes long; it should be ${bytes}.`);
    done += bytes;
    wanted.delete(header.name);
  }
  const [lost] = wanted.keys();
  if (lost !== undefined) throw new StudioError('unavailable', `${name} does not hold ${lost}.`);
}

async function write(
  body: AsyncIterable<Uint8Array>,
  place: string,
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
): Promise<number> {
  await rm(place, { force: true });
  const into = await open(place, 'wx');
  try {
    let bytes = 0;
    for await (const chunk of body) {
      signal.throwIfAborted();
      await into.write(chunk);
      bytes += chunk.length;
      onBytes(bytes);
    }
    await into.sync();
    return bytes;
  } finally {
    await into.close();
  }
}
