import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { outsideCone, steepest, valueOn } from './lipschitz.ts';

const heights = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 2, maxLength: 9 });
const lineOf = (ys: number[]) => ys.map((y, i) => [i / 2, y] as const);

describe('the steepest slope', () => {
  test.prop([heights, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })])(
    'is that of no two other points of the curve',
    (ys, a, b) => {
      const line = lineOf(ys);
      const end = line[line.length - 1][0];
      const [x, y] = [a * end, b * end];
      expect(Math.abs(valueOn(line, x) - valueOn(line, y))).toBeLessThanOrEqual(steepest(line).slope * Math.abs(x - y) + 1e-9);
    },
  );

  test('is found where it is', () => {
    expect(
      steepest([
        [0, 0],
        [1, 0.5],
        [2, -2.5],
        [3, -2],
      ]),
    ).toEqual({ slope: 3, from: [1, 0.5], to: [2, -2.5] });
  });
});

describe('outside the cone', () => {
  test.prop([heights, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })])(
    'lies exactly what is farther up than across',
    (ys, apexShare, share) => {
      const line = lineOf(ys);
      const end = line[line.length - 1][0];
      const [apex, x] = [apexShare * end, share * end];
      const excess = Math.abs(valueOn(line, x) - valueOn(line, apex)) - Math.abs(x - apex);
      fc.pre(Math.abs(excess) > 1e-9);
      const stretches = outsideCone(line, apex, 1);
      const isIn = stretches.some((stretch) => stretch[0][0] <= x && x <= stretch[stretch.length - 1][0]);
      expect(isIn).toBe(excess > 0);
    },
  );

  test('a curve of slope 1 has nothing there, a steeper one has from the right apex', () => {
    expect(
      outsideCone(
        [
          [0, 0],
          [1, 1],
          [2, 0],
        ],
        0.3,
        1,
      ),
    ).toEqual([]);
    const stretches = outsideCone(
      [
        [0, 0],
        [1, 3],
        [2, 3],
      ],
      0,
      1,
    );
    expect(stretches).toHaveLength(1);
    expect(stretches[0][0]).toEqual([0, 0]);
  });
});
