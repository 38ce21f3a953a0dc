import { expect, test } from 'vitest';
import type { ImportState } from '../../../shared/api/imports.ts';
import { countsOf, placeName, runsOf } from './import-words.ts';

test('counts name what there is, and say so where there is nothing', () => {
  const none = { series: 0, points: 0, distributions: 0, samples: 0, artifacts: 0 };
  expect(countsOf(none)).toBe('nothing recorded');
  expect(countsOf({ ...none, series: 2, points: 12_345, samples: 1, artifacts: 3 })).toBe('12,345 points in 2 series, 1 sample, 3 files');
});

test('a report leads to the runs that it added; to all from elsewhere where it cannot name them', () => {
  const report = (count: number, continued = 0) =>
    decodeURIComponent(
      runsOf({ added: Array.from({ length: count }, (_, at) => `r${at}`), runs: { continued } } as ImportState).replaceAll('+', ' '),
    );
  expect(report(2)).toBe('/runs?query=id in ["r0", "r1"]');
  expect([report(101), report(0, 4), report(1, 1)]).toEqual(Array(3).fill('/runs?query=not (origin is None)'));
});

test('a place is known by its last part, on either kind of system', () => {
  expect([placeName(['/data/logs/']), placeName(['C:\\work\\mlruns']), placeName(['/a/b', '/c']), placeName(['/'])]).toEqual([
    'logs',
    'mlruns',
    'b and 1 more',
    '/',
  ]);
});
