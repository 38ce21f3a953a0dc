import { expect, test } from 'vitest';
import { fieldAt } from './field.ts';

const field = { values: [0, 1, 2, 10, 11, 12], rows: 2, columns: 3, region: { left: 0, right: 1, bottom: 0, top: 1 } };
test('nodes stand on the border, and between them the field is linear', () => {
  expect([fieldAt(field, 0, 0), fieldAt(field, 1, 0), fieldAt(field, 0, 1), fieldAt(field, 1, 1)]).toEqual([0, 2, 10, 12]);
  expect(fieldAt(field, 0.5, 0.5)).toBeCloseTo(6, 12);
  expect(fieldAt(field, 0.25, 0)).toBeCloseTo(0.5, 12);
});
