import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { StudioError } from '../../shared/errors.ts';

export interface UnpackOptions {
  wheel: string;
  into: string;
  isWanted(path: string): boolean;
  onBytes(count: number): void;
  signal: AbortSignal;
}

/** A wheel is a zip file: those of its files that are wanted, streamed, since one alone may be 1.5 GB. @throws StudioError failed */
export async function unpackWheel({ wheel, into, isWanted, onBytes, signal }: UnpackOptions): Promise<void> {
  const file = await open(wheel, 'r');
  try {
    for (const entry of await readDirectory(file, wheel)) {
      if (!isWanted(entry.name)) continue;
      const target = normalize(join(into, entry.name));
      if (!target.startsWith(normalize(into) + sep))
        throw new StudioError('failed', `${wheel} holds a file outside of itself: ${entry.name}`);
      mkdirSync(dirname(target), { recursive: true });
      await unpackEntry(file, wheel, entry, target, onBytes, signal);
    }
  } finally {
    await file.close();
  }
}

interface Entry {
  name: string;
  isDeflated: boolean;
  packedBytes: number;
  bytes: number;
  offset: number;
}

// From PKWARE's APPNOTE: signatures and the lengths of the fixed parts.
const endRecord = { signature: 0x06054b50, length: 22 };
const directoryEntry = { signature: 0x02014b50, length: 46 };
const localEntry = { signature: 0x04034b50, length: 30 };
const longestComment = 65_536;

async function readDirectory(file: FileHandle, wheel: string): Promise<Entry[]> {
  const { size } = await file.stat();
  const tail = await read(file, Math.max(0, size - endRecord.length - longestComment), Math.min(size, endRecord.length + longestComment));
  const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new StudioError('failed', `${wheel} is no wheel, or not all of one.`);
  const directory = await read(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const entries: Entry[] = [];
  for (let at = 0; at + directoryEntry.length <= directory.length && directory.readUInt32LE(at) === directoryEntry.signature; ) {
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + directoryEntry.length, at + directoryEntry.length + nameLength),
      isDeflated: directory.readUInt16LE(at + 10) === 8,
      packedBytes: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    });
    at += directoryEntry.length + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  if (entries.length !== tail.readUInt16LE(end + 10)) throw new StudioError('failed', `${wheel} is no wheel, or not all of one.`);
  return entries;
}

async function unpackEntry(
  file: FileHandle,
  wheel: string,
  entry: Entry,
  target: string,
  onBytes: UnpackOptions['onBytes'],
  signal: AbortSignal,
) {
  const local = await read(file, entry.offset, localEntry.length);
  if (local.readUInt32LE(0) !== localEntry.signature) throw new StudioError('failed', `${wheel} is damaged at ${entry.name}.`);
  const start = entry.offset + localEntry.length + local.readUInt16LE(26) + local.readUInt16LE(28);
  let written = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      written += chunk.length;
      onBytes(chunk.length);
      done(null, chunk);
    },
  });
  // An empty file has no last byte to read up to.
  const packed = entry.packedBytes === 0 ? [] : createReadStream(wheel, { start, end: start + entry.packedBytes - 1 });
  const stages = entry.isDeflated ? [packed, createInflateRaw(), counting] : [packed, counting];
  await pipeline([...stages, createWriteStream(target, { mode: 0o755 })] as never, { signal });
  if (written !== entry.bytes) throw new StudioError('failed', `${wheel} is damaged at ${entry.name}.`);
}

async function read(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}
