import { describe, expect, test } from 'vitest';
import { gridLayout, regionOf } from './tensor-drawing.ts';

describe('gridLayout', () => {
  test('whole multiples of pixels where there is room', () => {
    const layout = gridLayout({ count: 4, size: [28, 28], width: 200, columns: 2 });
    expect(layout.place(3)).toEqual({ left: 85, top: 85, width: 84, height: 84 });
    expect(layout.width).toBe(169);
  });
  test('what is clicked is what was placed', () => {
    const layout = gridLayout({ count: 30, size: [16, 16], width: 333 });
    for (let i = 0; i < 30; i++) {
      const { left, top, width, height } = layout.place(i);
      expect(layout.at(left + width / 2, top + height / 2)).toBe(i);
    }
  });
  test('outside is nothing', () => expect(gridLayout({ count: 1, size: [8, 8], width: 10 }).at(500, 2)).toBeNull());
});

describe('regionOf', () => {
  test('is square and leaves out what is not finite', () => {
    const region = regionOf([{ shape: [3, 2], data: Float32Array.of(0, 0, 2, 1, Number.NaN, 9) }]);
    expect(region.right - region.left).toBeCloseTo(region.top - region.bottom);
    expect(region.top).toBeLessThan(3);
  });
  test('of nothing is the unit square', () => expect(regionOf([])).toEqual({ left: -1, right: 1, bottom: -1, top: 1 }));
});
