import { expect, test } from 'vitest';
import { fromEnvironment } from './environment.ts';

test('what is set to nothing is not set', () => {
  const environment = { GANYMEDE_A: '', GANYMEDE_B: 'here' };
  expect(['GANYMEDE_A', 'GANYMEDE_B', 'GANYMEDE_C'].map((name) => fromEnvironment(name as 'GANYMEDE_A', environment))).toEqual([
    undefined,
    'here',
    undefined,
  ]);
});
