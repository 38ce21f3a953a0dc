import { describe, expect, test } from 'vitest';
import { colorIndex, colorMaps, cssColor, divergingScale, sequentialScale, spanningScale } from './color-maps.ts';

describe('colour scales', () => {
  test('zero is the middle of a diverging scale whatever the values', () => {
    const scale = divergingScale([Float32Array.from([-1, 7]), [3]]);
    expect(scale).toMatchObject({ low: -7, high: 7 });
    expect([127, 128]).toContain(colorIndex(0, scale));
    expect(colorIndex(-7, scale)).toBe(0);
    expect(colorIndex(7, scale)).toBe(255);
  });
  test('densities start at zero, and values beyond the ends keep the end colour', () => {
    const scale = sequentialScale([[0.5, 4]]);
    expect(scale).toEqual({ map: 'sequential', low: 0, high: 4 });
    expect(colorIndex(9, scale)).toBe(255);
  });
  test('NaN and infinities neither widen a scale nor look like a value', () => {
    expect(spanningScale([[NaN, 1, Infinity, 2]])).toMatchObject({ low: 1, high: 2 });
    expect(colorIndex(NaN, spanningScale([[1, 2]]))).toBe(-1);
  });
  test('a constant and an empty field still have a scale', () => {
    for (const scale of [spanningScale([[3, 3]]), divergingScale([[]]), sequentialScale([[0]])])
      expect(scale.high).toBeGreaterThan(scale.low);
  });
  test('the sequential map grows lighter all the way', () => {
    const light = (i: number) =>
      0.2126 * colorMaps.sequential[i * 3] + 0.7152 * colorMaps.sequential[i * 3 + 1] + 0.0722 * colorMaps.sequential[i * 3 + 2];
    for (let i = 8; i < 256; i += 8) expect(light(i)).toBeGreaterThan(light(i - 8));
    expect(cssColor(0, { map: 'diverging', low: -1, high: 1 })).toMatch(/^rgb\(2[34]\d, 2[34]\d, 2[34]\d\)$/);
  });
});
