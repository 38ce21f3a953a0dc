import { expect, it } from 'vitest';
import { matching } from './curve-keys.ts';

it('a pattern finds keys with anything where a star stands', () => {
  const keys = ['critic/raw', 'gradient/layer0/part1', 'gradient/layer1/part1', 'loss.a', 'lossXa', 'W1'];
  expect(matching(keys, 'gradient/*/part1')).toEqual(['gradient/layer0/part1', 'gradient/layer1/part1']);
  expect(matching(keys, '*')).toEqual(keys);
  expect(matching(keys, 'loss.*')).toEqual(['loss.a']);
  expect(matching(keys, 'w1')).toEqual(['W1']);
  expect(matching(keys, 'LAYER')).toEqual(['gradient/layer0/part1', 'gradient/layer1/part1']);
  expect(matching(keys, ' ')).toEqual([]);
  expect(matching(keys, '(*')).toEqual([]);
});
