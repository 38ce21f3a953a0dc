import { describe, expect, test } from 'vitest';
import { formatAge, formatAgo, formatBytes, formatDuration, formatSpeed } from './format.ts';

describe('sizes and times', () => {
  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 KB'],
    [1_234_000, '1.2 MB'],
    [45_600_000_000, '46 GB'],
  ])('%d bytes', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  test.each([
    [0.2, '< 1 ms'],
    [41.4, '41 ms'],
    [4200, '4.2 s'],
    [59_400, '59 s'],
    [59_600, '1 min 00 s'],
    [3_725_000, '1 h 02 min'],
    [90_000_000, '1 d 01 h'],
    [20_000_000_000, '231 d'],
    [100_000_000_000_000, '3169 years'],
    [Number.NaN, '—'],
    [Number.POSITIVE_INFINITY, '—'],
  ])('%d milliseconds', (milliseconds, text) => expect(formatDuration(milliseconds)).toBe(text));

  test('an age never reads negative', () => expect(formatAge(2000, 1000)).toBe('now'));
  test('an age in a sentence', () => expect([0, 2000, 7_300_000].map((now) => formatAgo(0, now))).toEqual(['now', 'now', '2 h ago']));
  test('an age in one unit', () => expect(formatAge(0, 7_300_000)).toBe('2 h'));
  test('slow runs say milliseconds, quick ones steps a second', () => {
    expect(formatSpeed(20)).toBe('50 ms/step');
    expect(formatSpeed(120)).toBe('120 steps/s');
    expect(formatSpeed(null)).toBe('—');
  });
});
