import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { placeAt, pointedAt, tableLayout } from './table-layout.ts';

const picture = { width: 16, height: 16 };

test('in a wide box rows stand in blocks beside each other, in a high one below each other', () => {
  const table = { rows: 8, columns: 4, picture, mostBlocks: 4 };
  const wide = tableLayout(table, 1160, 500);
  expect(wide.blocks).toBeGreaterThan(1);
  expect(wide.scale).toBeGreaterThan(tableLayout({ ...table, mostBlocks: 1 }, 1160, 500).scale);
  expect(tableLayout(table, 300, 900).blocks).toBe(1);
});

property.prop([
  fc.integer({ min: 1, max: 20 }),
  fc.integer({ min: 1, max: 7 }),
  fc.integer({ min: 1, max: 4 }),
  fc.integer({ min: 80, max: 1500 }),
  fc.integer({ min: 60, max: 900 }),
])('every picture is found where it is drawn, and lies inside', (rows, columns, mostBlocks, width, height) => {
  const layout = tableLayout({ rows, columns, picture, mostBlocks }, width, height);
  for (let index = 0; index < rows * columns; index += 1) {
    const { left, top } = placeAt(layout, index);
    expect(pointedAt(layout, left + 1, top + 1)).toBe(index);
    expect(left + layout.cell.width).toBeLessThanOrEqual(layout.width + 1e-6);
    expect(top + layout.cell.height).toBeLessThanOrEqual(layout.height + 1e-6);
  }
  expect(pointedAt(layout, -1, 5)).toBeNull();
  expect(pointedAt(layout, 5, layout.height + 1)).toBeNull();
});
