import { expect, test } from 'vitest';
import type { SweepDetail, SweepEntry } from '../../shared/api/sweeps.ts';
import { launchNode } from '../runs/launch-node.ts';
import { openStudio } from '../studio.ts';
import { tinyConfig } from '../tiny-config.ts';
import { openAsker } from './asker.ts';
import { follow } from './follow.ts';
import { openOutput } from './output.ts';

test('a run that is stopped among many others is seen to its end', async () => {
  const studio = openStudio({ workspace: ':memory:', launchTrainer: launchNode({ version: 'test' }) });
  const door = { ...openAsker(studio.fetch, 'http://studio/'), close: studio.close };
  const seeds = Array.from({ length: 100 }, (_, seed) => seed);
  const { name: _, ...base } = tinyConfig({ steps: 1_000_000 });
  const plan = { name: 'many', base, vary: { steps: { values: [900_000, 1_000_000] } }, seeds };
  const { id } = await door.json<SweepEntry>('POST', '/api/sweeps', { plan });
  const { runs } = await door.json<SweepDetail>('GET', `/api/sweeps/${id}`);

  let said = '';
  const heard = Promise.withResolvers<void>();
  const write = (text: string) => {
    said += text;
    heard.resolve();
  };
  const code = follow(door, runs.at(-1)!.run, openOutput(true, { stdout: { write }, stderr: { write } }));
  await heard.promise;
  await door.json('POST', `/api/sweeps/${id}/stop`);
  expect(await code).toBe(0);
  expect(said).toContain('Taken from the queue before it began.');
  await door.close();
});
