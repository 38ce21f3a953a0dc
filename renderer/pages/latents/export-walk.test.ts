import { expect, test } from 'vitest';
import { besideEachOther, underEachOther } from './export-walk.ts';

const grey = { shape: [2, 1, 2, 1], data: Uint8Array.of(1, 2, 3, 4) };
const color = { shape: [2, 1, 2, 3], data: Uint8Array.of(10, 11, 12, 20, 21, 22, 30, 31, 32, 40, 41, 42) };

test('side by side: picture i of each, grey spread over the colours', () => {
  const { shape, data } = besideEachOther([grey, color]);
  expect(shape).toEqual([2, 1, 4, 3]);
  expect([...data.subarray(0, 12)]).toEqual([1, 1, 1, 2, 2, 2, 10, 11, 12, 20, 21, 22]);
  expect([...data.subarray(12)]).toEqual([3, 3, 3, 4, 4, 4, 30, 31, 32, 40, 41, 42]);
});
test('one under the other: a row after a row', () => {
  const { shape, data } = underEachOther([grey, color]);
  expect(shape).toEqual([4, 1, 2, 3]);
  expect([...data.subarray(0, 6)]).toEqual([1, 1, 1, 2, 2, 2]);
  expect([...data.subarray(12)]).toEqual([...color.data]);
});
test('alone it stays as it is', () => expect(besideEachOther([grey])).toEqual(grey));
