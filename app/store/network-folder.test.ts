import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openConnection } from './connection.ts';
import { networkOf } from './network-folder.ts';

it.runIf(process.platform === 'linux')('tells network file systems by their number, local disks and unknown ones not', () => {
  const told = [0x6969, 0x0bd00bd0, -11317950, 0xef53, 0x9123683e].map((type) => networkOf('/', () => type));
  expect(told).toEqual(['NFS', 'Lustre', 'CIFS', null, null]);
  expect(networkOf('/', () => Number('x'))).toBeNull();
});

it('keeps a database on a network to one process, without shared or mapped memory', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ganymede-network-'));
  const file = join(folder, 'studio.db');
  const connection = openConnection({ folder, file, now: Date.now, isOnNetwork: true });
  expect([connection.pragma('locking_mode'), connection.pragma('mmap_size'), connection.pragma('journal_mode')]).toEqual([
    'exclusive',
    0,
    'wal',
  ]);
  connection.write(() => connection.sql("INSERT INTO setting (key, value) VALUES ('theme', '\"dark\"')").run());
  expect(connection.sql('SELECT count(*) AS count FROM setting').get()).toEqual({ count: 1 });
  connection.close();
  const again = openConnection({ folder, file, now: Date.now });
  expect(again.sql('SELECT count(*) AS count FROM setting').get()).toEqual({ count: 1 });
  again.close();
  rmSync(folder, { recursive: true });
});
