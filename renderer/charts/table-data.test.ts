import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { fileName, toCsv } from './table-data.ts';

describe('toCsv', () => {
  test('quotes what needs it and keeps NaN', () => {
    expect(
      toCsv({
        columns: ['step', 'a,"b"'],
        rows: [
          [1, NaN],
          [2, -0.1],
        ],
      }),
    ).toBe('step,"a,""b"""\r\n1,NaN\r\n2,-0.1\r\n');
  });
  test.prop([fc.array(fc.tuple(fc.string(), fc.double()), { minLength: 1 })])('reads back cell by cell', (rows) => {
    const cells = read(toCsv({ columns: ['name', 'value'], rows }));
    expect(cells.slice(1).map(([name]) => name)).toEqual(rows.map(([name]) => name));
    cells.slice(1).forEach(([, value], i) => {
      expect(Number(value)).toBe(Object.is(rows[i][1], -0) ? 0 : rows[i][1]);
    });
  });
});

test('file names are plain', () => {
  expect(fileName('critic/dense 2 · weights', 'csv')).toBe('critic-dense-2-weights.csv');
  expect(fileName('···', 'png')).toBe('chart.png');
});

/** A reader written from the other side of the format, for the round trip only. */
function read(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const letter = text[i];
    if (isQuoted) {
      if (letter === '"' && text[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else if (letter === '"') isQuoted = false;
      else cell += letter;
    } else if (letter === '"') isQuoted = true;
    else if (letter === ',') {
      row.push(cell);
      cell = '';
    } else if (letter === '\r') {
      row.push(cell);
      rows.push(row);
      row = [];
      cell = '';
      i += 1;
    } else cell += letter;
  }
  return rows;
}
