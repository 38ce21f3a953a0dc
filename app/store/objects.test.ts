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
