import { expect, test } from 'vitest';
import { guessedNote, textOf } from './text-of.ts';

const bytes = (...numbers: number[]) => Uint8Array.from(numbers);
const utf8 = (text: string) => [...new TextEncoder().encode(text)];
const wide = (text: string, isBig: boolean) =>
  bytes(
    ...[...text].flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8]).map((_, at, all) => all[isBig ? at ^ 1 : at]),
  );

test.each<[string, Uint8Array, string, number]>([
  ['UTF-8', bytes(...utf8('carr\u00e9 \u2192 \u{1f600}')), 'carr\u00e9 \u2192 \u{1f600}', 0],
  ['UTF-8 with its mark', bytes(0xef, 0xbb, 0xbf, ...utf8('a')), 'a', 0],
  ['Windows-1252', bytes(0x63, 0xe9, 0x20, 0x93, 0x80, 0x94), 'c\u00e9 \u201c\u20ac\u201d', 1],
  ['lines of both', bytes(...utf8('\u00e9\n'), 0xe9, 10, ...utf8('\u00e8')), '\u00e9\n\u00e9\n\u00e8', 1],
  ['UTF-16 with its mark', wide('\ufeffd\u00f6g', false), 'd\u00f6g', 0],
  ['UTF-16 the other way around', wide('\ufeffd\u00f6g', true), 'd\u00f6g', 0],
  ['UTF-16 without a mark', wide('a.png,a d\u00f6g', false), 'a.png,a d\u00f6g', 0],
  ['UTF-16 without a mark the other way around', wide('a.png,a d\u00f6g', true), 'a.png,a d\u00f6g', 0],
  ['nothing', bytes(), '', 0],
])('%s', (_what, written, text, guessed) => {
  expect(textOf(written)).toEqual({ text, guessed });
});

test('what was guessed is said', () => {
  expect(guessedNote({ text: '', guessed: 0 }, 'x.csv')).toEqual([]);
  expect(guessedNote({ text: '', guessed: 2 }, 'x.csv')).toEqual(['2 lines of x.csv are no UTF-8 and read as Windows-1252.']);
});
