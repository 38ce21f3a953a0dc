import { expect, test } from 'vitest';
import { bleu4 } from './caption-accuracy.ts';

test('a perfect corpus scores 1, one without a run of four in common 0', () => {
  expect(bleu4([[1, 2, 3, 4, 5]], [[1, 2, 3, 4, 5]])).toBe(1);
  expect(bleu4([[1, 2, 3, 9, 4, 5]], [[1, 2, 3, 4, 5, 6]])).toBe(0);
});

test('is the geometric mean of four precisions, counted by hand, times the brevity penalty', () => {
  // said 1 2 3 4 5 9 against 1 2 3 4 5 6 7: precisions 5/6, 4/5, 3/4, 2/3.
  const mean = ((5 / 6) * (4 / 5) * (3 / 4) * (2 / 3)) ** 0.25;
  expect(Math.abs(bleu4([[1, 2, 3, 4, 5, 9]], [[1, 2, 3, 4, 5, 6, 7]]) / (mean * Math.exp(1 - 7 / 6)) - 1)).toBeLessThan(1e-6);
});

test('a word said too often counts as often as it is true', () => {
  // 1 1 1 1 against 1 2 1 1 1 1: unigrams 4/4; said more often than true in the second.
  expect(bleu4([[1, 1, 1, 1, 1]], [[1, 1, 2, 1, 1, 1, 1]])).toBeLessThan(1);
});
