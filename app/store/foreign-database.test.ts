import { appendFileSync, copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openForeignDatabase } from './foreign-database.ts';

let folder: string;
let file: string;
let writer: Database.Database;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ganymede-foreign-'));
  file = join(folder, 'live.db');
  writer = new Database(file);
});
afterEach(() => {
  writer.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Every row has the same value at any moment. */
function fill(mode: string): void {
  writer.pragma(`journal_mode = ${mode}`);
  writer.exec('CREATE TABLE metric (id INTEGER PRIMARY KEY, value INTEGER, padding TEXT)');
  const insert = writer.prepare("INSERT INTO metric (value, padding) VALUES (0, printf('%.2000c', 'x'))");
  writer.transaction(() => {
    for (let row = 0; row < 500; row += 1) insert.run();
  })();
}
const writeAll = () => writer.exec('UPDATE metric SET value = value + 1');
const place = () => join(folder, 'copies');

function valuesIn(copy?: typeof copyFileSync): unknown[] {
  const database = openForeignDatabase(file, place(), copy);
  try {
    expect(database.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    return database.all('SELECT DISTINCT value FROM metric').map(({ value }) => value);
  } finally {
    database.close();
  }
}

it('a transaction that has begun to write into the file is none yet', () => {
  fill('DELETE');
  writer.pragma('cache_size = 5');
  writer.exec('BEGIN');
  writeAll();
  expect(existsSync(`${file}-journal`)).toBe(true);
  expect(valuesIn()).toEqual([0]);
  writer.exec('COMMIT');
  expect(valuesIn()).toEqual([1]);
});

it.each(['DELETE', 'WAL'])('what is written while it is copied tears nothing (%s)', (mode) => {
  fill(mode);
  let copies = 0;
  const values = valuesIn((from, to, flags) => {
    copyFileSync(from, to, flags);
    copies += 1;
    if (copies > 2) return;
    writeAll();
    // The log begins anew after it.
    if (mode === 'WAL') writer.pragma('wal_checkpoint(RESTART)');
    writeAll();
  });
  expect(values).toEqual([4]);
});

it('one whose log only grows is read, and one that never stands still is refused and leaves nothing behind', () => {
  fill('WAL');
  writer.pragma('wal_autocheckpoint = 0');
  const busyCopy: typeof copyFileSync = (...wanted) => {
    copyFileSync(...wanted);
    writeAll();
  };
  expect(valuesIn(busyCopy)).toHaveLength(1);
  writer.pragma('journal_mode = DELETE');
  expect(() => valuesIn(busyCopy)).toThrow(`${file} is being written without a pause`);
  expect(readdirSync(place())).toEqual([]);
});

it('what is no database is refused in a sentence that names it', () => {
  writer.exec('CREATE TABLE one (a)');
  writer.close();
  appendFileSync(file, 'x'.repeat(5000));
  for (const name of ['nothing.db', '.']) expect(() => openForeignDatabase(join(folder, name), place())).toThrow(/can't be read/);
});
