import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { openBlocks } from './blocks.ts';
import { openConnection } from './connection.ts';
import { nodesOfPoints, sliceNodes } from './pyramid.ts';

it('a page that was written anew leaves nothing of its former in memory', async () => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  const connection = openConnection({ folder: ':memory:', file: ':memory:', now: Date.now });
  connection.sql('PRAGMA foreign_keys = OFF').run();
  const blocks = openBlocks(connection);
  const step = Float64Array.from({ length: 64 }, (_, at) => at);
  const nodes = nodesOfPoints({ step, time: step, value: step });
  const former = Array.from({ length: 4 }, (_, at) => {
    blocks.writeNodes(1, 4, 0, sliceNodes(nodes, 0, at + 1));
    return new WeakRef(blocks.nodes(1, 4, 0)!);
  });
  await setImmediate();
  collect();
  expect(former.map((page) => page.deref() !== undefined)).toEqual([false, false, false, true]);
});
