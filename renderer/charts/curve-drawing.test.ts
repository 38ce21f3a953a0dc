import { unsmoothed } from './smoothing.ts';
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { type CurveLine, type CurveOptions, drawCurves, nearestPoint, wentBack } from './curve-drawing.ts';

function line(values: number[], start = 1000): CurveLine {
  const steps = Float64Array.from(values.keys());
  return {
    run: 'r',
    key: 'k',
    label: 'r',
    color: '#000',
    dash: [],
    steps,
    times: steps.map((step) => start + step * 500),
    values: Float64Array.from(values),
    start,
  };
}
const plain: CurveOptions = { axis: 'step', scale: 'linear', smoothing: unsmoothed, ignoresOutliers: false, range: null };

describe('drawCurves', () => {
  test('NaN and infinities are marked where they happened and leave the range alone', () => {
    const drawing = drawCurves([line([1, NaN, 3, Infinity, -Infinity])], plain);
    expect(drawing.marks.map(({ x, kind }) => [x, kind])).toEqual([
      [1, 'NaN'],
      [3, '+Inf'],
      [4, '\u2212Inf'],
    ]);
    expect(drawing.low).toBeLessThanOrEqual(1);
    expect(drawing.high).toBeGreaterThanOrEqual(3);
    expect(drawing.high).toBeLessThan(10);
  });
  test('a logarithmic axis counts what it has no place for', () => {
    const drawing = drawCurves([line([-1, 0, 10, 1000])], { ...plain, scale: 'log' });
    expect(drawing.nonPositive).toBe(2);
    expect(Array.from(drawing.lines[0].raw)).toEqual([NaN, NaN, 1, 3]);
    expect(drawing.low).toBeLessThan(1);
    expect(drawing.high).toBeGreaterThan(3);
  });
  test('the vertical range belongs to the zoomed stretch', () => {
    const drawing = drawCurves([line([1000, 1, 2, 3, 1000])], { ...plain, range: [1, 3] });
    expect(drawing.high).toBeLessThan(10);
  });
  test('values as far apart as doubles go have few ticks', () => {
    const { low, high, yTicks } = drawCurves([line([-1.7e308, 0, 1.7e308])], plain);
    expect(Number.isFinite(high - low)).toBe(true);
    expect(yTicks.values.length).toBeLessThanOrEqual(8);
  });
  test('outliers left out of the range are counted', () => {
    const values = Array.from({ length: 1000 }, (_, i) => Math.sin(i));
    values[500] = 1e6;
    const drawing = drawCurves([line(values)], { ...plain, ignoresOutliers: true });
    expect(drawing.high).toBeLessThan(10);
    expect(drawing.outside).toBe(1);
  });
  test('relative time counts from the start of each run', () => {
    expect(Array.from(drawCurves([line([1, 2, 3])], { ...plain, axis: 'relative' }).lines[0].x)).toEqual([0, 0.5, 1]);
  });
  test.each(['relative', 'time', 'step'] as const)('a clock that was set back leaves every point somewhere on the %s axis', (axis) => {
    const set = line([1, 2, 3, 4, 5, 6]);
    set.times = Float64Array.of(1000, 1500, 2000, -3_598_000, -3_597_500, -3_597_000);
    const { lines, from, to } = drawCurves([set], { ...plain, axis });
    for (const x of lines[0].x) expect(x >= from && x <= to).toBe(true);
    if (axis === 'relative') expect([...lines[0].x]).toEqual([0, 0.5, 1, 1, 1.5, 2]);
    expect(nearestPoint(lines[0].x, lines[0].x[4])).toBe(4);
  });
  test('points all of which lie before the start of their run have a place', () => {
    const set = { ...line([1, 2, 3]), start: 3_600_000 };
    expect([...drawCurves([set], { ...plain, axis: 'relative' }).lines[0].x]).toEqual([0, 0.5, 1]);
    expect(wentBack(set)).toBe(true);
  });
  test.prop([
    fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 50 }),
    fc.constantFrom('linear', 'log' as const),
  ])('every finite value that has a place lies inside, and the ticks do too', (values, scale) => {
    const drawing = drawCurves([line(values)], { ...plain, scale });
    expect(drawing.high).toBeGreaterThan(drawing.low);
    const slack = (drawing.high - drawing.low) * 1e-6;
    for (const value of drawing.lines[0].raw) {
      if (Number.isNaN(value)) continue;
      expect(value).toBeGreaterThanOrEqual(drawing.low - slack);
      expect(value).toBeLessThanOrEqual(drawing.high + slack);
    }
    for (const tick of drawing.yTicks.values) expect(tick >= drawing.low && tick <= drawing.high).toBe(true);
  });
});

test.prop([
  fc.uniqueArray(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 }),
  fc.double({ noNaN: true, min: -2e6, max: 2e6 }),
])('nearestPoint finds what a plain search finds', (list, place) => {
  const x = Float64Array.from(list).sort();
  const found = x[nearestPoint(x, place)];
  const best = Math.min(...Array.from(x, (value) => Math.abs(value - place)));
  expect(Math.abs(found - place)).toBe(best);
});
