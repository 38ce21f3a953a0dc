import Database from 'better-sqlite3';
import { StudioError } from '../../shared/errors.ts';
import { explain, workspaceAway } from './explain.ts';
import { identityOf } from './identity-of.ts';
import { migrations } from './migrations/index.ts';

/** One database handle with its prepared statements; the only way the tables reach SQLite. */
export interface Connection {
  /** The workspace's folder; ':memory:' has no files at all but checkpoints. */
  readonly folder: string;
  readonly inMemory: boolean;
  /** Whether the file that was opened still lies where it was opened. */
  isThere(): boolean;
  now(): number;
  /** A prepared statement, made once per text. */
  sql(text: string): Statement;
  /** A statement for one use: the texts that people's queries make are too many to be kept. */
  sqlOnce(text: string): Statement;
  /** All or nothing. `durable` waits until the disk has it, and everything written before it; `sync: false` never does, which suits what is hidden until it is whole. @throws StudioError disk-full, workspace-away */
  write<Result>(work: () => Result, options?: { durable?: boolean; sync?: boolean }): Result;
  /** What can't be taken back, such as deleting a file: done once all that is being written is kept, never where it is rolled back. */
  afterwards(work: () => void): void;
  pragma(text: string): unknown;
  close(): void;
}
export type Row = Record<string, unknown>;
/** Of SQLite's statements what the tables need. @throws StudioError damaged, disk-full, unavailable */
export interface Statement {
  get(...values: unknown[]): Row | undefined;
  all(...values: unknown[]): Row[];
  run(...values: unknown[]): Database.RunResult;
  iterate(...values: unknown[]): IterableIterator<Row>;
  raw(): Statement;
}

/** A batch is on the disk at the latest this long after its commit; kill -9 never loses one, a power cut at most this much. */
const syncEvery = 1000;

/** @throws StudioError workspace-newer, failed */
export function openConnection(options: { folder: string; file: string; now: () => number; isOnNetwork?: boolean }): Connection {
  const { folder, file, now, isOnNetwork = false } = options;
  const inMemory = file === ':memory:';
  const database = new Database(file, { timeout: 5000 });
  const statements = new Map<string, Statement>();
  try {
    // Before the first read: only so does WAL do without the shared memory that a network has none of.
    if (isOnNetwork) database.pragma('locking_mode = EXCLUSIVE');
    refuseNewer(database, folder);
    // 8 KB pages: chunks of curves are tens of kilobytes. Only takes effect on a new file, before WAL.
    database.pragma('page_size = 8192');
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    database.pragma('cache_size = -65536');
    database.pragma(`mmap_size = ${isOnNetwork ? 0 : 1_073_741_824}`);
    migrate(database);
  } catch (error) {
    database.close();
    throw explain(error, folder);
  }
  let syncedAt = Number.NEGATIVE_INFINITY;
  let later: (() => void)[] = [];
  const opened = inMemory ? null : identityOf(file);
  const isThere = () => inMemory || identityOf(file) === opened;

  function prepared(text: string): Database.Statement<unknown[], Row> {
    try {
      return database.prepare<unknown[], Row>(text);
    } catch (error) {
      throw explain(error, folder);
    }
  }

  return {
    folder,
    inMemory,
    isThere,
    now,
    sql(text) {
      let statement = statements.get(text);
      if (!statement) {
        statement = explained(prepared(text), folder);
        statements.set(text, statement);
      }
      return statement;
    },
    sqlOnce: (text) => explained(prepared(text), folder),
    write(work, { durable = false, sync: maySync = true } = {}) {
      if (database.inTransaction) return work();
      // SQLite would go on writing into a folder that was moved away or deleted.
      if (!isThere()) throw workspaceAway(folder);
      const sync = durable || (maySync && (now() - syncedAt >= syncEvery || now() < syncedAt));
      let result: ReturnType<typeof work>;
      try {
        if (sync) database.pragma('synchronous = FULL');
        result = database.transaction(work).immediate();
        if (sync) syncedAt = now();
      } catch (error) {
        later = [];
        throw explain(error, folder);
      } finally {
        if (sync) database.pragma('synchronous = NORMAL');
      }
      for (const go of later.splice(0)) go();
      return result;
    },
    afterwards(work) {
      if (database.inTransaction) later.push(work);
      else work();
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

/** What SQLite says of a full disk or a damaged file is told in a sentence wherever it is met. */
function explained(statement: Database.Statement<unknown[], Row>, folder: string): Statement {
  function guarded<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw explain(error, folder);
    }
  }
  return {
    get: (...values) => guarded(() => statement.get(...values)),
    all: (...values) => guarded(() => statement.all(...values)),
    run: (...values) => guarded(() => statement.run(...values)),
    *iterate(...values) {
      try {
        yield* statement.iterate(...values);
      } catch (error) {
        throw explain(error, folder);
      }
    },
    raw: () => explained(statement.raw(), folder),
  };
}
