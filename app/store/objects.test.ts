import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openConnection } from './connection.ts';
import { openObjects } from './objects.ts';

it('counts the bytes of files without a look at the objects that lie in the database', () => {
  const connection = openConnection({ folder: ':memory:', file: ':memory:', now: () => 1 });
  const asked: string[] = [];
  const objects = openObjects({ ...connection, sql: (text) => connection.sql(asked[asked.push(text) - 1]) });
  objects.put(new Uint8Array(10));
  expect(objects.bytes()).toBe(0);
  connection.sql("INSERT INTO object (hash, bytes) VALUES ('a', 70000), ('b', 90000)").run();
  expect(objects.bytes()).toBe(160_000);
  const plan = connection.sql(`EXPLAIN QUERY PLAN ${asked.at(-1)}`).all();
  expect(plan).toMatchObject([{ detail: expect.stringMatching(/USING COVERING INDEX object_file\b/) }]);
  connection.close();
});

it('are held against their name as they are read; what is away is said, and stored again when it comes again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ganymede-objects-'));
  const connection = openConnection({ folder, file: join(folder, 'studio.db'), now: () => 1 });
  const objects = openObjects(connection);
  const bytes = new Uint8Array(100_000).fill(7);
  const hash = objects.put(bytes);
  expect(hash).toBe(createHash('sha256').update(bytes).digest('hex'));
  const file = join(folder, 'objects', hash.slice(0, 2), hash.slice(2));
  writeFileSync(file, bytes.fill(8, 5, 6));
  expect(() => objects.get(hash)).toThrow(/is damaged/);
  rmSync(file);
  expect(() => objects.get(hash)).toThrow(/is not there/);
  objects.put(new Uint8Array(100_000).fill(7));
  expect(objects.get(hash)).toEqual(readFileSync(file));
  const small = objects.put(Uint8Array.of(1, 2, 3));
  connection.sql('UPDATE object SET content = ? WHERE hash = ?').run(Uint8Array.of(1, 2, 4), small);
  expect(() => objects.get(small)).toThrow(/studio\.db.* is damaged/);
  expect(objects.get('0'.repeat(64))).toBeNull();
  connection.close();
  rmSync(folder, { recursive: true });
});

it('whose folder is a link to nothing keep no workspace from opening', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ganymede-objects-'));
  symlinkSync(join(folder, 'unplugged'), join(folder, 'objects'));
  const connection = openConnection({ folder, file: join(folder, 'studio.db'), now: () => 1 });
  const objects = openObjects(connection);
  expect(objects.get(objects.put(Uint8Array.of(1)))).toEqual(Buffer.of(1));
  expect(() => objects.put(new Uint8Array(100_000))).toThrow();
  connection.close();
  rmSync(folder, { recursive: true });
});

it('that nothing refers to are swept with their files; while those are away, their rows stay', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ganymede-objects-'));
  const connection = openConnection({ folder, file: join(folder, 'studio.db'), now: () => 1 });
  const objects = openObjects(connection);
  const hash = objects.keep(new Uint8Array(100_000));
  objects.keep(Uint8Array.of(1));
  const [root, disk] = [join(folder, 'objects'), join(folder, 'disk')];
  writeFileSync(join(root, 'incoming', '0'.repeat(64)), 'cut off by a kill');
  renameSync(root, disk);
  symlinkSync(join(folder, 'unplugged'), root);
  objects.sweep();
  expect(connection.sql('SELECT hash FROM object').all()).toEqual([{ hash }]);
  rmSync(root);
  renameSync(disk, root);
  objects.sweep();
  expect(connection.sql('SELECT hash FROM object').all()).toEqual([]);
  expect(readdirSync(root, { recursive: true })).toEqual([hash.slice(0, 2)]);
  connection.close();
  rmSync(folder, { recursive: true });
});
