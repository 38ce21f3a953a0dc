import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { StudioError } from '../../shared/errors.ts';
import { inspection } from '../../shared/extension.ts';

/** A text that its user has seen and trusts, what it is without types, and what it declares. */
const trusted = inspection.extend({
  name: z.string(),
  file: z.string(),
  path: z.string(),
  sha256: z.string(),
  text: z.string(),
  at: z.number(),
});
export type Trusted = z.infer<typeof trusted>;

/** What a user trusts, by hash. It is the user's, not the workspace's: whoever opens another's workspace trusts nothing of it yet. */
export interface Trust {
  get(sha256: string): Trusted | null;
  /** Whether another text of this file was trusted before. */
  knewFile(path: string): boolean;
  /** The text of this file that was trusted last, before this one. */
  lastOf(path: string, but: string): { sha256: string; text: string } | null;
  /** @throws StudioError unavailable */
  put(of: Trusted): void;
  remove(sha256: string): boolean;
}

/** Beside the libraries that were fetched; GANYMEDE_TRUST names another folder. */
export function trustFolder(): string {
  const { GANYMEDE_TRUST, XDG_DATA_HOME, LOCALAPPDATA } = process.env;
  if (GANYMEDE_TRUST) return GANYMEDE_TRUST;
  if (process.platform === 'win32') return join(LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'ganymede', 'trusted');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'ganymede', 'trusted');
  return join(XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'ganymede', 'trusted');
}

export function openTrust(folder: string): Trust {
  const known = new Map<string, Trusted | null>();
  const fileOf = (sha256: string) => join(folder, `${sha256}.json`);

  function get(sha256: string): Trusted | null {
    if (!/^[0-9a-f]{64}$/.test(sha256)) return null;
    const found = known.get(sha256) ?? read(fileOf(sha256), sha256);
    known.set(sha256, found);
    return found;
  }

  return {
    get,
    knewFile(path) {
      return hashesIn(folder).some((sha256) => get(sha256)?.path === path);
    },
    lastOf(path, but) {
      const earlier = hashesIn(folder)
        .flatMap((sha256) => get(sha256) ?? [])
        .filter((one) => one.path === path && one.sha256 !== but);
      const last = earlier.sort((a, b) => b.at - a.at)[0];
      return last === undefined ? null : { sha256: last.sha256, text: last.text };
    },
    put(of) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        writeFileSync(`${fileOf(of.sha256)}.new`, JSON.stringify(of), { mode: 0o600 });
        renameSync(`${fileOf(of.sha256)}.new`, fileOf(of.sha256));
      } catch (cause) {
        throw new StudioError('unavailable', `That ${of.file} is trusted could not be written in ${folder}; make the folder writable.`, {
          cause,
        });
      }
      known.set(of.sha256, of);
    },
    remove(sha256) {
      const wasThere = get(sha256) !== null;
      rmSync(fileOf(sha256), { force: true });
      known.set(sha256, null);
      return wasThere;
    },
  };
}

export function hashOf(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

/** One whose text is not what its name says was made by nobody who saw that text. */
function read(file: string, sha256: string): Trusted | null {
  try {
    const found = trusted.parse(JSON.parse(readFileSync(file, 'utf8')));
    return found.sha256 === sha256 && hashOf(found.text) === sha256 ? found : null;
  } catch {
    return null;
  }
}

function hashesIn(folder: string): string[] {
  try {
    return readdirSync(folder).flatMap((file) => /^([0-9a-f]{64})\.json$/.exec(file)?.[1] ?? []);
  } catch {
    return [];
  }
}
