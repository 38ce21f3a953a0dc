import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import type { ForeignDatabase } from '../../importer.ts';

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

/** The database and the write-ahead log beside it. */
export function filesOf(file: string): { files: string[]; bytes: number } {
  const files = [file, `${file}-wal`].filter((one) => existsSync(one));
  return { files, bytes: files.reduce((total, one) => total + statSync(one).size, 0) };
}

export function tablesOf(database: ForeignDatabase): Set<string> {
  return new Set(database.all(`SELECT name FROM sqlite_master WHERE type = 'table'`).map(({ name }) => String(name)));
}
