import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spool } from '../spool/folder.ts';

/** Whose the spool is: the claim is a folder that is put in its place with its content, so that it is never without a name. */
export function claim(folder: string, job: string): boolean {
  const mine = join(folder, `${spool.claim}.${job}.${process.pid}`);
  mkdirSync(mine, { recursive: true });
  writeFileSync(join(mine, spool.claimant), job);
  try {
    renameSync(mine, join(folder, spool.claim));
    return true;
  } catch (error) {
    rmSync(mine, { recursive: true, force: true });
    // Another folder that is not empty is in that place.
    if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(String((error as NodeJS.ErrnoException).code))) throw error;
    return claimant(folder) === job;
  }
}

/** The job that has the spool; null where none does. */
export function claimant(folder: string): string | null {
  try {
    return readFileSync(join(folder, spool.claim, spool.claimant), 'utf8');
  } catch {
    return null;
  }
}
