import { closeSync, constants, copyFileSync, mkdirSync, mkdtempSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { StudioError } from '../../shared/errors.ts';

export interface ForeignRows {
  all(sql: string, ...values: unknown[]): Record<string, unknown>[];
  iterate(sql: string, ...values: unknown[]): IterableIterator<Record<string, unknown>>;
  close(): void;
}

/**
 * Another tool's database, read in a copy: SQLite can't open one with a write-ahead log without writing beside it, and its tool may be
 * writing meanwhile. Nobody knows who made it: nothing in its schema is trusted, its cells are checked, and it is never written.
 * @throws StudioError unavailable, damaged
 */
export function openForeignDatabase(file: string, place = tmpdir(), copyFile = copyFileSync): ForeignRows {
  mkdirSync(place, { recursive: true });
  const folder = mkdtempSync(join(place, 'ganymede-import-'));
  const copy = join(folder, 'copy.db');
  let database: Database.Database | undefined;
  const close = () => {
    database?.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    copyWhole(file, copy, copyFile);
    database = new Database(copy);
    for (const pragma of ['trusted_schema = OFF', 'cell_size_check = ON', 'mmap_size = 0', 'schema_version', 'query_only = ON'])
      database.pragma(pragma);
    const opened = database;
    const prepared = (sql: string) => opened.prepare<unknown[], Record<string, unknown>>(sql).safeIntegers(true);
    return {
      all: (sql, ...values) =>
        told(file, () =>
          prepared(sql)
            .all(...values)
            .map(plain),
        ),
      *iterate(sql, ...values) {
        try {
          for (const row of prepared(sql).iterate(...values)) yield plain(row);
        } catch (error) {
          throw explained(file, error);
        }
      },
      close,
    };
  } catch (error) {
    close();
    throw explained(file, error);
  }
}

/** In milliseconds: how long is waited before each further try. */
const pauses = [5, 20, 80, 200, 400];

/** The database with its log or journal, all of one moment. @throws StudioError unavailable */
function copyWhole(file: string, copy: string, copyFile: typeof copyFileSync): void {
  for (const pause of [0, ...pauses]) {
    if (pause > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    const before = stateOf(file);
    copyFile(file, copy, constants.COPYFILE_FICLONE);
    for (const beside of ['-wal', '-journal']) {
      rmSync(`${copy}${beside}`, { force: true });
      ifThere(() => copyFile(`${file}${beside}`, `${copy}${beside}`, constants.COPYFILE_FICLONE));
    }
    if (stateOf(file) === before) return;
  }
  throw new StudioError('unavailable', `${file} is being written without a pause, and a copy of it would be torn. Try again later.`);
}

/**
 * Commits that fall into one tick of the file system's clock are told by the change counter in the database's head (SQLite's file format,
 * 1.3.7). A write-ahead log may grow meanwhile, since half a transaction at its end is none; one that begins anew has another head (4.1).
 */
function stateOf(file: string): string {
  return `${markOf(file)} ${headOf(file)} ${headOf(`${file}-wal`)} ${markOf(`${file}-journal`)}`;
}

function markOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? '' : `${found.size} ${found.mtimeMs}`;
}

function headOf(file: string): string {
  const handle = ifThere(() => openSync(file, 'r'));
  if (handle === undefined) return '';
  const head = Buffer.alloc(32);
  try {
    return head.toString('hex', 0, readSync(handle, head, 0, 32, 0));
  } finally {
    closeSync(handle);
  }
}

/** Logs and journals come and go at any moment. */
function ifThere<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function told<Result>(file: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw explained(file, error);
  }
}

function explained(file: string, cause: unknown): unknown {
  if (cause instanceof StudioError || !(cause instanceof Error)) return cause;
  const code = 'code' in cause ? String(cause.code) : '';
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return new StudioError('damaged', `${file} is no whole SQLite database: ${cause.message}.`, { cause });
  }
  return new StudioError('unavailable', `${file} can't be read: ${cause.message}.`, { cause });
}

/** Integers that a number holds exactly become one. */
function plain(row: Record<string, unknown>): Record<string, unknown> {
  for (const [key, value] of Object.entries(row)) {
    if (typeof value === 'bigint' && Number.isSafeInteger(Number(value))) row[key] = Number(value);
  }
  return row;
}
