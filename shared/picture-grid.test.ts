import { expect, test } from 'vitest';
import { gridOf } from './picture-grid.ts';

test('three grey pictures of 1×2 in two columns, with a gap and doubled pixels', () => {
  const pixels = { shape: [3, 1, 2, 1], data: Uint8Array.of(1, 2, 3, 4, 5, 6) };
  expect(gridOf(pixels, 2)).toEqual({
    width: 5,
    height: 3,
    channels: 1,
    data: Uint8Array.of(1, 2, 255, 3, 4, 255, 255, 255, 255, 255, 5, 6, 255, 255, 255),
  });
  const doubled = gridOf({ shape: [1, 1, 2, 1], data: Uint8Array.of(1, 2) }, 8, { scale: 2 });
  expect([...doubled.data]).toEqual([1, 1, 2, 2, 1, 1, 2, 2]);
});

test('colours stay together', () => {
  const grid = gridOf({ shape: [2, 1, 1, 3], data: Uint8Array.of(1, 2, 3, 4, 5, 6) }, 2, { gap: 0 });
  expect([...grid.data]).toEqual([1, 2, 3, 4, 5, 6]);
});
