import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { densityOf } from './curve-density.ts';
import { type CurveLine, drawCurves } from './curve-drawing.ts';
import { unsmoothed } from './smoothing.ts';

const options = { axis: 'step', scale: 'linear', smoothing: unsmoothed, ignoresOutliers: false, range: null } as const;
function lineOf(values: number[]): CurveLine {
  const steps = Float64Array.from(values.keys());
  return {
    ...{ run: 'r', key: 'k', label: 'r', color: '#000', dash: [], start: 0 },
    steps,
    times: steps,
    values: Float64Array.from(values),
  };
}

describe('lines as a density', () => {
  test.prop([fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 12 }), { minLength: 1, maxLength: 6 })])(
    'count one a line in every column that it crosses, and are where the lines are',
    (lists) => {
      const drawing = drawCurves(lists.map(lineOf), options);
      const [width, height] = [24, 16];
      const { counts, most } = densityOf(drawing, width, height);
      for (let column = 0; column < width; column += 1) {
        let sum = 0;
        for (let row = 0; row < height; row += 1) sum += counts[row * width + column];
        const left = drawing.from + (column / width) * (drawing.to - drawing.from);
        const touching = lists.filter((list) => list.length - 1 >= left - 1e-9).length;
        const crossing = lists.filter((list) => list.length - 1 > left + 1e-9).length;
        // What lies on the lowest edge of the plot is below its last pixel.
        expect(sum).toBeLessThanOrEqual(touching + 1e-4);
        expect(sum).toBeGreaterThanOrEqual(crossing - lists.filter((list) => list.some((value) => value <= drawing.low)).length - 1e-4);
      }
      expect(most).toBeLessThanOrEqual(lists.length);
    },
  );

  it('leave a gap where a line has none of its values', () => {
    const drawing = drawCurves([lineOf([1, 2, Number.NaN, 3, 4])], options);
    const { counts } = densityOf(drawing, 4, 8);
    const columns = [0, 1, 2, 3].map((column) =>
      Array.from({ length: 8 }, (_, row) => counts[row * 4 + column]).some((count) => count > 0),
    );
    expect(columns).toEqual([true, true, false, true]);
  });
});
