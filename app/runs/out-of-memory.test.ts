import { expect, it } from 'vitest';
import { openStore } from '../store/open-store.ts';
import { resolve, tinyConfig, today } from '../tiny-config.ts';
import { launchNode } from './launch-node.ts';
import { openRuns } from './supervisor.ts';

it('a trainer that runs out of memory is a failed run with the reason and what to do; the next run goes on', async () => {
  const store = openStore({ folder: ':memory:', now: Date.now });
  const [small, usual] = [launchNode({ version: 'test', heapMegabytes: 25 }), launchNode({ version: 'test' })];
  let launched = 0;
  const runs = openRuns({ store, launchTrainer: (options) => (launched++ === 0 ? small : usual)(options), now: Date.now, resolve, today });
  const failed = await runs.ended(runs.create(tinyConfig()).id);
  expect(failed).toMatchObject({ status: 'failed', step: 0 });
  expect(failed.sentence).toMatch(/^The trainer ran out of memory\. A smaller batch or network may fit/);
  expect(await runs.ended(runs.create(tinyConfig()).id)).toMatchObject({ status: 'finished' });
  await runs.close();
  store.close();
});
