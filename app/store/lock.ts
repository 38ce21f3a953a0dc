import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { StudioError } from '../../shared/errors.ts';

/** Kept from the garbage collector: a handle that nobody refers to any more is closed by it, and its lock is gone. */
const held = new Set<Database.Database>();

/**
 * One studio a workspace. The lock is an exclusive lock that the operating system holds on `studio.lock` for this process, taken
 * through SQLite: it goes when the process goes, by whatever death, so there is nothing stale to clear. `studio.lock.json` beside it
 * only says who holds it.
 * @throws StudioError workspace-locked
 */
export function lockWorkspace(folder: string, now: () => number): () => void {
  const holder = join(folder, 'studio.lock.json');
  const lock = new Database(join(folder, 'studio.lock'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY'))) throw error;
    throw new StudioError(
      'workspace-locked',
      `The workspace ${folder} is already open${describeHolder(holder)}. Close that studio first, or open another workspace.`,
      { cause: error },
    );
  }
  try {
    writeFileSync(holder, JSON.stringify({ pid: process.pid, host: hostname(), since: new Date(now()).toISOString() }));
  } catch {
    // A full disk: the lock holds all the same, only without a name.
  }
  held.add(lock);
  return () => {
    held.delete(lock);
    rmSync(holder, { force: true });
    lock.exec('ROLLBACK');
    lock.close();
  };
}

function describeHolder(file: string): string {
  try {
    const { pid, host, since } = JSON.parse(readFileSync(file, 'utf8'));
    return ` in process ${pid} on ${host} since ${since}`;
  } catch {
    return ' in another process'; // the holder has not written its name yet
  }
}
