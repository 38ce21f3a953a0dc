import { expect, test } from 'vitest';
import { answeredLines, bandLines, bandWords } from './band-lines.ts';

const band = {
  x: Float64Array.of(0, 2000),
  middle: Float64Array.of(1, 2),
  low: Float64Array.of(0, 1),
  high: Float64Array.of(2, 3),
  runs: Float64Array.of(2, 2),
};
const empty = { ...band, x: new Float64Array(0) };
const answer = { bands: [empty, band], width: null, between: 3, nonFinite: 0, exact: true };
const look = { run: 'lambda == 1', key: 'w1', label: 'lambda 1', color: '#000', dash: [] };

test('a band has the looks of its place; what has no point is left out; relative time is in seconds', () => {
  const lines = bandLines(answer, [{ ...look, label: 'none' }, look], 'relative');
  expect(lines.map(({ label }) => label)).toEqual(['lambda 1']);
  expect([...(lines[0].band?.x ?? [])]).toEqual([0, 2]);
});
test('the chart says what a line, its band and a run without a point are', () => {
  const view = { axis: 'step', middle: 'median', spread: 'range' } as const;
  expect(bandWords(answer, view)).toMatch(
    /median of its runs at every recorded step, the band from the lowest.*straight line.*\(3 values\)\.$/,
  );
  const wide = { ...answer, width: 12.5, between: 0, nonFinite: 4, exact: false };
  expect(bandWords(wide, view)).toMatch(/stretches of 12\.5 steps.*4 recorded values that are NaN or infinite are left out\..*quarter/);
});

test('until the next answer is there a band stands under the name that it was asked under, and goes with its group', () => {
  const other = { ...look, run: 'lambda == 2', label: 'lambda 2' };
  const of = { asked: [look, other].map((one) => ({ look: one, series: [] })), view: { axis: 'relative', range: null } as never };
  const answered = { answer: { ...answer, bands: [band, band] }, of };
  const third = { look: { ...look, run: 'lambda == 3', label: 'lambda 3' }, series: [] };
  const now = [third, { look: { ...other, label: 'of another question' }, series: [] }];
  const lines = answeredLines(answered, now);
  expect(lines.map(({ label }) => label)).toEqual(['lambda 2']);
  expect([...(lines[0].band?.x ?? [])]).toEqual([0, 2]);
  expect(answeredLines(answered, [])).toEqual([]);
});
