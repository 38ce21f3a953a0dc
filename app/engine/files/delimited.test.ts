import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { readDelimited } from './delimited.ts';

const separator = fc.constantFrom(',' as const, '\t' as const, ';' as const, '|' as const);
/** Made of what can go wrong. */
const field = fc.string({ unit: fc.constantFrom('a', 'é', ' ', ',', ';', '\t', '|', '"', '\n', '\r\n', '\r'), maxLength: 8 });
const rows = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { maxLength: 6 });

test.prop([rows, separator, fc.constantFrom('\n', '\r\n', '\r'), fc.boolean()])(
  'what is written by the rules is read back, with every field quoted or only those that need it',
  (written, between, lineEnd, isAllQuoted) => {
    const quoted = (text: string) => (isAllQuoted || /[",;\t|\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    const text = written.map((fields) => fields.map(quoted).join(between)).join(lineEnd);
    expect(readDelimited(text, between).map(({ fields }) => fields)).toEqual(written);
  },
);

test.prop([fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r'), maxLength: 40 })])(
  'anything at all is read as some rows',
  (text) => {
    const letters = (all: string) => [...all].filter((letter) => letter === 'a').length;
    expect(
      letters(
        readDelimited(text, ',')
          .flatMap(({ fields }) => fields)
          .join(),
      ),
    ).toBe(letters(text));
  },
);

test('a row is named by the line it begins in, empty lines are none', () => {
  expect(readDelimited('a,b\r\n\r\n"c\nd",e\n\nf,""\n', ',')).toEqual([
    { line: 1, fields: ['a', 'b'] },
    { line: 3, fields: ['c\nd', 'e'] },
    { line: 6, fields: ['f', ''] },
  ]);
});

test('blanks before a quote are none of the field', () => {
  expect(readDelimited('a.png, "a square, small"\nb.png,  "two ""b"""\n', ',').map(({ fields }) => fields)).toEqual([
    ['a.png', 'a square, small'],
    ['b.png', 'two "b"'],
  ]);
});

test('a quote that nobody closes, or that another one closes lines later, swallows no row', () => {
  expect(readDelimited('a,"12 inch\nb,x\nc,y', ',').map(({ fields }) => fields)).toEqual([
    ['a', '"12 inch'],
    ['b', 'x'],
    ['c', 'y'],
  ]);
  expect(readDelimited('a,"tall\nb,6" wide"\nc,y', ',').map(({ line, fields }) => [line, ...fields])).toEqual([
    [1, 'a', '"tall'],
    [2, 'b', '6" wide"'],
    [3, 'c', 'y'],
  ]);
});
