import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { StudioError } from '../../shared/errors.ts';
import type { PublishedFile } from '../../shared/published.ts';
import { ask } from './ask.ts';

export interface FetchOptions {
  /** Asked one after another, with the file's name behind. */
  addresses: string[];
  /** Where the file comes to lie under its name. What has come of it lies beside, and the next try goes on from there. */
  place: string;
  onBytes(bytes: number): void;
  onChecking(): void;
  signal: AbortSignal;
  pause(milliseconds: number, signal: AbortSignal): Promise<void>;
  patience: number;
}

/** Tries in a row in which not one byte came. */
const mostTries = 4;
const firstPause = 1000;

/**
 * One file, whole and right at its place when this returns: fetched into `.part`, held against size and sha256, then renamed.
 * @throws StudioError unavailable with what each address said; the signal's reason
 */
export async function fetchFile(file: PublishedFile, options: FetchOptions): Promise<void> {
  const refusals: string[] = [];
  for (const address of options.addresses) {
    try {
      await fetchFrom(new URL(file.name, address), file, options);
      return;
    } catch (error) {
      options.signal.throwIfAborted();
      if (!(error instanceof StudioError) || error.code !== 'unavailable') throw error;
      refusals.push(error.message);
    }
  }
  throw new StudioError('unavailable', [...new Set(refusals)].join(' '));
}

async function fetchFrom(address: URL, file: PublishedFile, options: FetchOptions): Promise<void> {
  const { place, signal, pause, onChecking } = options;
  const part = `${place}.part`;
  let tries = 0;
  let wasRight = true;
  for (;;) {
    const before = sizeOf(part);
    const outcome = before === file.bytes ? 'whole' : await once(address, file, options);
    if (outcome === 'whole') {
      onChecking();
      if ((await digestOf(part, signal)) === file.sha256) break;
      forget(part);
      // Two halves of different files, or one that was changed on the disk: from the beginning it may be right.
      if (before > 0 && wasRight) {
        wasRight = false;
        continue;
      }
      throw new StudioError(
        'unavailable',
        `${address.host} gave a ${file.name} that is not the published one: its sha256 differs. It was deleted, and nothing of it is used.`,
      );
    }
    tries = sizeOf(part) > before ? 0 : tries + 1;
    if (tries >= mostTries) throw new StudioError('unavailable', outcome.sentence);
    await pause(firstPause * 2 ** tries, signal);
  }
  renameSync(part, place);
  rmSync(tagOf(part), { force: true });
}

/** One connection: goes on from what is there where the server can, and says how it ended. Throws what no further try would change. */
async function once(address: URL, file: PublishedFile, options: FetchOptions): Promise<'whole' | { sentence: string }> {
  const { place, signal, patience } = options;
  const part = `${place}.part`;
  const at = sizeOf(part);
  try {
    const answer = await ask(address, { headers: at === 0 ? {} : goingOn(part, at), signal, patience });
    try {
      const from = beginning(answer, at, file, address);
      if (from === null) {
        forget(part);
        return { sentence: `${address.host} can’t go on with ${file.name} from where it broke off.` };
      }
      await store(answer, { part, from, file, address, options });
    } finally {
      answer.destroy();
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof StudioError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EACCES' || code === 'EROFS') throw error;
    return { sentence: unreached(address, code ?? String(error)) };
  }
  if (sizeOf(part) === file.bytes) return 'whole';
  return { sentence: `The connection to ${address.host} broke off ${mostTries} times in a row before ${file.name} was whole.` };
}

/** Only of the same file as before; another is sent from its beginning. */
function goingOn(part: string, at: number): Record<string, string> {
  const tag = existsSync(tagOf(part)) ? readFileSync(tagOf(part), 'utf8') : '';
  return { range: `bytes=${at}-`, ...(tag === '' ? {} : { 'if-range': tag }) };
}

/** Where in the file the body begins; null where it has to be asked for anew. @throws StudioError unavailable */
function beginning({ statusCode = 0, headers }: IncomingMessage, at: number, { name, bytes }: PublishedFile, { host }: URL): number | null {
  if (statusCode === 206) {
    const [, from, of] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers['content-range'] ?? '') ?? [];
    return Number(from) === at && (of === '*' || Number(of) === bytes) ? at : null;
  }
  if (statusCode === 416) return null;
  if (statusCode === 200) {
    const said = headers['content-length'];
    if (said === undefined || Number(said) === bytes) return 0;
    throw new StudioError(
      'unavailable',
      `What ${host} has as ${name} is ${said} bytes long; the published one is ${bytes}. It was not fetched.`,
    );
  }
  // Busy or broken for now, which the next try may find otherwise.
  if (statusCode === 429 || statusCode >= 500) throw Object.assign(new Error('busy'), { code: `status ${statusCode}` });
  const why = statusCode === 404 || statusCode === 410 ? 'has no such file any more' : `answers with status ${statusCode}`;
  throw new StudioError('unavailable', `${host} ${why} (${name}).`);
}

interface Storing {
  part: string;
  from: number;
  file: PublishedFile;
  address: URL;
  options: FetchOptions;
}
async function store(answer: IncomingMessage, { part, from, file, address, options }: Storing): Promise<void> {
  if (from === 0) keepTag(part, answer.headers);
  const into = await open(part, from === 0 ? 'w' : 'a');
  try {
    let bytes = from;
    answer.setTimeout(options.patience, () => answer.destroy(Object.assign(new Error('no byte came'), { code: 'ETIMEDOUT' })));
    for await (const chunk of answer as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      if (bytes > file.bytes) {
        forget(part);
        throw new StudioError(
          'unavailable',
          `${address.host} sends more than the ${file.bytes} bytes that ${file.name} has. It was deleted.`,
        );
      }
      await into.write(chunk);
      options.onBytes(bytes);
    }
    await into.sync();
  } finally {
    await into.close();
  }
}

/** What the server calls this state of the file. A weak tag does not speak of bytes. */
function keepTag(part: string, headers: IncomingMessage['headers']): void {
  const { etag = '', 'last-modified': modified = '' } = headers;
  writeFileSync(tagOf(part), etag !== '' && !etag.startsWith('W/') ? etag : modified);
}

function tagOf(part: string): string {
  return `${part}.tag`;
}

function forget(part: string): void {
  rmSync(part, { force: true });
  rmSync(tagOf(part), { force: true });
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

export async function digestOf(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash, { signal });
  return hash.digest('hex');
}

function unreached({ host }: URL, code: string): string {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
      return `${host} can’t be reached: this machine seems to have no way to the network.`;
    case 'ECONNREFUSED':
      return `${host} refuses the connection.`;
    case 'ETIMEDOUT':
      return `${host} does not answer, or has stopped in the middle of it.`;
    case 'ECONNRESET':
    case 'EPIPE':
      return `The connection to ${host} broke off ${mostTries} times in a row.`;
    default:
      return `${host} could not be asked (${code}).`;
  }
}
