import { expect, test } from 'vitest';
import { offeredCommand } from './offered-command.ts';

test.each([
  [['1'], 'ganymede resume 1 --step 8'],
  [['#1', '--step', '12', '--json'], "ganymede resume '#1' --json --step 8"],
  [['1', '--step=12', '--set', "name=it's"], "ganymede resume 1 --set 'name=it'\\''s' --step 8"],
])('%j is given again with the offered step', (args, command) => {
  expect(offeredCommand('resume', args, { run: 'r', step: 8, checkpoint: 2 })).toBe(command);
});
