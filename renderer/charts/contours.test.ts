import { describe, expect, test } from 'vitest';
import { contour, contourLevels, type Field } from './contours.ts';

function field(value: (x: number, y: number) => number, size = 41): Field {
  const values = new Float32Array(size * size);
  const region = { left: -2, right: 2, bottom: -2, top: 2 };
  const place = (i: number) => -2 + (4 * i) / (size - 1);
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; column += 1) values[row * size + column] = value(place(column), place(row));
  return { values, rows: size, columns: size, region };
}
function ends(segments: number[]): string[] {
  const list: string[] = [];
  for (let i = 0; i < segments.length; i += 2) list.push(`${segments[i].toFixed(4)},${segments[i + 1].toFixed(4)}`);
  return list;
}

describe('contour', () => {
  test('the level line of a plane is where the plane has that height', () => {
    const segments = contour(
      field((x, y) => x + 2 * y),
      0.7,
    );
    expect(segments.length).toBeGreaterThan(0);
    for (let i = 0; i < segments.length; i += 2) expect(segments[i] + 2 * segments[i + 1]).toBeCloseTo(0.7, 5);
  });
  test('a circle is closed, of the right length, and on its radius', () => {
    const segments = contour(
      field((x, y) => x * x + y * y, 161),
      1,
    );
    const times = new Map<string, number>();
    for (const end of ends(segments)) times.set(end, (times.get(end) ?? 0) + 1);
    for (const count of times.values()) expect(count % 2).toBe(0);
    let length = 0;
    for (let i = 0; i < segments.length; i += 4) length += Math.hypot(segments[i + 2] - segments[i], segments[i + 3] - segments[i + 1]);
    expect(length).toBeCloseTo(2 * Math.PI, 2);
  });
  test('a saddle gives two lines that do not cross its middle', () => {
    const saddle: Field = { values: [1, -1, -1, 1.5], rows: 2, columns: 2, region: { left: 0, right: 1, bottom: 0, top: 1 } };
    expect(contour(saddle, 0)).toHaveLength(8);
  });
  test('cells with a NaN corner are left out', () => {
    expect(contour({ values: [NaN, 1, -1, 1], rows: 2, columns: 2, region: { left: 0, right: 1, bottom: 0, top: 1 } }, 0)).toEqual([]);
  });
  test('levels are round and inside', () => {
    expect(contourLevels(0, 1, 5).map((level) => Number(level.toFixed(10)))).toEqual([0.2, 0.4, 0.6, 0.8]);
    expect(contourLevels(3, 3, 5)).toEqual([]);
  });
});
