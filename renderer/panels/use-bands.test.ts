import { expect, test } from 'vitest';
import { askFor } from './use-bands.ts';

const groupsOf = (groups: number, runs: number) =>
  Array.from({ length: groups }, (_, at) => Array.from({ length: runs }, (__, run) => ({ run: `${at} ${run}`, key: 'w1', start: 0 })));
const view = { axis: 'step', range: null, middle: 'mean', spread: 'std' } as const;
const pixelsOf = (groups: number, runs: number, spread: 'std' | 'bootstrap') =>
  askFor(groupsOf(groups, runs), { ...view, spread }, 2000)?.pixels ?? 0;

test('a band of many runs has wider stretches only where each place is drawn from all of them', () => {
  expect(pixelsOf(1, 2000, 'std')).toBe(1024);
  expect(pixelsOf(1, 10, 'bootstrap')).toBe(1024);
  expect(pixelsOf(1, 2000, 'bootstrap') * 2000).toBeLessThanOrEqual(64 * 2000);
  expect(pixelsOf(20, 25, 'bootstrap') * 500).toBeLessThanOrEqual(100_000);
});
test('nothing is asked before the width is known, nor of no series', () => {
  expect(askFor(groupsOf(2, 2), view, 0)).toBeNull();
  expect(askFor([[]], view, 800)).toBeNull();
});
