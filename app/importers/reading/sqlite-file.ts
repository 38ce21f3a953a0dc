import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { StudioError } from '../../../shared/errors.ts';
import type { ForeignDatabase, LeftOut } from '../../importer.ts';

/** Told by its name and its first bytes; nothing is opened that is not one. */
export function isSqlite(file: string): boolean {
  if (!/\.(db|sqlite3?)$/.test(file)) return false;
  const head = Buffer.alloc(16);
  try {
    const handle = openSync(file, 'r');
    try {
      return readSync(handle, head, 0, 16, 0) === 16 && head.toString('latin1') === 'SQLite format 3\0';
    } finally {
      closeSync(handle);
    }
  } catch {
    return false;
  }
}

/** The database and the write-ahead log beside it, which comes and goes. */
export function filesOf(file: string): { files: string[]; bytes: number } {
  const files = [file, `${file}-wal`];
  return { files, bytes: files.reduce((total, one) => total + (statSync(one, { throwIfNoEntry: false })?.size ?? 0), 0) };
}

export function tablesOf(database: ForeignDatabase): Set<string> {
  return new Set(database.all(`SELECT name FROM sqlite_master WHERE type = 'table'`).map(({ name }) => String(name)));
}

/** What is read of one database of many: one that is damaged is said, and the others go on. */
export function orLeftOut<Result>(read: () => Result, file: string, leftOut: LeftOut[]): Result | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    leftOut.push({ what: file, why: error.message });
    return null;
  }
}
