import { StudioError } from '../../shared/errors.ts';

/** SQLite's and the file system's codes as a sentence; other errors pass through. */
export function explain(error: unknown, folder: string): unknown {
  if (error instanceof StudioError || !(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : '';
  const told = (...[kind, sentence]: ConstructorParameters<typeof StudioError>) => new StudioError(kind, sentence, { cause: error });
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE' || code === 'ENOSPC' || code === 'EDQUOT') {
    return told(
      'disk-full',
      `The disk that holds the workspace ${folder} is full, so this was not stored; nothing was left half-written. Free some space and try again.`,
    );
  }
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) return damagedDatabase(folder, error);
  if (code === 'SQLITE_READONLY_DBMOVED') return workspaceAway(folder, error);
  if (code.startsWith('SQLITE_IOERR') || code === 'EIO') {
    return told(
      'unavailable',
      `The disk that holds the workspace ${folder} could not be read or written: ${error.message}. Look at its cable, mount and health, then open the workspace again.`,
    );
  }
  if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY') || code === 'EACCES' || code === 'EROFS') {
    return told(
      'unavailable',
      `The workspace ${folder} can't be written: ${error.message}. Check its permissions or choose another folder.`,
    );
  }
  return error;
}

export function damagedDatabase(folder: string, cause: unknown): StudioError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new StudioError(
    'damaged',
    `${folder} holds a studio.db that is damaged, or not a whole SQLite database: ${why}. Copy the folder before anything else. ` +
      'What can still be read is saved by the sqlite3 program: sqlite3 studio.db .recover | sqlite3 saved.db; ' +
      'saved.db, put in the place of studio.db (without the old studio.db-wal and studio.db-shm), is opened as usual.',
    { cause },
  );
}

export function workspaceAway(folder: string, cause?: unknown): StudioError {
  return new StudioError(
    'workspace-away',
    `The workspace ${folder} is not where it was opened: its folder or disk was moved, unmounted or exchanged, so nothing is stored now. ` +
      'Bring it back to go on; where another folder stands in its place, close this studio and open that one.',
    { cause },
  );
}
