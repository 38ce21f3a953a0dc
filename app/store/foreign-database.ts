import { constants, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
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
export function openForeignDatabase(file: string, place = tmpdir()): ForeignRows {
  mkdirSync(place, { recursive: true });
  const folder = mkdtempSync(join(place, 'ganymede-import-'));
  const copy = join(folder, 'copy.db');
  let database: Database.Database | undefined;
  const close = () => {
    database?.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    copyFileSync(file, copy, constants.COPYFILE_FICLONE);
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`, constants.COPYFILE_FICLONE);
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
