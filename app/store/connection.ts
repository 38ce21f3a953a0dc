import Database from 'better-sqlite3';
import { StudioError } from '../../shared/errors.ts';
import { migrations } from './migrations/index.ts';

/** One database handle with its prepared statements; the only way the tables reach SQLite. */
export interface Connection {
  /** The workspace's folder; ':memory:' has no files at all but checkpoints. */
  readonly folder: string;
  readonly inMemory: boolean;
  now(): number;
  /** A prepared statement, made once per text. */
  sql(text: string): Database.Statement<unknown[], Row>;
  /** All or nothing. `durable` waits until the disk has it, and everything written before it. @throws StudioError disk-full */
  write<Result>(work: () => Result, options?: { durable?: boolean }): Result;
  pragma(text: string): unknown;
  close(): void;
}
export type Row = Record<string, unknown>;

/** A batch is on the disk at the latest this long after its commit; kill -9 never loses one, a power cut at most this much. */
const syncEvery = 1000;

/** @throws StudioError workspace-newer, failed */
export function openConnection(options: { folder: string; file: string; now: () => number }): Connection {
  const { folder, file, now } = options;
  const inMemory = file === ':memory:';
  const database = new Database(file, { timeout: 5000 });
  const statements = new Map<string, Database.Statement<unknown[], Row>>();
  try {
    refuseNewer(database, folder);
    // 8 KB pages: chunks of curves are tens of kilobytes. Only takes effect on a new file, before WAL.
    database.pragma('page_size = 8192');
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    database.pragma('cache_size = -65536');
    database.pragma('mmap_size = 1073741824');
    migrate(database);
  } catch (error) {
    database.close();
    throw explain(error, folder);
  }
  let syncedAt = Number.NEGATIVE_INFINITY;

  return {
    folder,
    inMemory,
    now,
    sql(text) {
      let statement = statements.get(text);
      if (!statement) {
        statement = database.prepare<unknown[], Row>(text);
        statements.set(text, statement);
      }
      return statement;
    },
    write(work, { durable = false } = {}) {
      if (database.inTransaction) return work();
      const sync = durable || now() - syncedAt >= syncEvery || now() < syncedAt;
      try {
        if (sync) database.pragma('synchronous = FULL');
        const result = database.transaction(work).immediate();
        if (sync) syncedAt = now();
        return result;
      } catch (error) {
        throw explain(error, folder);
      } finally {
        if (sync) database.pragma('synchronous = NORMAL');
      }
    },
    pragma: (text) => database.pragma(text, { simple: true }),
    close: () => database.close(),
  };
}

function refuseNewer(database: Database.Database, folder: string): void {
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version <= migrations.length) return;
  throw new StudioError(
    'workspace-newer',
    `The workspace ${folder} was written by a newer Ganymede (its version is ${version}, this one reads up to ${migrations.length}). ` +
      'Nothing in it was touched; open it with that version.',
  );
}

/** Each migration is its own transaction, so a kill in between leaves a whole older version. */
function migrate(database: Database.Database): void {
  for (;;) {
    const version = Number(database.pragma('user_version', { simple: true }));
    if (version >= migrations.length) return;
    database
      .transaction(() => {
        database.exec(migrations[version].sql);
        database.pragma(`user_version = ${version + 1}`);
      })
      .immediate();
  }
}

/** SQLite's and the file system's codes as a sentence; other errors pass through. */
export function explain(error: unknown, folder: string): unknown {
  if (error instanceof StudioError || !(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') {
    return new StudioError(
      'disk-full',
      `The disk that holds the workspace ${folder} is full, so this was not stored; nothing was left half-written. Free some space and try again.`,
      { cause: error },
    );
  }
  if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT') {
    return new StudioError('failed', `${folder} holds a studio.db that is not a whole SQLite database: ${error.message}.`, {
      cause: error,
    });
  }
  if (code === 'SQLITE_CANTOPEN' || code === 'SQLITE_READONLY' || code === 'EACCES' || code === 'EROFS') {
    return new StudioError(
      'unavailable',
      `The workspace ${folder} can't be written: ${error.message}. Check its permissions or choose another folder.`,
      {
        cause: error,
      },
    );
  }
  return error;
}
