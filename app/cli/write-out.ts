import { createWriteStream } from 'node:fs';
import { access, chmod, constants, copyFile, lstat, mkdir, readlink, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { StudioError } from '../../shared/errors.ts';
import { plainPath } from '../plain-path.ts';

type Content = AsyncIterable<Uint8Array>;

/**
 * Writes a file as its content comes: whole or not at all, but where its folder takes no second file beside it. Links are followed; what
 * is no plain file (a device, a pipe, one of this process's own descriptors such as /dev/stdout) is written to as it is. `-` is standard
 * output.
 * @returns how many bytes
 * @throws StudioError invalid (a folder), disk-full, unavailable, and whatever the content throws
 */
export async function writeOut(
  path: string,
  content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  { signal }: { signal?: AbortSignal } = {},
): Promise<number> {
  let size = 0;
  let brokeOff: unknown;
  async function* counted() {
    try {
      for await (const chunk of content) {
        size += chunk.length;
        yield chunk;
      }
    } catch (error) {
      brokeOff = error;
      throw error;
    }
  }
  try {
    await writeTo(await placeOf(path), counted(), signal);
  } catch (cause) {
    if (cause === brokeOff || cause instanceof StudioError || signal?.aborted) throw cause;
    const full = cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC';
    throw new StudioError(
      full ? 'disk-full' : 'unavailable',
      `${path === '-' ? 'Standard output' : path} can't be written${full ? ': the disk is full' : ''}.`,
      { cause },
    );
  }
  return size;
}

/** Whether what is written there mixes with what this program says. */
export async function isStandardOutput(path: string): Promise<boolean> {
  const place = await placeOf(path).catch(() => null);
  return place?.kind === 'descriptor' && place.number === 1;
}

/** Whether what is written there is a file that others may stand beside: no device, pipe or descriptor. */
export async function isPlainFile(path: string): Promise<boolean> {
  return (await placeOf(path)).kind === 'file';
}

type Place =
  | { kind: 'descriptor'; number: number }
  /** A device, a pipe. */
  | { kind: 'stream'; path: string }
  | { kind: 'file'; path: string; mode: number | null };

const mostLinks = 40;

/** Behind all links. */
async function placeOf(asked: string): Promise<Place> {
  if (asked === '-') return { kind: 'descriptor', number: 1 };
  let path = resolve(plainPath(asked));
  for (let links = 0; links < mostLinks; links += 1) {
    const number = descriptorOf(path);
    if (number !== null) return { kind: 'descriptor', number };
    const isLink = (await lstat(path).catch(() => null))?.isSymbolicLink() === true;
    if (!isLink) break;
    path = resolve(dirname(path), await readlink(path));
  }
  const there = await stat(path).catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? null : Promise.reject(error)));
  if (there?.isDirectory()) throw new StudioError('invalid', `${asked} is a folder. Name a file in it.`);
  return there === null || there.isFile() ? { kind: 'file', path, mode: there && there.mode & 0o7777 } : { kind: 'stream', path };
}

/** The descriptor behind /dev/stdout, /dev/fd/N and the like; opened by such a name it would begin at its start again. */
function descriptorOf(path: string): number | null {
  const names = ['/dev/stdin', '/dev/stdout', '/dev/stderr'];
  if (process.platform !== 'win32' && names.includes(path)) return names.indexOf(path);
  const number = /^\/(?:dev|proc\/(?:self|\d+))\/fd\/(\d+)$/.exec(path)?.[1];
  return number === undefined ? null : Number(number);
}

async function writeTo(place: Place, content: Content, signal?: AbortSignal): Promise<void> {
  switch (place.kind) {
    case 'descriptor':
      if (place.number === 1) return pipeline(content, process.stdout, { end: false, signal });
      return pipeline(content, createWriteStream('', { fd: place.number, autoClose: false }), { signal });
    case 'stream':
      return pipeline(content, createWriteStream(place.path, { flags: constants.O_WRONLY as unknown as string }), { signal });
    case 'file':
      await mkdir(dirname(place.path), { recursive: true });
      if (place.mode !== null && !(await mayMakeFiles(dirname(place.path)))) return writeFile(place.path, content, { signal });
      return writeWhole(place.path, place.mode, content, signal);
  }
}

/** Under another name first; it keeps who may read it. */
async function writeWhole(file: string, mode: number | null, content: Content, signal?: AbortSignal): Promise<void> {
  const partial = `${file}.partial-${process.pid}`;
  try {
    await writeFile(partial, content, { signal, mode: mode ?? undefined });
    if (mode !== null) await chmod(partial, mode);
    await rename(partial, file).catch(async (error: NodeJS.ErrnoException) => {
      // A single file mounted into a container can't be replaced, only written.
      if (error.code !== 'EBUSY' && error.code !== 'EXDEV') throw error;
      await copyFile(partial, file);
      await rm(partial, { force: true });
    });
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

async function mayMakeFiles(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
}
