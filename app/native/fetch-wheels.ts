import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { StudioError } from '../../shared/errors.ts';
import type { WheelList } from './wheel-list.ts';

export interface FetchOptions {
  list: WheelList;
  python: string;
  /** Whole wheels of an earlier try are found here and not fetched again. */
  folder: string;
  onBytes(bytes: number): void;
  signal: AbortSignal;
}

/** How often the growing files are looked at. */
const lookEvery = 500;
const wordsKept = 4000;

/**
 * The wheels of a list by the user's own pip: its index, proxy and certificates are the user's, and every file is held against the
 * sha256 of the list. @throws StudioError unavailable with pip's own words
 */
export async function fetchWheels({ list, python, folder, onBytes, signal }: FetchOptions): Promise<string[]> {
  const [wheels, temporary, requirements] = [join(folder, 'wheels'), join(folder, 'tmp'), join(folder, 'requirements.txt')];
  mkdirSync(wheels, { recursive: true });
  mkdirSync(temporary, { recursive: true });
  writeFileSync(requirements, list.text);
  const looking = setInterval(() => onBytes(bytesIn(wheels) + bytesIn(temporary)), lookEvery);
  try {
    // What is there whole counts as found, also where the index can't be asked.
    const args = ['-m', 'pip', 'download', ...always, '--find-links', wheels, '--dest', wheels, '-r', requirements];
    await run(python, args, { ...process.env, TMPDIR: temporary }, signal);
  } finally {
    clearInterval(looking);
    rmSync(temporary, { recursive: true, force: true });
  }
  return await listed(list, wheels, signal);
}

/** An earlier try may have left what an earlier list asked for. */
async function listed({ wheels }: WheelList, folder: string, signal: AbortSignal): Promise<string[]> {
  const wanted = new Set(wheels.map(({ sha256 }) => sha256));
  const found: string[] = [];
  for (const path of readdirSync(folder).map((name) => join(folder, name))) {
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash, { signal });
    if (wanted.delete(hash.digest('hex'))) found.push(path);
  }
  const [lost] = wheels.filter(({ sha256 }) => wanted.has(sha256));
  if (lost === undefined) return found;
  throw new StudioError('unavailable', `pip said that all is fetched, but ${lost.name} ${lost.version} is not there.`);
}

/** One Python's wheels, whichever the user has: only the libraries inside are used. */
const platforms = ['2_28', '2_27', '2_25', '2_24', '2_18', '2_17', '2_12', '2_5'].map((version) => `manylinux_${version}_x86_64`);
const always = [
  ...['--no-deps', '--only-binary=:all:', '--require-hashes', '--no-cache-dir', '--disable-pip-version-check', '--no-input', '--quiet'],
  ...['--implementation', 'cp', '--python-version', '3.11', '--abi', 'cp311', '--abi', 'none'],
  ...[...platforms, 'manylinux2014_x86_64', 'manylinux2010_x86_64', 'manylinux1_x86_64'].flatMap((platform) => ['--platform', platform]),
];

function run(python: string, args: string[], env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(python, args, { env, stdio: ['ignore', 'ignore', 'pipe'], signal, killSignal: 'SIGTERM' });
    let words = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      words = (words + text).slice(-wordsKept);
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      // A cancelled one is waited for until it is gone, in 'close'.
      if (error.name === 'AbortError') return;
      reject(new StudioError('unavailable', `${python} could not be started (${error.code}); name a Python with pip by GANYMEDE_PYTHON.`));
    });
    child.on('close', (code) => {
      if (signal.aborted) reject(signal.reason);
      else if (code === 0) resolve();
      else reject(refusal(python, words));
    });
  });
}

function refusal(python: string, words: string): StudioError {
  if (/No space left|Errno 28/.test(words)) return new StudioError('disk-full', 'The disk is full; what was fetched is removed again.');
  if (/DO NOT MATCH THE HASHES/.test(words)) {
    return new StudioError('unavailable', 'A file that was fetched is not the one that is wanted (its sha256 differs); it was not used.', {
      cause: words,
    });
  }
  if (/No module named pip/.test(words)) {
    return new StudioError('unavailable', `${python} has no pip; install it (python3-pip), or name another Python by GANYMEDE_PYTHON.`);
  }
  const last = words
    .trim()
    .split('\n')
    .findLast((line) => line.startsWith('ERROR'));
  return new StudioError('unavailable', `pip could not fetch the libraries: ${last?.replace(/^ERROR: */, '') ?? 'it did not say why.'}`, {
    cause: words,
  });
}

function bytesIn(folder: string): number {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + (statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0), 0);
  } catch {
    return 0; // Gone while looking.
  }
}
